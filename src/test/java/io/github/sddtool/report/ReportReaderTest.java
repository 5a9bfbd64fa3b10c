package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReportReaderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Style STYLE = Style.plain("1.2.3").withDigest("sha256:00");
  private static final JsonMapper MAPPER = new JsonMapper();

  // @spec app/runners#REQ-RUN-001
  @TestFactory
  Stream<DynamicTest> aReportThatWasReadBackLooksTheSameInEveryForm() throws IOException {
    var cases = new ArrayList<DynamicTest>();
    for (Change change : changes()) {
      for (Question question : Question.values()) {
        if (question == Question.IMPACT && change.base().isEmpty()) {
          continue;
        }
        cases.add(
            DynamicTest.dynamicTest(
                question + (change.base().isPresent() ? " of a change" : " of files"),
                () -> {
                  Report report = Engine.assessor().assess(change, Request.of(question));
                  Report back = read(new JsonRenderer().render(report, STYLE), change);
                  for (Renderer renderer : Renderers.ALL) {
                    assertThat(renderer.render(back, STYLE))
                        .as(renderer.name())
                        .isEqualTo(renderer.render(report, STYLE));
                  }
                }));
      }
    }
    return cases.stream();
  }

  private static List<Change> changes() throws IOException {
    var changes = new ArrayList<Change>();
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      for (Path folder : folders.sorted().toList()) {
        var head = MemorySnapshot.of(folder.resolve("head"));
        changes.add(Change.between(MemorySnapshot.of(folder.resolve("base")), head));
        changes.add(Change.of(head));
      }
    }
    return changes;
  }

  @Test
  void whateverIsChangedInAReportIsReadOrRefusedAndNeverBreaksTheReader() throws IOException {
    Change change = changes().get(2);
    JsonNode whole =
        MAPPER.readTree(new JsonRenderer().render(Engine.assessor().assess(change), STYLE));
    var places = new ArrayList<JsonPointer>();
    collect(whole, JsonPointer.empty(), places);
    int refused = 0;
    for (JsonPointer place : places) {
      for (JsonNode other :
          List.of(NullNode.getInstance(), new TextNode("\u0000"), MAPPER.createArrayNode())) {
        JsonNode changed = whole.deepCopy();
        put(changed, place, other);
        try {
          read(changed.toString(), change);
        } catch (ReportReader.Unreadable e) {
          refused++;
          assertThat(e.problem()).doesNotContain("\u0000").isNotBlank();
        }
      }
    }
    assertThat(places).hasSizeGreaterThan(100);
    assertThat(refused).isGreaterThan(places.size());
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
    if (!at.matches()) {
      places.add(at);
    }
    node.properties()
        .forEach(field -> collect(field.getValue(), at.appendProperty(field.getKey()), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at.appendIndex(i), places);
    }
  }

  private static void put(JsonNode root, JsonPointer place, JsonNode value) {
    switch (root.at(place.head())) {
      case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
      case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
      case JsonNode other -> throw new AssertionError(other);
    }
  }

  @Test
  void whatIsNoReportIsRefusedWithoutBeingRepeated() {
    for (String text : List.of("", "[]", "{}", "{\"schema\":\"x\"}", "nonsense", "{} {}")) {
      assertThatThrownBy(() -> read(text, changes().getFirst()))
          .isInstanceOf(ReportReader.Unreadable.class)
          .hasMessageNotContaining("nonsense");
    }
  }

  private static Report read(String json, Change change) throws ReportReader.Unreadable {
    return ReportReader.of(json).report(change.head().tree(), Assessor.rules(change).files());
  }
}
