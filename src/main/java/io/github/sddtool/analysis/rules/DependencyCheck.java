package io.github.sddtool.analysis.rules;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec engine/checks#REQ-CHECK-002
/// Dependencies that lead nowhere, and circles of them: each circle once.
final class DependencyCheck implements Check {
  @Override
  public List<Finding> ask(Survey survey) {
    var findings = new ArrayList<Finding>();
    for (Spec spec : survey.specs().specs()) {
      for (String name : spec.body().dependsOn()) {
        missing(survey.specs(), spec, name).ifPresent(findings::add);
      }
    }
    for (List<String> circle : circles(survey.specs())) {
      Spec first = survey.specs().spec(circle.getFirst()).orElseThrow();
      findings.add(
          Finding.of(
              Rule.DEPENDENCY_CYCLE,
              Finding.Subject.of(dependsLine(first), first.id()),
              String.join("|", circle),
              "These specs depend on each other in a circle: "
                  + String.join(" → ", circle)
                  + " → "
                  + circle.getFirst()
                  + "."));
    }
    return findings;
  }

  private static Optional<Finding> missing(SpecSet specs, Spec spec, String name) {
    String problem =
        switch (specs.resolve(name, spec)) {
          case SpecSet.Resolution.Found _ -> "";
          case SpecSet.Resolution.Missing _ -> "depends on '" + name + "', which does not exist.";
          case SpecSet.Resolution.Ambiguous(List<String> ids) ->
              "depends on '" + name + "', which could be " + String.join(" or ", ids) + ".";
        };
    return problem.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Rule.DEPENDENCY_MISSING,
                Finding.Subject.of(dependsLine(spec), spec.id()),
                spec.id() + "|" + name,
                spec.id() + " " + problem));
  }

  private static Location dependsLine(Spec spec) {
    return spec.at(spec.body().line("depends", "dependencies"));
  }

  /// The strongly connected groups of more than one spec, or of one that depends on itself, each as
  /// one circle through its least id. Tarjan's algorithm without recursion.
  private static List<List<String>> circles(SpecSet specs) {
    var search = new Search(specs);
    specs.specs().forEach(spec -> search.visit(spec.id()));
    search.circles.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
    return search.circles;
  }

  private static final class Search {
    private final Map<String, List<String>> edges = new HashMap<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> isOpen = new HashSet<>();
    private final List<List<String>> circles = new ArrayList<>();

    private record Frame(String id, Iterator<String> next) {}

    Search(SpecSet specs) {
      for (Spec spec : specs.specs()) {
        edges.put(
            spec.id(),
            specs.dependencies(spec).stream().filter(id -> specs.spec(id).isPresent()).toList());
      }
    }

    void visit(String start) {
      if (index.containsKey(start)) {
        return;
      }
      Deque<Frame> frames = new ArrayDeque<>();
      frames.push(enter(start));
      while (!frames.isEmpty()) {
        Frame frame = frames.element();
        if (frame.next().hasNext()) {
          String to = frame.next().next();
          if (!index.containsKey(to)) {
            frames.push(enter(to));
          } else if (isOpen.contains(to)) {
            lower(frame.id(), index.getOrDefault(to, 0));
          }
        } else {
          frames.pop();
          leave(frame.id());
          if (!frames.isEmpty()) {
            lower(frames.element().id(), low.getOrDefault(frame.id(), 0));
          }
        }
      }
    }

    private Frame enter(String id) {
      index.put(id, index.size());
      low.put(id, index.getOrDefault(id, 0));
      open.push(id);
      isOpen.add(id);
      return new Frame(id, edges.getOrDefault(id, List.of()).iterator());
    }

    private void lower(String id, int value) {
      low.merge(id, value, Math::min);
    }

    private void leave(String id) {
      if (!low.getOrDefault(id, 0).equals(index.getOrDefault(id, 0))) {
        return;
      }
      var group = new HashSet<String>();
      String member;
      do {
        member = open.pop();
        isOpen.remove(member);
        group.add(member);
      } while (!member.equals(id));
      if (group.size() > 1 || edges.getOrDefault(id, List.of()).contains(id)) {
        circles.add(circle(group));
      }
    }

    /// A shortest way from the least id of a group back to itself.
    private List<String> circle(Set<String> group) {
      String start = Collections.min(group);
      Map<String, String> from = new HashMap<>();
      Deque<String> queue = new ArrayDeque<>(List.of(start));
      while (!queue.isEmpty()) {
        String id = queue.remove();
        for (String to : edges.getOrDefault(id, List.of())) {
          if (to.equals(start)) {
            return way(from, start, id);
          }
          if (group.contains(to) && from.putIfAbsent(to, id) == null) {
            queue.add(to);
          }
        }
      }
      throw new IllegalStateException(
          "a strongly connected group has a circle through each member");
    }

    private static List<String> way(Map<String, String> from, String start, String end) {
      var way = new ArrayList<String>();
      for (String id = end; !id.equals(start); id = from.getOrDefault(id, start)) {
        way.add(id);
      }
      way.add(start);
      Collections.reverse(way);
      return way;
    }
  }
}
