package io.github.sddtool.report;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import java.util.Comparator;
import java.util.List;

/// What the author of a change must look at, weightiest first; nothing twice.
public final class ToDo {
  private static final Comparator<Finding> WEIGHTIEST =
      Comparator.comparing(Finding::severity).thenComparing(Finding.ORDER);

  private ToDo() {}

  /// New findings of weight, and new drift of a compared change whatever its weight. That a
  /// requirement changed alone is not said where its change is.
  public static List<Finding> of(Report report) {
    List<Finding> all =
        report.findings().stream()
            .filter(Finding::isNew)
            .filter(f -> f.severity() != Severity.INFO || isChangeDrift(f, report))
            .sorted(WEIGHTIEST)
            .toList();
    return all.stream()
        .filter(finding -> finding.rule() != Rule.DRIFT_SPEC_AHEAD || !isChange(finding, all))
        .toList();
  }

  private static boolean isChangeDrift(Finding finding, Report report) {
    return report.sides().compared() && finding.rule().id().startsWith("drift/");
  }

  private static boolean isChange(Finding drift, List<Finding> all) {
    return all.stream()
        .anyMatch(other ->
            other.rule().id().startsWith("delta/")
                && other.subject().requirement().equals(drift.subject().requirement()));
  }

  /// Whether a note says of a requirement what the list says more plainly already.
  static boolean isSaid(Finding note, List<Finding> todo) {
    return note.rule() == Rule.COVERAGE_UNCOVERED
        && note.subject().requirement().isPresent()
        && todo.stream()
            .anyMatch(f -> f.subject().requirement().equals(note.subject().requirement()));
  }
}
