package io.github.sddtool.analysis.impact;

import io.github.sddtool.analysis.trace.SpecReferences;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.spec.Spec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec engine/impact#REQ-IMPACT-001, engine/impact#REQ-IMPACT-020, engine/impact#REQ-IMPACT-021
/// Which specs depend on which, in all surveys together: because they say so, or because their
/// texts refer to each other.
public final class SpecGraph {
  private final Optional<SpecGraph> shared;

  /// The dependents of each spec, beyond those of the shared graph, and whether the dependency is
  /// only inferred.
  private final Map<String, Map<String, Boolean>> dependents = new HashMap<>();

  private SpecGraph(Optional<SpecGraph> shared) {
    this.shared = shared;
  }

  /// The graph of one survey.
  public static SpecGraph of(Survey survey) {
    var graph = new SpecGraph(Optional.empty());
    graph.add(survey, survey.specs().specs());
    return graph;
  }

  // @spec engine/incremental#REQ-INC-001
  /// This graph, and the dependencies of another survey.
  public SpecGraph with(Survey other, Touched touched) {
    var graph = new SpecGraph(Optional.of(this));
    graph.add(
        other,
        touched.samePlaces()
            ? touched.texts().stream().flatMap(id -> other.specs().spec(id).stream()).toList()
            : other.specs().specs());
    return graph;
  }

  private void add(Survey survey, Collection<Spec> specs) {
    SpecReferences references = survey.references();
    for (Spec spec : specs) {
      for (String id : survey.specs().dependencies(spec)) {
        if (survey.specs().spec(id).isPresent() && !id.equals(spec.id())) {
          add(id, spec.id(), false);
        }
      }
      references.specsNamedBy(spec).forEach(id -> add(id, spec.id(), true));
    }
  }

  private void add(String id, String dependent, boolean inferred) {
    dependents
        .computeIfAbsent(id, _ -> new TreeMap<>())
        .merge(dependent, inferred, Boolean::logicalAnd);
  }

  private Map<String, Boolean> dependents(String id) {
    Map<String, Boolean> own = dependents.getOrDefault(id, Map.of());
    Map<String, Boolean> others = shared.map(graph -> graph.dependents(id)).orElse(Map.of());
    if (own.isEmpty() || others.isEmpty()) {
      return own.isEmpty() ? others : own;
    }
    var all = new TreeMap<>(others);
    own.forEach((dependent, inferred) -> all.merge(dependent, inferred, Boolean::logicalAnd));
    return all;
  }

  /// Everything that depends on some specs, each once; what can be reached through explicit
  /// dependencies alone is not inferred. Cycles end, since no spec is left twice.
  Impact.Specs reach(Set<String> origin) {
    var walk = new Walk(origin);
    walk.follow(new ArrayDeque<>(origin), false);
    var certain = new TreeSet<>(walk.seen);
    walk.follow(new ArrayDeque<>(walk.seen), true);
    var inferred = new TreeSet<>(walk.seen);
    inferred.removeAll(certain);
    return new Impact.Specs(
        List.copyOf(walk.direct),
        List.copyOf(walk.transitive),
        List.copyOf(inferred),
        List.copyOf(walk.edges));
  }

  private final class Walk {
    private final Set<String> origin;
    private final Set<String> seen;
    private final Set<String> direct = new TreeSet<>();
    private final Set<String> transitive = new TreeSet<>();
    private final Set<Impact.Edge> edges = new LinkedHashSet<>();

    Walk(Set<String> origin) {
      this.origin = origin;
      this.seen = new LinkedHashSet<>(origin);
    }

    void follow(ArrayDeque<String> queue, boolean alsoInferred) {
      while (!queue.isEmpty()) {
        String id = queue.remove();
        dependents(id)
            .forEach((dependent, inferred) -> {
              if (!inferred || alsoInferred) {
                edges.add(new Impact.Edge(id, dependent, inferred));
                if (seen.add(dependent)) {
                  (origin.contains(id) ? direct : transitive).add(dependent);
                  queue.add(dependent);
                }
              }
            });
      }
    }
  }
}
