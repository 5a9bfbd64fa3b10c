package io.github.sddtool.analysis.impact;

import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

// @spec engine/impact#REQ-IMPACT-002, engine/impact#REQ-IMPACT-003
/// Follows changed requirements to dependent specs, to code and to tests. Every spec is visited
/// once, so cycles end and depth is unlimited.
///
/// The risk is 2 for each requirement that breaks something, 1 for each direct and 0.5 for each
/// transitive dependent, half of that for one that is only inferred, 0.3 for each code file; at
/// most 10.
public final class ImpactAnalysis {
  private ImpactAnalysis() {}

  /// What a change of these requirements touches.
  ///
  /// @param surveys the head first; a base adds the links and dependents that the change takes away
  /// @param graph of these surveys
  /// @param breaking how many of the changes break what relies on them
  public static Impact of(
      Collection<RequirementKey> changed, List<Survey> surveys, SpecGraph graph, int breaking) {
    Set<String> specs = new TreeSet<>();
    changed.forEach(key -> specs.add(key.spec()));
    return of(changed, specs, surveys, graph, breaking);
  }

  /// What a change of whole specs touches.
  public static Impact ofSpecs(Collection<Spec> specs, Survey survey) {
    var changed = new TreeSet<RequirementKey>();
    var ids = new TreeSet<String>();
    for (Spec spec : specs) {
      ids.add(spec.id());
      for (Requirement requirement : spec.body().requirements()) {
        changed.add(spec.key(requirement));
      }
    }
    return of(changed, ids, List.of(survey), SpecGraph.of(survey), 0);
  }

  private static Impact of(
      Collection<RequirementKey> changed,
      Set<String> origin,
      List<Survey> surveys,
      SpecGraph graph,
      int breaking) {
    Impact.Specs specs = graph.reach(origin);
    var keys = new LinkedHashSet<>(changed);
    for (Survey survey : surveys) {
      for (String id : concat(specs.direct(), specs.transitive())) {
        survey
            .specs()
            .spec(id)
            .ifPresent(spec -> spec.body().requirements().forEach(r -> keys.add(spec.key(r))));
      }
    }
    Map<Role, List<RepoPath>> paths = paths(keys, surveys);
    List<RepoPath> code = paths.getOrDefault(Role.IMPL, List.of());
    List<RepoPath> tests = paths.getOrDefault(Role.TEST, List.of());
    Impact.Risk risk =
        changed.isEmpty() && origin.isEmpty() ? NO_RISK : risk(breaking, specs, code);
    List<Impact.Owner> owners =
        OwnersOf.of(surveys.getLast(), touched(origin, specs, surveys), concat(code, tests));
    return new Impact(changed.stream().sorted().toList(), specs, code, tests, owners, risk);
  }

  private static final Impact.Risk NO_RISK = new Impact.Risk(0, List.of());

  /// The specs that change or follow, as the last survey that has them knows them.
  private static List<Spec> touched(Set<String> origin, Impact.Specs specs, List<Survey> surveys) {
    var ids = new TreeSet<>(origin);
    ids.addAll(specs.direct());
    ids.addAll(specs.transitive());
    Map<String, Spec> touched = new TreeMap<>();
    for (Survey survey : surveys) {
      for (String id : ids) {
        survey.specs().spec(id).ifPresent(spec -> touched.put(id, spec));
      }
    }
    return List.copyOf(touched.values());
  }

  /// The files that are linked to requirements, by path; in most surveys they are the same.
  private static Map<Role, List<RepoPath>> paths(
      Collection<RequirementKey> keys, List<Survey> surveys) {
    var paths = new EnumMap<Role, Set<RepoPath>>(Role.class);
    for (RequirementKey key : keys) {
      List<Link> former = List.of();
      for (Survey survey : surveys) {
        List<Link> links = survey.trace().covering(key);
        if (!links.equals(former)) {
          links.forEach(link ->
              paths.computeIfAbsent(link.role(), _ -> new HashSet<>()).add(link.at().path()));
        }
        former = links;
      }
    }
    var sorted = new EnumMap<Role, List<RepoPath>>(Role.class);
    paths.forEach((role, files) -> sorted.put(role, files.stream().sorted().toList()));
    return sorted;
  }

  private static Impact.Risk risk(int breaking, Impact.Specs specs, List<RepoPath> code) {
    int direct = specs.direct().size();
    int further = specs.transitive().size();
    int inferred = specs.inferred().size();
    Set<String> byText = Set.copyOf(specs.inferred());
    long directInferred = specs.direct().stream().filter(byText::contains).count();
    double score =
        2.0 * breaking
            + (direct - directInferred)
            + 0.5 * (further - inferred + directInferred)
            + 0.5 * directInferred
            + 0.25 * (inferred - directInferred)
            + 0.3 * code.size();
    var reasons = new ArrayList<String>();
    reason(reasons, breaking, "breaking change", "breaking changes");
    reason(reasons, direct, "spec depends on it", "specs depend on it");
    reason(reasons, further, "further spec follows", "further specs follow");
    reason(reasons, inferred, "of them only by its text", "of them only by their texts");
    reason(reasons, code.size(), "file of code is linked", "files of code are linked");
    return new Impact.Risk(Math.round(Math.min(10, score) * 10) / 10.0, reasons);
  }

  private static void reason(List<String> reasons, int n, String one, String many) {
    if (n > 0) {
      reasons.add(n + " " + (n == 1 ? one : many));
    }
  }

  private static <T> List<T> concat(List<T> a, List<T> b) {
    var all = new ArrayList<T>(a);
    all.addAll(b);
    return all;
  }
}
