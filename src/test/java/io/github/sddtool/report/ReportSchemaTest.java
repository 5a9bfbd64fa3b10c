package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.analysis.trace.LinkStatus;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.spec.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

// @spec cli/commands#REQ-CLI-028
class ReportSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyGoldenReportIsValid() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
      for (Path file : files.filter(path -> path.endsWith("report.json")).toList()) {
        assertThat(Schemas.problems(Schemas.REPORT, Files.readString(file)))
            .as(file.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void theDocumentOfNothingIsValid() throws IOException {
    String nothing = new JsonRenderer().nothing("check", "1.2.3", Verdict.SKIPPED, "no spec");
    assertThat(Schemas.problems(Schemas.REPORT, nothing)).isEmpty();
  }

  @Test
  void whatTheContractRequiresIsRequired() throws IOException {
    JsonNode golden =
        JSON.readTree(Files.readString(Path.of("src/test/resources/golden/weakened/report.json")));
    for (String key : List.of("schema", "verdict", "base", "head", "specs", "findings")) {
      var less = golden.deepCopy();
      ((com.fasterxml.jackson.databind.node.ObjectNode) less).remove(key);
      assertThat(Schemas.problems(Schemas.REPORT, less.toString())).as(key).isNotEmpty();
    }
    String other = golden.toString().replace("\"verdict\":\"fail\"", "\"verdict\":\"bad\"");
    assertThat(other).isNotEqualTo(golden.toString());
    assertThat(Schemas.problems(Schemas.REPORT, other)).isNotEmpty();
  }

  /// Values that the schema names before the source does are listed here.
  @Test
  void theSchemaNamesEveryValueThatTheSourceKnows() throws IOException {
    JsonNode defs = JSON.readTree(Files.readString(Schemas.REPORT)).get("$defs");
    assertThat(names(defs.at("/verdict/enum"))).isEqualTo(words(Verdict.values(), Verdict::word));
    assertThat(names(defs.at("/severity/enum")))
        .isEqualTo(words(Severity.values(), Severity::word));
    assertThat(names(defs.at("/level/enum"))).isEqualTo(words(Level.values(), Level::name));
    assertThat(names(defs.at("/requirement/properties/coverage/enum")))
        .isEqualTo(words(Coverage.State.values(), Coverage.State::word));
    assertThat(names(defs.at("/link/properties/role/enum")))
        .isEqualTo(words(Role.values(), Role::word, "doc"));
    assertThat(names(defs.at("/link/properties/status/enum")))
        .isEqualTo(words(LinkStatus.values(), LinkStatus::word, "inferred"));
    assertThat(names(defs.at("/drift/properties/kind/enum")))
        .isEqualTo(words(Drift.Kind.values(), Drift.Kind::word, "suspect"));
    assertThat(names(defs.at("/deltaType/enum")))
        .isEqualTo(words(Delta.Type.values(), Delta.Type::word));
    assertThat(names(defs.at("/delta/properties/requirements/items/properties/effect/enum")))
        .isEqualTo(words(Delta.Effect.values(), Delta.Effect::word));
    assertThat(names(defs.at("/impact/properties/risk/properties/level/enum")))
        .isEqualTo(words(Impact.Grade.values(), Impact.Grade::word));
  }

  private static List<String> names(JsonNode values) {
    return Stream.iterate(0, i -> i < values.size(), i -> i + 1)
        .map(i -> values.get(i).asText())
        .sorted()
        .toList();
  }

  private static <T> List<String> words(T[] values, Function<T, String> word, String... planned) {
    return Stream.concat(Arrays.stream(values).map(word), Arrays.stream(planned))
        .distinct()
        .sorted()
        .toList();
  }
}
