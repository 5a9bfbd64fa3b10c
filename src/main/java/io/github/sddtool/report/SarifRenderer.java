package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

// @spec cli/commands#REQ-CLI-020
/// The findings as SARIF 2.1.0, which GitHub's code scanning, GitLab and editors read.
///
/// Every rule is described, also those that found nothing, so that a reader can tell a rule that
/// holds from one that was never asked.
public final class SarifRenderer implements Renderer {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final List<Rule> RULES =
      Arrays.stream(Rule.values()).sorted(Comparator.comparing(Rule::id)).toList();
  private static final String UNRESERVED = "-._~/";

  @Override
  public String name() {
    return "sarif";
  }

  @Override
  public String render(Report report, Style style) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, style.tool());
      json.writeArrayFieldStart("invocations");
      json.writeStartObject();
      json.writeBooleanField("executionSuccessful", report.verdict() != Verdict.ERROR);
      json.writeEndObject();
      json.writeEndArray();
      json.writeObjectFieldStart("automationDetails");
      json.writeStringField("id", "sdd/" + report.question().word() + "/");
      json.writeEndObject();
      json.writeStringField("columnKind", "utf16CodeUnits");
      results(json, report, style);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void tool(JsonGenerator json, String version) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "sdd");
    json.writeStringField("fullName", "SDD Tool " + version);
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (Rule rule : RULES) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      text(json, "shortDescription", firstSentence(rule.meaning()));
      text(json, "fullDescription", rule.meaning());
      text(json, "help", rule.mend());
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", level(rule.severity()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void results(JsonGenerator json, Report report, Style style) throws IOException {
    Map<Rule, Integer> index = new HashMap<>();
    RULES.forEach(rule -> index.put(rule, index.size()));
    json.writeArrayFieldStart("results");
    for (Finding finding : report.findings()) {
      json.writeStartObject();
      json.writeStringField("ruleId", finding.rule().id());
      json.writeNumberField("ruleIndex", index.getOrDefault(finding.rule(), -1));
      json.writeStringField("level", level(finding.severity()));
      text(json, "message", oneLine(finding.message()));
      location(json, style.at(Places.of(finding)));
      json.writeObjectFieldStart("partialFingerprints");
      json.writeStringField("sdd/v1", finding.fingerprint().hex());
      json.writeEndObject();
      if (report.sides().compared()) {
        json.writeStringField("baselineState", finding.isNew() ? "new" : "unchanged");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void location(JsonGenerator json, Location at) throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(at.path()));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", at.line());
    json.writeNumberField("startColumn", at.column());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /// A message in which braces are no placeholders and nothing is a link (SARIF 2.1.0, 3.11.5 and
  /// 3.11.6).
  private static void text(JsonGenerator json, String name, String message) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField(
        "text", message.replace("{", "{{").replace("}", "}}").replace("](", "]\u200B("));
    json.writeEndObject();
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /// A path as a relative URI reference: everything that is not plainly allowed is percent-encoded,
  /// a colon too, which could otherwise end a scheme.
  private static String uri(RepoPath path) {
    var uri = new StringBuilder();
    for (byte b : path.value().getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || UNRESERVED.indexOf(b) >= 0;
      if (plain) {
        uri.append((char) b);
      } else {
        uri.append('%')
            .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
      }
    }
    return uri.toString();
  }
}
