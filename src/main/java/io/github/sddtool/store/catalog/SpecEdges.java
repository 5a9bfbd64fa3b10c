package io.github.sddtool.store.catalog;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Circles;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.spec.Project;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

// @spec app/store#REQ-STORE-006
/// Which spec depends on which. What a dependency names is found as in a repository: by id, else by
/// what names one spec alone.
public final class SpecEdges {
  private final Reading database;

  public SpecEdges(Reading database) {
    this.database = database;
  }

  /// A spec in a graph.
  ///
  /// @param status empty where it has none
  /// @param domain empty where it has none
  public record Node(String id, String title, String status, String domain) {}

  /// What can be reached from a spec.
  ///
  /// @param specs by id, without the spec itself
  /// @param missing names on the way that no spec has, sorted
  public record Reach(List<Node> specs, List<String> missing) {
    public Reach {
      specs = List.copyOf(specs);
      missing = List.copyOf(missing);
    }
  }

  /// A spec depends on another, or on what no spec is called.
  public record Edge(String dependent, String dependency) {}

  /// All dependencies of a project.
  ///
  /// @param nodes by id
  /// @param edges by dependent, then dependency
  /// @param cycles each a way from a spec back to itself, named once at the beginning
  /// @param missing names that specs depend on and no spec has, sorted
  public record Graph(
      List<Node> nodes, List<Edge> edges, List<List<String>> cycles, List<String> missing) {
    public Graph {
      nodes = List.copyOf(nodes);
      edges = List.copyOf(edges);
      cycles = List.copyOf(cycles);
      missing = List.copyOf(missing);
    }
  }

  /// All of a project that is needed to join dependencies.
  private record Lean(Map<String, Node> nodes, SpecSet specs) {
    List<String> dependencies(String id) {
      return specs.spec(id).map(specs::dependencies).orElse(List.of());
    }
  }

  /// The whole graph.
  public Graph graph(Project project) {
    return graph(lean(project));
  }

  private static Graph graph(Lean lean) {
    var edges = new ArrayList<Edge>();
    var missing = new TreeSet<String>();
    for (String id : lean.nodes().keySet()) {
      for (String dependency : lean.dependencies(id)) {
        edges.add(new Edge(id, dependency));
        if (!lean.nodes().containsKey(dependency)) {
          missing.add(dependency);
        }
      }
    }
    return new Graph(
        List.copyOf(lean.nodes().values()),
        edges,
        Circles.of(lean.specs()).stream().map(Circles.Circle::way).toList(),
        List.copyOf(missing));
  }

  /// What a spec depends on, directly or, if asked, however far.
  ///
  /// @return empty when there is no such spec
  public Optional<Reach> dependencies(Project project, String id, boolean transitive) {
    Lean lean = lean(project);
    return reach(lean, id, transitive, lean::dependencies);
  }

  /// What depends on a spec, directly or, if asked, however far.
  ///
  /// @return empty when there is no such spec
  public Optional<Reach> dependents(Project project, String id, boolean transitive) {
    Lean lean = lean(project);
    Map<String, List<String>> dependents = lean.specs().dependents();
    return reach(lean, id, transitive, one -> dependents.getOrDefault(one, List.of()));
  }

  private static Optional<Reach> reach(
      Lean lean, String start, boolean transitive, Function<String, Collection<String>> next) {
    if (!lean.nodes().containsKey(start)) {
      return Optional.empty();
    }
    var seen = new TreeSet<String>();
    var missing = new TreeSet<String>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (String id : next.apply(open.remove())) {
        if (!lean.nodes().containsKey(id)) {
          missing.add(id);
        } else if (!id.equals(start) && seen.add(id) && transitive) {
          open.add(id);
        }
      }
    }
    return Optional.of(
        new Reach(
            seen.stream()
                .flatMap(id -> Optional.ofNullable(lean.nodes().get(id)).stream())
                .toList(),
            List.copyOf(missing)));
  }

  private Lean lean(Project project) {
    return database.read(handle -> lean(handle, project.number()));
  }

  private static Lean lean(Handle handle, long project) {
    Map<Long, List<String>> targets = targets(handle, project);
    var nodes = new TreeMap<String, Node>();
    List<Spec> specs =
        handle
            .createQuery(
                "SELECT number, id, format, path, title, status, domain FROM spec"
                    + " WHERE project = :project AND deleted = 0")
            .bind("project", project)
            .map((row, _) -> {
              String id = row.getString("id");
              nodes.put(
                  id,
                  new Node(
                      id,
                      row.getString("title"),
                      row.getString("status"),
                      row.getString("domain")));
              return new Spec(
                  id,
                  row.getString("format"),
                  new RepoPath(row.getString("path")),
                  bare(targets.getOrDefault(row.getLong("number"), List.of())));
            })
            .list();
    return new Lean(nodes, new SpecSet(specs));
  }

  private static Map<Long, List<String>> targets(Handle handle, long project) {
    Map<Long, List<String>> targets = new HashMap<>();
    handle
        .createQuery(
            "SELECT dependency.spec AS spec, dependency.target AS target FROM spec_dependency AS"
                + " dependency JOIN spec ON spec.number = dependency.spec"
                + " WHERE spec.project = :project ORDER BY dependency.spec, dependency.position")
        .bind("project", project)
        .map((row, _) ->
            targets
                .computeIfAbsent(row.getLong("spec"), _ -> new ArrayList<>())
                .add(row.getString("target")))
        .list();
    return targets;
  }

  private static SpecBody bare(List<String> dependsOn) {
    return new SpecBody(
        "",
        new SpecBody.FrontMatter(Map.of(), Map.of(), dependsOn),
        List.of(),
        new SpecBody.Loose(List.of(), 0),
        List.of());
  }
}
