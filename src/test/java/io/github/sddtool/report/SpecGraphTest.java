package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

// @spec cli/commands#REQ-CLI-025
class SpecGraphTest {
  private static final MemorySnapshot SPECS =
      MemorySnapshot.empty()
          .with(".sdd/specs/a/spec.md", spec("status: approved\ndepends: [b, nowhere]", "A"))
          .with(".sdd/specs/b/spec.md", spec("depends: [c]", "B \"quoted\"] --> x"))
          .with(".sdd/specs/c/spec.md", spec("depends: [b]", "C\\"))
          .with(".sdd/specs/d/spec.md", spec("depends: ['x\"]; n9[\"#quot;<b>']", "D"));

  private static String spec(String fields, String title) {
    return "---\n" + fields + "\n---\n# " + title + "\n## Requirements\n### REQ-001: One\nMUST.\n";
  }

  private static SpecGraph graph(MemorySnapshot snapshot) {
    return SpecGraph.of(
        Engine.assessor()
            .assess(Change.of(snapshot), Request.of(Question.VALIDATE))
            .survey()
            .specs());
  }

  private static String write(String format) {
    return GraphRenderer.ALL.stream()
        .filter(renderer -> renderer.name().equals(format))
        .findFirst()
        .orElseThrow()
        .write()
        .apply(graph(SPECS));
  }

  @Test
  void edgesLeadFromDependentToDependency() {
    assertThat(graph(SPECS).edges())
        .contains(
            new SpecGraph.Edge("a", "b", false),
            new SpecGraph.Edge("a", "nowhere", false),
            new SpecGraph.Edge("b", "c", true),
            new SpecGraph.Edge("c", "b", true));
    assertThat(graph(SPECS).nodes())
        .filteredOn(node -> node instanceof SpecGraph.Node.Missing)
        .extracting(SpecGraph.Node::id)
        .contains("nowhere")
        .hasSize(2);
  }

  @Test
  void foreignTextStaysInsideItsLabel() {
    String mermaid = write("mermaid");
    assertThat(mermaid.lines().skip(1))
        .allMatch(line ->
            line.matches("  n\\d\\[\"[^\"\\[\\]<>]*<br/>[^\"\\[\\]<>]*\"](:::missing)?")
                || line.matches("  n\\d (-->|-\\. circle \\.->) n\\d")
                || line.matches("  (classDef|linkStyle) .*"));
    assertThat(write("dot").lines().filter(line -> line.contains("label=\"")))
        .allMatch(
            line -> line.replace("\\\\", "").replace("\\\"", "").split("\"", -1).length % 2 == 1);
  }

  @Test
  void whatIsMissingAndWhatGoesInACircleIsMarked() {
    assertThat(write("mermaid")).contains("missing\"]:::missing", "-. circle .->", "linkStyle");
    assertThat(write("dot")).contains("style=dashed, color=red", "label=\"circle\"");
  }

  @Test
  void jsonSaysWhatAProgramNeeds() throws IOException {
    JsonNode json = new ObjectMapper().readTree(write("json"));
    assertThat(json.get("schema").asText()).isEqualTo("sdd.graph/1");
    JsonNode first = json.get("nodes").get(0);
    assertThat(first.get("status").asText()).isEqualTo("approved");
    assertThat(first.get("requirements").asInt()).isEqualTo(1);
    assertThat(first.get("domain").isNull()).isTrue();
    assertThat(json.get("edges")).hasSize(5);
  }

  @Test
  void theSameSpecsGiveTheSameGraph() {
    assertThat(List.of("mermaid", "dot", "json"))
        .allSatisfy(format -> assertThat(write(format)).isEqualTo(write(format)));
  }
}
