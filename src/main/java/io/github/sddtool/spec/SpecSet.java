package io.github.sddtool.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All specs of a snapshot, by id, with the lookups that join them.
public final class SpecSet {
  private final Map<String, Spec> byId = new TreeMap<>();
  private final Map<String, List<Spec>> byLastSegment = new HashMap<>();
  private final Map<RequirementKey, Requirement> requirements = new LinkedHashMap<>();
  private final Map<String, List<RequirementKey>> byLocalId = new HashMap<>();

  private boolean repeatsIds;

  /// Worked out when first asked for; whoever comes first, it is the same.
  private volatile @Nullable Map<String, List<String>> dependents;

  /// Worked out likewise.
  private volatile @Nullable Map<String, String> byPlace;

  /// For each spec that says so what it depends on; worked out likewise.
  private volatile @Nullable Map<String, List<String>> dependencies;

  public SpecSet(Collection<Spec> specs) {
    specs.stream()
        .sorted(Comparator.comparing(Spec::id).thenComparing(Spec::path))
        .forEach(this::add);
    byLocalId.replaceAll((_, keys) -> List.copyOf(keys));
  }

  /// The set with other texts of some of its specs, under the same ids and paths.
  public SpecSet with(Collection<Spec> others) {
    var all = new TreeMap<>(byId);
    others.forEach(spec -> all.put(spec.id(), spec));
    var set = new SpecSet(all.values());
    set.byPlace = byPlace;
    Map<String, List<String>> known = dependencies;
    if (known != null) {
      var renewed = new HashMap<>(known);
      others.forEach(spec -> renewed.put(spec.id(), set.findDependencies(spec)));
      set.dependencies = renewed;
    }
    return set;
  }

  private void add(Spec spec) {
    repeatsIds |= byId.put(spec.id(), spec) != null;
    byLastSegment.computeIfAbsent(spec.lastSegment(), _ -> new ArrayList<>()).add(spec);
    for (Requirement requirement : spec.body().requirements()) {
      RequirementKey key = spec.key(requirement);
      if (requirements.putIfAbsent(key, requirement) == null) {
        byLocalId.computeIfAbsent(requirement.id(), _ -> new ArrayList<>()).add(key);
      }
    }
  }

  /// Whether two specs have one id, as only a mistake brings about.
  public boolean repeatsIds() {
    return repeatsIds;
  }

  /// The specs of some ids alone.
  public SpecSet only(Set<String> ids) {
    return repeatsIds ? this : new SpecSet(ids.stream().flatMap(id -> spec(id).stream()).toList());
  }

  /// Sorted by id.
  public Collection<Spec> specs() {
    return byId.values();
  }

  public boolean isEmpty() {
    return byId.isEmpty();
  }

  public Optional<Spec> spec(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Every requirement by key; of duplicates the first.
  public Map<RequirementKey, Requirement> requirements() {
    return Collections.unmodifiableMap(requirements);
  }

  public Optional<Requirement> requirement(RequirementKey key) {
    return Optional.ofNullable(requirements.get(key));
  }

  /// The keys that share a local id.
  public List<RequirementKey> withLocalId(String local) {
    return byLocalId.getOrDefault(local, List.of());
  }

  /// The id of the spec whose file has this path, or which is the only one in a folder of this
  /// path.
  public Optional<String> at(String place) {
    Map<String, String> known = byPlace;
    if (known == null) {
      known = findPlaces();
      byPlace = known;
    }
    return Optional.ofNullable(known.get(place));
  }

  private Map<String, String> findPlaces() {
    var inFolder = new HashMap<String, Integer>();
    specs().forEach(spec -> inFolder.merge(spec.path().folder(), 1, Integer::sum));
    var places = new HashMap<String, String>();
    for (Spec spec : specs()) {
      places.put(spec.path().value(), spec.id());
      if (inFolder.getOrDefault(spec.path().folder(), 0) == 1) {
        places.put(spec.path().folder(), spec.id());
      }
    }
    return places;
  }

  /// The specs whose id ends with a segment.
  public List<Spec> withLastSegment(String segment) {
    return List.copyOf(byLastSegment.getOrDefault(segment, List.of()));
  }

  /// The spec a person means by a name in `dependsOn` or on the command line: the whole id, or the
  /// last segments of exactly one id.
  public Resolution resolve(String name) {
    Spec exact = byId.get(name);
    if (exact != null) {
      return new Resolution.Found(exact);
    }
    List<Spec> candidates =
        withLastSegment(Spec.lastSegment(name)).stream()
            .filter(spec -> spec.id().endsWith("/" + name) || spec.id().endsWith(":" + name))
            .toList();
    return switch (candidates.size()) {
      case 0 -> new Resolution.Missing();
      case 1 -> new Resolution.Found(candidates.getFirst());
      default -> new Resolution.Ambiguous(candidates.stream().map(Spec::id).toList());
    };
  }

  /// The same for a name that a spec uses: where roots share an id, the one of its own root is
  /// meant, which is the one whose path has the most in common with its own.
  public Resolution resolve(String name, Spec from) {
    Resolution resolution = resolve(name);
    if (!(resolution instanceof Resolution.Ambiguous(List<String> ids))
        || ids.stream().noneMatch(id -> id.indexOf(':') >= 0)) {
      return resolution;
    }
    List<Spec> candidates = ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    int most = candidates.stream().mapToInt(c -> inCommon(c, from)).max().orElse(0);
    List<Spec> nearest = candidates.stream().filter(c -> inCommon(c, from) == most).toList();
    return nearest.size() == 1 ? new Resolution.Found(nearest.getFirst()) : resolution;
  }

  private static int inCommon(Spec a, Spec b) {
    String[] one = a.path().value().split("/", -1);
    String[] other = b.path().value().split("/", -1);
    int same = 0;
    while (same < Math.min(one.length, other.length) && one[same].equals(other[same])) {
      same++;
    }
    return same;
  }

  /// What a name of a spec turned out to mean.
  public sealed interface Resolution {
    record Found(Spec spec) implements Resolution {}

    record Ambiguous(List<String> candidates) implements Resolution {}

    record Missing() implements Resolution {}
  }

  /// The ids a spec of the set depends on: resolved where possible, else as written; sorted, each
  /// once.
  public List<String> dependencies(Spec spec) {
    Map<String, List<String>> known = dependencies;
    if (known == null) {
      known = new HashMap<>();
      for (Spec one : specs()) {
        if (!one.body().dependsOn().isEmpty()) {
          known.put(one.id(), findDependencies(one));
        }
      }
      dependencies = known;
    }
    return known.getOrDefault(spec.id(), List.of());
  }

  private List<String> findDependencies(Spec spec) {
    return spec.body().dependsOn().stream()
        .map(
            name -> resolve(name, spec) instanceof Resolution.Found(Spec found) ? found.id() : name)
        .distinct()
        .sorted()
        .toList();
  }

  /// For each id the specs that depend on it directly.
  public Map<String, List<String>> dependents() {
    Map<String, List<String>> known = dependents;
    if (known == null) {
      known = Collections.unmodifiableMap(findDependents());
      dependents = known;
    }
    return known;
  }

  private Map<String, List<String>> findDependents() {
    var dependents = new TreeMap<String, List<String>>();
    for (Spec spec : byId.values()) {
      for (String dependency : dependencies(spec)) {
        if (byId.containsKey(dependency) && !dependency.equals(spec.id())) {
          dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(spec.id());
        }
      }
    }
    return dependents;
  }
}
