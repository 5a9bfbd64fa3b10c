package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import java.util.EnumMap;
import java.util.Map;

/// Workflow commands of GitHub Actions, which stand beside the lines of a change. GitHub shows ten
/// of each kind for a step, so no more are written.
public final class AnnotationsRenderer implements Renderer {
  private static final int SHOWN_OF_A_KIND = 10;

  @Override
  public String name() {
    return "annotations";
  }

  @Override
  public String render(Report report, Style style) {
    var text = new StringBuilder();
    Map<Severity, Integer> shown = new EnumMap<>(Severity.class);
    for (Finding finding : ToDo.of(report)) {
      if (shown.merge(finding.severity(), 1, Integer::sum) <= SHOWN_OF_A_KIND) {
        text.append(command(finding, style)).append('\n');
      }
    }
    return text.toString();
  }

  private static String command(Finding finding, Style style) {
    String kind =
        switch (finding.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO -> "notice";
        };
    String place =
        finding
            .subject()
            .at()
            .map(style::at)
            .map(at -> "file=" + property(at.path().value()) + ",line=" + at.line() + ",")
            .orElse("");
    return "::"
        + kind
        + " "
        + place
        + "title="
        + property("SDD " + finding.rule().id())
        + "::"
        + data(oneLine(finding.message()) + " " + finding.rule().mend());
  }

  /// As the runner's own toolkit escapes what it must not read as a command.
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
