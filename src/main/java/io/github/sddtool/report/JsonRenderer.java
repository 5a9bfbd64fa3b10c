package io.github.sddtool.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.util.Optional;

// @spec cli/commands#REQ-CLI-003
/// The report as JSON, schema `sdd.report/1`.
public final class JsonRenderer implements Renderer {
  /// The schema's name and version.
  public static final String SCHEMA = "sdd.report/1";

  /// What stands in place of a commit for files that are not committed.
  static final String WORKTREE = "worktree";

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String render(Report report, Style style) {
    return JsonText.of(json -> {
      json.writeStartObject();
      head(json, report.question().word(), style.tool(), report.verdict());
      JsonText.field(json, "base", base(report.sides()));
      json.writeStringField("head", report.sides().head().map(CommitId::hex).orElse(WORKTREE));
      JsonText.field(json, "rules", report.sides().rules().commit().map(CommitId::hex));
      json.writeFieldName("asked");
      AskedJson.write(json, report.asked());
      new JsonParts(json, report, style).write();
      digests(json, Digests.of(report), style.digest());
      json.writeEndObject();
    });
  }

  /// The document for a command that evaluated nothing: the verdict and the reason.
  public String nothing(String command, String tool, Verdict verdict, String reason) {
    return JsonText.of(json -> {
      json.writeStartObject();
      head(json, command, tool, verdict);
      json.writeNullField("base");
      json.writeNullField("head");
      json.writeArrayFieldStart("specs");
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      json.writeEndArray();
      json.writeStringField("error", reason);
      json.writeEndObject();
    });
  }

  private static void head(JsonGenerator json, String command, String tool, Verdict verdict)
      throws IOException {
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("command", command);
    json.writeStringField("tool", tool);
    json.writeStringField("verdict", verdict.word());
  }

  private static void digests(JsonGenerator json, Digests digests, String tool) throws IOException {
    json.writeObjectFieldStart("digests");
    json.writeStringField("specs", digests.specs());
    json.writeStringField("code", digests.code());
    json.writeStringField("rules", digests.rules());
    if (!tool.isEmpty()) {
      json.writeStringField("tool", tool);
    }
    json.writeEndObject();
  }

  private static Optional<String> base(Report.Sides sides) {
    return sides.compared()
        ? Optional.of(sides.base().map(CommitId::hex).orElse(WORKTREE))
        : Optional.empty();
  }
}
