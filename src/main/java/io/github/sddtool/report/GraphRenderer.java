package io.github.sddtool.report;

import static io.github.sddtool.spec.markdown.MarkdownOut.oneLine;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sddtool.spec.Spec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A way to write a graph of specs down. Pure: the same graph gives the same text.
///
/// @param name in `--format`
public record GraphRenderer(String name, Function<SpecGraph, String> write) {
  /// The schema's name and version.
  public static final String SCHEMA = "sdd.graph/1";

  /// All of them, the default first.
  public static final List<GraphRenderer> ALL =
      List.of(
          new GraphRenderer("mermaid", GraphRenderer::mermaid),
          new GraphRenderer("dot", GraphRenderer::dot),
          new GraphRenderer("json", GraphRenderer::json));

  private static String mermaid(SpecGraph graph) {
    Map<String, String> names = names(graph);
    var text = new StringBuilder("graph LR\n");
    for (SpecGraph.Node node : graph.nodes()) {
      text.append("  ").append(name(names, node.id())).append("[\"");
      text.append(Mermaid.label(oneLine(node.id())));
      switch (node) {
        case SpecGraph.Node.Known known ->
            text.append("<br/>").append(Mermaid.label(about(known))).append("\"]\n");
        case SpecGraph.Node.Missing _ -> text.append("<br/>missing\"]:::missing\n");
      }
    }
    int n = 0;
    var circle = new StringBuilder();
    for (SpecGraph.Edge edge : graph.edges()) {
      text.append("  ").append(name(names, edge.dependent()));
      text.append(edge.circle() ? " -. circle .-> " : " --> ");
      text.append(name(names, edge.dependency())).append('\n');
      circle.append(edge.circle() ? (circle.isEmpty() ? "" : ",") + n : "");
      n++;
    }
    if (!circle.isEmpty()) {
      text.append("  linkStyle ").append(circle).append(" stroke:#c00\n");
    }
    return text.append("  classDef missing stroke:#c00,stroke-dasharray:4\n").toString();
  }

  private static String dot(SpecGraph graph) {
    var text = new StringBuilder("digraph specs {\n  rankdir=LR;\n  node [shape=box];\n");
    for (SpecGraph.Node node : graph.nodes()) {
      text.append("  ").append(quoted(node.id())).append(" [label=");
      switch (node) {
        case SpecGraph.Node.Known known ->
            text.append(quoted(node.id(), about(known))).append("];\n");
        case SpecGraph.Node.Missing _ ->
            text.append(quoted(node.id(), "missing")).append(", style=dashed, color=red];\n");
      }
    }
    for (SpecGraph.Edge edge : graph.edges()) {
      text.append("  ").append(quoted(edge.dependent())).append(" -> ");
      text.append(quoted(edge.dependency()));
      text.append(edge.circle() ? " [style=dashed, color=red, label=\"circle\"];\n" : ";\n");
    }
    return text.append("}\n").toString();
  }

  private static String json(SpecGraph graph) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeArrayFieldStart("nodes");
      for (SpecGraph.Node node : graph.nodes()) {
        json.writeStartObject();
        json.writeStringField("id", node.id());
        switch (node) {
          case SpecGraph.Node.Known known -> known(json, known);
          case SpecGraph.Node.Missing _ -> json.writeBooleanField("missing", true);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("edges");
      for (SpecGraph.Edge edge : graph.edges()) {
        json.writeStartObject();
        json.writeStringField("from", edge.dependent());
        json.writeStringField("to", edge.dependency());
        json.writeBooleanField("circle", edge.circle());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void known(JsonGenerator json, SpecGraph.Node.Known known) throws IOException {
    Spec spec = known.spec();
    json.writeBooleanField("missing", false);
    json.writeStringField("title", spec.body().title());
    JsonText.field(json, "status", spec.body().status());
    JsonText.field(json, "domain", spec.domain());
    json.writeStringField("path", spec.path().value());
    json.writeNumberField("requirements", known.requirements());
  }

  /// Title, status and size in one line.
  private static String about(SpecGraph.Node.Known known) {
    String status = known.spec().body().status().map(word -> " - " + word).orElse("");
    int n = known.requirements();
    return oneLine(
        known.spec().body().title() + status + " - " + n + " requirement" + (n == 1 ? "" : "s"));
  }

  /// Ids are foreign text, so nodes get names of ours.
  private static Map<String, String> names(SpecGraph graph) {
    Map<String, String> names = new HashMap<>();
    graph.nodes().forEach(node -> names.put(node.id(), "n" + names.size()));
    return names;
  }

  private static String name(Map<String, String> names, String id) {
    return names.getOrDefault(id, "n");
  }

  /// Lines of foreign text as a string of the DOT language, in which a quote would end it and a
  /// backslash would begin an escape.
  private static String quoted(String... lines) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < lines.length; i++) {
      text.append(i == 0 ? "" : "\\n");
      text.append(oneLine(lines[i]).replace("\\", "\\\\").replace("\"", "\\\""));
    }
    return text.append('"').toString();
  }
}
