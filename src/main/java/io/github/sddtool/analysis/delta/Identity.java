package io.github.sddtool.analysis.delta;

import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.SpecSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

// @spec engine/delta#REQ-DELTA-004
/// Which requirement of the base is which of the head: the same key, else one to one the same text,
/// else, across specs, at least six tenths of the words.
final class Identity {
  private static final double ENOUGH = 0.6;

  /// Beyond this many pairs only equal texts are matched, so that a rewrite of everything stays
  /// cheap.
  private static final int MAX_PAIRS = 1_000_000;

  private Identity() {}

  /// Keys at the head by their key at the base, for those whose key changed.
  static Map<RequirementKey, RequirementKey> renames(SpecSet base, SpecSet head) {
    var gone = without(base, head);
    var come = without(head, base);
    var renames = new TreeMap<RequirementKey, RequirementKey>();
    sameText(gone, come, renames);
    if ((long) gone.size() * come.size() <= MAX_PAIRS) {
      similarText(gone, come, renames);
    }
    return renames;
  }

  private static Map<RequirementKey, Requirement> without(SpecSet these, SpecSet those) {
    var only = new LinkedHashMap<RequirementKey, Requirement>();
    these
        .requirements()
        .forEach((key, requirement) -> {
          if (those.requirement(key).isEmpty()) {
            only.put(key, requirement);
          }
        });
    return only;
  }

  private static void sameText(
      Map<RequirementKey, Requirement> gone,
      Map<RequirementKey, Requirement> come,
      Map<RequirementKey, RequirementKey> renames) {
    var byText = new HashMap<Fingerprint, List<RequirementKey>>();
    come.forEach((key, requirement) ->
        byText
            .computeIfAbsent(requirement.statementFingerprint(), _ -> new ArrayList<>())
            .add(key));
    for (var entry : List.copyOf(gone.entrySet())) {
      List<RequirementKey> same =
          byText.getOrDefault(entry.getValue().statementFingerprint(), List.of());
      if (!same.isEmpty()) {
        RequirementKey key = preferSameId(entry.getKey(), same);
        same.remove(key);
        renames.put(entry.getKey(), key);
        gone.remove(entry.getKey());
        come.remove(key);
      }
    }
  }

  private static RequirementKey preferSameId(RequirementKey old, List<RequirementKey> keys) {
    return keys.stream()
        .filter(key -> key.local().equals(old.local()))
        .findFirst()
        .orElse(keys.getFirst());
  }

  private record Pair(RequirementKey old, RequirementKey now, double share) {}

  private static void similarText(
      Map<RequirementKey, Requirement> gone,
      Map<RequirementKey, Requirement> come,
      Map<RequirementKey, RequirementKey> renames) {
    var words = new HashMap<RequirementKey, Set<String>>();
    gone.forEach((key, requirement) -> words.put(key, words(requirement)));
    come.forEach((key, requirement) -> words.put(key, words(requirement)));
    var pairs = new ArrayList<Pair>();
    for (RequirementKey old : gone.keySet()) {
      for (RequirementKey now : come.keySet()) {
        double share = share(words.getOrDefault(old, Set.of()), words.getOrDefault(now, Set.of()));
        // within one spec an id is chosen on purpose: another id is another requirement
        if (share >= ENOUGH && !old.spec().equals(now.spec())) {
          pairs.add(new Pair(old, now, share));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble(Pair::share)
            .reversed()
            .thenComparing(pair -> !pair.old().local().equals(pair.now().local()))
            .thenComparing(Pair::old)
            .thenComparing(Pair::now));
    var taken = new HashSet<RequirementKey>();
    for (Pair pair : pairs) {
      if (!renames.containsKey(pair.old()) && taken.add(pair.now())) {
        renames.put(pair.old(), pair.now());
      }
    }
  }

  private static Set<String> words(Requirement requirement) {
    var words = new HashSet<String>();
    for (String word : requirement.statement().split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(java.util.Locale.ROOT));
      }
    }
    return words;
  }

  private static double share(Set<String> a, Set<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    long common = a.stream().filter(b::contains).count();
    return (double) common / Math.max(a.size(), b.size());
  }
}
