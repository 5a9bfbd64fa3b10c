package io.github.sddtool.report;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
            .filter(finding -> finding.isNew() && finding.waived().isEmpty())
            .filter(f -> f.severity() != Severity.INFO || isChangeDrift(f, report))
            .sorted(WEIGHTIEST)
            .toList();
    Set<Optional<String>> changed =
        all.stream()
            .filter(finding -> finding.rule().id().startsWith("delta/"))
            .map(finding -> finding.subject().requirement())
            .collect(Collectors.toSet());
    return all.stream()
        .filter(finding ->
            finding.rule() != Rule.DRIFT_SPEC_AHEAD
                || !changed.contains(finding.subject().requirement()))
        .toList();
  }

  private static boolean isChangeDrift(Finding finding, Report report) {
    return report.sides().compared() && finding.rule().id().startsWith("drift/");
  }

  /// New findings that are not in the list, and that it does not say more plainly already.
  static List<Finding> notes(Report report, List<Finding> todo) {
    var listed = new HashSet<>(todo);
    Set<Optional<String>> requirements =
        todo.stream().map(finding -> finding.subject().requirement()).collect(Collectors.toSet());
    return report.findings().stream()
        .filter(finding -> finding.isNew() && finding.waived().isEmpty())
        .filter(finding -> !listed.contains(finding))
        .filter(finding ->
            finding.rule() != Rule.COVERAGE_UNCOVERED
                || !requirements.contains(finding.subject().requirement()))
        .toList();
  }
}
