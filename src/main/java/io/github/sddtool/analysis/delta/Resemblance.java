package io.github.sddtool.analysis.delta;

import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Requirement.Naming;
import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Finds the requirements that have at least six tenths of their words in common, without comparing
/// all with all: two such texts share one of the rarest words of each.
final class Resemblance {
  private static final double ENOUGH = 0.6;

  /// A word that stands in more requirements than this tells nothing; so that a text of nothing but
  /// common words stays cheap.
  private static final int COMMON = 256;

  /// Of a text that has only such words the rarest is tried all the same, up to this.
  private static final int VERY_COMMON = 4096;

  /// Two requirements and the share of words they have in common, 0 to 1.
  record Pair(RequirementKey old, RequirementKey now, double share) {
    private RequirementKey first() {
      return old.compareTo(now) < 0 ? old : now;
    }

    private RequirementKey second() {
      return old.compareTo(now) < 0 ? now : old;
    }
  }

  /// The closest first; of equally close ones those that stay in place. The same pairs in the same
  /// order when base and head change places.
  private static final Comparator<Pair> CLOSEST =
      Comparator.comparingDouble(Pair::share)
          .reversed()
          .thenComparing(pair -> !pair.old().equals(pair.now()))
          .thenComparing(pair -> !pair.old().local().equals(pair.now().local()))
          .thenComparing(pair -> !pair.old().spec().equals(pair.now().spec()))
          .thenComparing(Pair::first)
          .thenComparing(Pair::second)
          .thenComparing(Pair::old);

  private final SortedMap<RequirementKey, Requirement> gone;
  private final SortedMap<RequirementKey, Requirement> come;
  private final Map<RequirementKey, Set<String>> before = new HashMap<>();
  private final Map<RequirementKey, Set<String>> after = new HashMap<>();
  private final Map<String, Integer> frequency = new HashMap<>();

  private Resemblance(
      SortedMap<RequirementKey, Requirement> gone, SortedMap<RequirementKey, Requirement> come) {
    this.gone = gone;
    this.come = come;
    gone.forEach((key, requirement) -> before.put(key, words(requirement)));
    come.forEach((key, requirement) -> after.put(key, words(requirement)));
    before.values().forEach(this::count);
    after.values().forEach(this::count);
  }

  /// Every pair that may be the same requirement, the closest first.
  static List<Pair> of(
      SortedMap<RequirementKey, Requirement> gone, SortedMap<RequirementKey, Requirement> come) {
    return gone.isEmpty() || come.isEmpty() ? List.of() : new Resemblance(gone, come).pairs();
  }

  private void count(Set<String> words) {
    words.forEach(word -> frequency.merge(word, 1, Integer::sum));
  }

  private List<Pair> pairs() {
    var byWord = new HashMap<String, List<RequirementKey>>();
    come.keySet()
        .forEach(key ->
            telling(after.getOrDefault(key, Set.of()))
                .forEach(word -> byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(key)));
    var pairs = new ArrayList<Pair>();
    gone.forEach((old, requirement) -> {
      Set<String> words = before.getOrDefault(old, Set.of());
      var candidates = new LinkedHashSet<RequirementKey>();
      telling(words).forEach(word -> candidates.addAll(byWord.getOrDefault(word, List.of())));
      for (RequirementKey now : candidates) {
        double share = share(words, after.getOrDefault(now, Set.of()));
        if (share >= ENOUGH && mayBeRenamed(old, requirement, now)) {
          pairs.add(new Pair(old, now, share));
        }
      }
    });
    pairs.sort(CLOSEST);
    return pairs;
  }

  /// Within one spec an id is chosen on purpose: another id is another requirement.
  private boolean mayBeRenamed(RequirementKey old, Requirement before, RequirementKey now) {
    Requirement after = come.get(now);
    return !old.spec().equals(now.spec())
        || before.nature().naming() != Naming.ID
        || (after != null && after.nature().naming() != Naming.ID);
  }

  /// The rarest words of a text, so many that a text with six tenths in common must have one of
  /// them among its own rarest.
  private List<String> telling(Set<String> words) {
    int count = words.size() - (int) Math.ceil(ENOUGH * words.size()) + 1;
    List<String> rarest =
        words.stream()
            .filter(word -> frequency.getOrDefault(word, 0) <= VERY_COMMON)
            .sorted(
                Comparator.comparing((String word) -> frequency.getOrDefault(word, 0))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(count)
            .toList();
    List<String> telling =
        rarest.stream().filter(word -> frequency.getOrDefault(word, 0) <= COMMON).toList();
    return telling.isEmpty() ? rarest.stream().limit(1).toList() : telling;
  }

  /// The words of a text in lower case, each once.
  private static Set<String> words(Requirement requirement) {
    var words = new HashSet<String>();
    String text = requirement.statement();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        start = -1;
      }
    }
    return words;
  }

  private static double share(Set<String> a, Set<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    boolean aIsLess = a.size() <= b.size();
    Set<String> fewer = aIsLess ? a : b;
    Set<String> more = aIsLess ? b : a;
    long common = fewer.stream().filter(more::contains).count();
    return (double) common / more.size();
  }
}
