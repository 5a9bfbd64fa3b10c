package io.github.sddtool.bridge.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// In which order parts stand that two sides put in order. Parts are numbers.
///
/// @param git every part in the order in which git is to have them
/// @param store the same for the store
/// @param clashes whether both put them in order, each in another one; then each keeps its own
record Sequence(List<Integer> git, List<Integer> store, boolean clashes) {

  static Sequence of(List<Integer> base, List<Integer> git, List<Integer> store) {
    boolean gitMoved = isMoved(base, git);
    boolean storeMoved = isMoved(base, store);
    List<Integer> byGit = filled(git, store);
    if (gitMoved && storeMoved && isMoved(git, store)) {
      return new Sequence(byGit, filled(store, git), true);
    }
    List<Integer> both = gitMoved ? byGit : filled(store, git);
    return new Sequence(both, both, false);
  }

  /// Whether what both have stands in another order.
  private static boolean isMoved(List<Integer> one, List<Integer> other) {
    return !common(one, other).equals(common(other, one));
  }

  private static List<Integer> common(List<Integer> one, List<Integer> other) {
    Set<Integer> there = Set.copyOf(other);
    return one.stream().filter(there::contains).toList();
  }

  /// One order, and what only the other has, each behind what it stands behind there.
  private static List<Integer> filled(List<Integer> order, List<Integer> other) {
    var there = new LinkedHashSet<>(order);
    var result = new ArrayList<>(order);
    int at = 0;
    for (Integer part : other) {
      if (there.contains(part)) {
        at = result.indexOf(part) + 1;
      } else {
        result.add(at++, part);
      }
    }
    return List.copyOf(result);
  }
}
