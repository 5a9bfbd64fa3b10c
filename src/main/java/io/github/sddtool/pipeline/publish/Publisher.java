package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.forge.Annotation;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Remark;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.report.Headline;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.report.ToDo;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.markdown.MarkdownOut;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

// @spec app/publishing#REQ-PUB-006
/// Turns a report into what a forge shall show: a check with annotations and one comment.
public final class Publisher {
  /// More of them nobody answers.
  private static final int MOST_REMARKS = 10;

  private final MarkdownRenderer markdown = new MarkdownRenderer();
  private final Style plain;

  /// @param plain names this program, for the small print
  public Publisher(Style plain) {
    this.plain = plain;
  }

  /// How a report is shown.
  ///
  /// @param baseName what people call the base
  /// @param links where a place can be looked at
  public Style style(String baseName, Function<Location, Optional<URI>> links) {
    return plain.withBaseName(baseName).withLinks(links);
  }

  /// A judged change.
  ///
  /// @param atHead whether a file exists at the head; only there can annotations stand
  public Publication of(Target target, Report report, Style style, Predicate<RepoPath> atHead) {
    String summary = markdown.render(report, style);
    var check =
        new CheckState.Completed(
            report.verdict(), Headline.text(report), summary, annotations(report, atHead));
    return new Publication(target, check, comment(target, report, summary));
  }

  /// What a report has to say on changed lines. A finding about a requirement stands on the first
  /// of its lines that the change wrote, for its title may be as it was.
  ///
  /// @param changed which lines of a file the change wrote
  public List<Remark> remarks(Report report, Function<RepoPath, Set<Integer>> changed) {
    return ToDo.of(report).stream()
        .flatMap(finding -> remark(finding, report, changed).stream())
        .limit(MOST_REMARKS)
        .toList();
  }

  private static Optional<Remark> remark(
      Finding finding, Report report, Function<RepoPath, Set<Integer>> changed) {
    Optional<Location> at = finding.subject().at();
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Location place = at.get();
    int end = end(place, report);
    return changed.apply(place.path()).stream()
        .filter(line -> line >= place.line() && line < end)
        .min(Integer::compare)
        .map(line ->
            new Remark(
                finding.fingerprint().hex(),
                Location.of(place.path(), line),
                "**%s** %s %s\n"
                    .formatted(
                        finding.rule().id(),
                        MarkdownOut.prose(finding.message()),
                        finding.rule().mend())));
  }

  /// The line behind a requirement that begins in a place: where the next one begins. What is no
  /// requirement is one line.
  private static int end(Location at, Report report) {
    List<Integer> begins =
        report.survey().specs().specs().stream()
            .filter(spec -> spec.path().equals(at.path()))
            .flatMap(spec -> spec.body().requirements().stream())
            .map(Requirement::line)
            .toList();
    return begins.contains(at.line())
        ? begins.stream()
            .filter(line -> line > at.line())
            .min(Integer::compare)
            .orElse(Integer.MAX_VALUE)
        : at.line() + 1;
  }

  /// A change that could not be evaluated: never green, never old figures, and it says whose move
  /// it is.
  public Publication couldNotEvaluate(Target target, String reason) {
    String summary =
        "### ⛔ SDD: could not evaluate this change\n\n"
            + MarkdownOut.prose(reason)
            + "\n\nThis says nothing about the change itself. "
            + "Push again, or redeliver the webhook, once the cause is gone.\n\n"
            + "<sub>"
            + target.head().brief()
            + " · sdd "
            + plain.tool()
            + "</sub>\n";
    var check = new CheckState.Completed(Verdict.ERROR, "Could not evaluate", summary, List.of());
    return new Publication(target, check, comment(target, summary, false));
  }

  /// Where there is nothing to say, an existing comment is brought up to date, and none is begun.
  private static Optional<SummaryComment> comment(Target target, Report report, String summary) {
    boolean quiet =
        report.verdict() == Verdict.SKIPPED
            || (report.verdict() == Verdict.PASS
                && report.parts().delta().filter(delta -> !delta.isEmpty()).isEmpty()
                && report.parts().impact().filter(impact -> !impact.changed().isEmpty()).isEmpty()
                && report.fresh(Severity.WARNING).isEmpty()
                && report.parts().drift().stream()
                    .flatMap(List::stream)
                    .noneMatch(drift -> drift.isNew()));
    return comment(target, summary, quiet);
  }

  private static Optional<SummaryComment> comment(Target target, String summary, boolean onlyEdit) {
    return target.number().isEmpty()
        ? Optional.empty()
        : Optional.of(new SummaryComment(Publication.COMMENT_MARKER + "\n" + summary, onlyEdit));
  }

  private static List<Annotation> annotations(Report report, Predicate<RepoPath> atHead) {
    return ToDo.of(report).stream()
        .flatMap(finding -> annotation(finding, atHead).stream())
        .toList();
  }

  private static Optional<Annotation> annotation(Finding finding, Predicate<RepoPath> atHead) {
    Optional<Location> at = finding.subject().at().filter(place -> atHead.test(place.path()));
    return at.map(place ->
        new Annotation(
            place,
            finding.severity(),
            finding.rule().id(),
            MarkdownOut.oneLine(finding.message()) + " " + finding.rule().mend()));
  }
}
