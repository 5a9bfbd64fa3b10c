package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.app.Environment;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnErrorTest {
  @TempDir Path folder;

  // @spec cli/commands#REQ-CLI-001, cli/commands#REQ-CLI-002
  @Test
  void anErrorOfTheMachineIsOneSentenceAndADocumentToo() throws Exception {
    Path spec = folder.resolve(".sdd/specs/a/spec.md");
    Files.createDirectories(spec.resolveSibling("."));
    Files.writeString(spec, "# A\n## Requirements\n### REQ-001: One\nIt MUST work.\n");
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new OverflowsOnce(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Environment(Map.of()),
            false);

    int code = new Cli(console).run("-C", folder.toString(), "check", "--format", "json");

    assertThat(code).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("sdd: an error of ours, please report it: java.lang.StackOverflowError at ");
    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertThat(json.get("command").asText()).isEqualTo("check");
    assertThat(json.get("verdict").asText()).isEqualTo("error");
  }

  /// Prints all but the first text.
  private static final class OverflowsOnce extends PrintStream {
    private boolean overflowed;

    OverflowsOnce(OutputStream to) {
      super(to, true, StandardCharsets.UTF_8);
    }

    @Override
    public void print(String text) {
      if (!overflowed) {
        overflowed = true;
        throw new StackOverflowError();
      }
      super.print(text);
    }
  }
}
