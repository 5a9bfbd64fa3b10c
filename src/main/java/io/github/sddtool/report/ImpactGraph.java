package io.github.sddtool.report;

import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An impact as a Mermaid graph: changed requirements lead to the specs that depend on theirs.
final class ImpactGraph {
  private static final int MAX_NODES = 40;

  private final Map<String, String> nodes = new LinkedHashMap<>();
  private final List<String> edges = new ArrayList<>();

  private ImpactGraph() {}

  /// The graph's source; empty when there is nothing to draw.
  static String mermaid(Impact impact) {
    var graph = new ImpactGraph();
    for (RequirementKey key : impact.changed()) {
      String node = graph.node(key.toString());
      for (Impact.Edge edge : impact.specs().edges()) {
        if (edge.dependency().equals(key.spec())) {
          graph.edge(node, graph.node(edge.dependent()));
        }
      }
    }
    for (Impact.Edge edge : impact.specs().edges()) {
      if (graph.nodes.containsKey(edge.dependency())) {
        graph.edge(graph.node(edge.dependency()), graph.node(edge.dependent()));
      }
    }
    return graph.nodes.isEmpty() ? "" : graph.source();
  }

  private String node(String label) {
    if (nodes.size() >= MAX_NODES && !nodes.containsKey(label)) {
      return nodes.computeIfAbsent("…", _ -> "more");
    }
    return nodes.computeIfAbsent(label, _ -> "n" + nodes.size());
  }

  private void edge(String from, String to) {
    String edge = "  " + from + " --> " + to;
    if (!from.equals(to) && !edges.contains(edge)) {
      edges.add(edge);
    }
  }

  private String source() {
    var source = new StringBuilder("graph LR\n");
    nodes.forEach((label, id) ->
        source.append("  ").append(id).append("[\"").append(Mermaid.label(label)).append("\"]\n"));
    edges.forEach(edge -> source.append(edge).append('\n'));
    return source.toString();
  }
}
