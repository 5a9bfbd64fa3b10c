package io.github.sddtool.report;

import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

// @spec cli/commands#REQ-CLI-025
/// Which spec depends on which.
///
/// @param nodes by id
/// @param edges by dependent, then dependency
public record SpecGraph(List<Node> nodes, List<Edge> edges) {

  /// What stands at an end of an edge.
  public sealed interface Node {
    /// As edges name it.
    String id();

    /// A spec of the repository.
    record Known(Spec spec) implements Node {
      @Override
      public String id() {
        return spec.id();
      }

      /// How many requirements it has.
      public int requirements() {
        return spec.body().requirements().size();
      }
    }

    /// What a spec depends on although it does not exist, or could be several; named as written.
    record Missing(String id) implements Node {}
  }

  /// A spec depends on another.
  ///
  /// @param dependent the spec that says so
  /// @param circle whether the dependency depends on the dependent in turn, however far
  public record Edge(String dependent, String dependency, boolean circle) {}

  public SpecGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// The graph of all specs.
  public static SpecGraph of(SpecSet specs) {
    Map<String, Integer> circles = circles(specs);
    Map<String, Node> nodes = new TreeMap<>();
    var edges = new ArrayList<Edge>();
    specs.specs().forEach(spec -> nodes.put(spec.id(), new Node.Known(spec)));
    for (Spec spec : specs.specs()) {
      for (String dependency : specs.dependencies(spec)) {
        nodes.computeIfAbsent(dependency, Node.Missing::new);
        Optional<Integer> circle = Optional.ofNullable(circles.get(spec.id()));
        boolean round =
            circle.isPresent() && circle.equals(Optional.ofNullable(circles.get(dependency)));
        edges.add(new Edge(spec.id(), dependency, round));
      }
    }
    return new SpecGraph(List.copyOf(nodes.values()), edges);
  }

  /// For each spec in a circle the circle's number.
  private static Map<String, Integer> circles(SpecSet specs) {
    Map<String, Integer> circles = new HashMap<>();
    int n = 0;
    for (Circles.Circle circle : Circles.of(specs)) {
      int number = n++;
      circle.members().forEach(id -> circles.put(id, number));
    }
    return circles;
  }
}
