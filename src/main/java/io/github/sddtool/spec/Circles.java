package io.github.sddtool.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Names that lead to each other in a circle, such as specs that depend on each other: the strongly
/// connected groups of more than one name, or of one that leads to itself. Tarjan's algorithm
/// without recursion.
public final class Circles {
  private final Map<String, List<String>> edges;
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> isOpen = new HashSet<>();
  private final List<Circle> circles = new ArrayList<>();

  /// A group in which every spec depends on every other, however far.
  ///
  /// @param members all of its ids
  /// @param way a shortest way from the least id back to itself, which it begins with
  public record Circle(Set<String> members, List<String> way) {
    public Circle {
      members = Set.copyOf(members);
      way = List.copyOf(way);
    }
  }

  private record Frame(String id, Iterator<String> next) {}

  private Circles(Map<String, List<String>> edges) {
    this.edges = edges;
  }

  /// The circles of dependencies between specs.
  public static List<Circle> of(SpecSet specs) {
    var edges = new HashMap<String, List<String>>();
    for (Spec spec : specs.specs()) {
      edges.put(
          spec.id(),
          specs.dependencies(spec).stream().filter(id -> specs.spec(id).isPresent()).toList());
    }
    return of(edges);
  }

  /// Every circle once, by its least name.
  ///
  /// @param edges where each name leads
  public static List<Circle> of(Map<String, List<String>> edges) {
    var search = new Circles(edges);
    new TreeSet<>(edges.keySet()).forEach(search::visit);
    search.circles.sort((a, b) -> a.way().getFirst().compareTo(b.way().getFirst()));
    return List.copyOf(search.circles);
  }

  private void visit(String start) {
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
      circles.add(new Circle(group, circle(group)));
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
    throw new IllegalStateException("a strongly connected group has a circle through each member");
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
