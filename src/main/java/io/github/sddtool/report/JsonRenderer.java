package io.github.sddtool.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

// @spec cli/commands#REQ-CLI-003
/// The report as JSON, schema `sdd.report/1`.
public final class JsonRenderer implements Renderer {
  /// The schema's name and version.
  public static final String SCHEMA = "sdd.report/1";

  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String render(Report report, Style style) {
    return write(json -> {
      head(json, report.question().word(), style.tool(), report.verdict());
      Optional<String> base = base(report.sides());
      if (base.isPresent()) {
        json.writeStringField("base", base.get());
      } else {
        json.writeNullField("base");
      }
      json.writeStringField("head", report.sides().head().map(CommitId::hex).orElse("worktree"));
      new JsonParts(json, report).write();
    });
  }

  /// The document for a command that evaluated nothing: the verdict and the reason.
  public String nothing(String command, String tool, Verdict verdict, String reason) {
    return write(json -> {
      head(json, command, tool, verdict);
      json.writeNullField("base");
      json.writeNullField("head");
      json.writeArrayFieldStart("specs");
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      json.writeEndArray();
      json.writeStringField("error", reason);
    });
  }

  private static void head(JsonGenerator json, String command, String tool, Verdict verdict)
      throws IOException {
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("command", command);
    json.writeStringField("tool", tool);
    json.writeStringField("verdict", verdict.word());
  }

  private static Optional<String> base(Report.Sides sides) {
    return sides.compared()
        ? Optional.of(sides.base().map(CommitId::hex).orElse("worktree"))
        : Optional.empty();
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static String write(Body body) {
    var text = new StringWriter();
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.append('\n').toString();
  }
}
