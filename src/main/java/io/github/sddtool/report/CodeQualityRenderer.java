package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.source.Location;
import java.util.HashMap;
import java.util.Map;

// @spec cli/commands#REQ-CLI-022
/// The findings as GitLab's Code Quality report, which a merge request shows beside its lines.
///
/// GitLab compares the reports of both branches by fingerprint, so old findings stand in it too.
public final class CodeQualityRenderer implements Renderer {

  @Override
  public String name() {
    return "codequality";
  }

  @Override
  public String render(Report report, Style style) {
    Map<String, Integer> times = new HashMap<>();
    return JsonText.of(json -> {
      json.writeStartArray();
      for (Finding finding : report.findings()) {
        Location at = style.at(Places.of(finding));
        json.writeStartObject();
        json.writeStringField("description", oneLine(finding.message()));
        json.writeStringField("check_name", finding.rule().id());
        json.writeStringField("fingerprint", unique(finding.fingerprint().hex(), times));
        json.writeStringField("severity", severity(finding.severity()));
        json.writeObjectFieldStart("location");
        json.writeStringField("path", at.path().value());
        json.writeObjectFieldStart("lines");
        json.writeNumberField("begin", at.line());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  /// GitLab has five; what fails by default is critical, and nothing of ours is a blocker or minor.
  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "major";
      case INFO -> "info";
    };
  }

  /// GitLab shows only the first of findings with one fingerprint. The order of findings is fixed,
  /// so the same repeat gets the same number every time.
  private static String unique(String fingerprint, Map<String, Integer> times) {
    int n = times.merge(fingerprint, 1, Integer::sum);
    return n == 1 ? fingerprint : fingerprint + "-" + n;
  }
}
