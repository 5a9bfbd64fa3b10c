package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.Likeness;
import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which file in git is which item: the one at its place; else one that is new and says the same,
/// or much the same, or stands where the store moved it.
///
/// @param changed items whose file differs from what is known, with the file; empty where it is
///   gone
/// @param fresh files that are no item's
record Matching(List<Changed> changed, List<GitStep.Found> fresh) {
  private static final double ALIKE = 0.6;

  /// More comparisons than these are not made.
  private static final int MOST_COMPARED = 10_000;

  /// An item and its file.
  record Changed(Item item, Optional<GitStep.Found> file) {}

  /// @param texts of files in git
  /// @param before what git said of an item until now
  /// @param storePaths of items in the store, now and since both sides agreed
  /// @param pushed whether a file is what the store pushed of a spec that is no item yet: it is not
  ///   taken for another one that is much alike
  static Matching of(
      Collection<Item> items,
      Map<RepoPath, GitStep.Found> files,
      Function<GitStep.Found, String> texts,
      Function<Item, String> before,
      Function<Item, Set<RepoPath>> storePaths,
      Predicate<GitStep.Found> pushed) {
    var free = new TreeMap<>(files);
    var lost = new ArrayList<Item>();
    var changed = new ArrayList<Changed>();
    for (Item item : items) {
      RepoPath place = item.git().map(Item.InGit::path).orElse(item.base().path());
      GitStep.Found there = free.remove(place);
      if (there == null) {
        if (item.git().isPresent()) {
          lost.add(item);
        }
      } else if (!item.git().map(Item.InGit::blob).equals(Optional.of(there.blob()))) {
        changed.add(new Changed(item, Optional.of(there)));
      }
    }
    find(lost, free, changed, (item, file) -> texts.apply(file).equals(before.apply(item)));
    find(lost, free, changed, (item, file) -> storePaths.apply(item).contains(file.path()));
    Set<GitStep.Found> ours =
        lost.isEmpty()
            ? Set.of()
            : free.values().stream().filter(pushed).collect(Collectors.toSet());
    if ((long) lost.size() * free.size() <= MOST_COMPARED) {
      find(
          lost,
          free,
          changed,
          (item, file) ->
              !ours.contains(file) && Likeness.of(texts.apply(file), before.apply(item)) >= ALIKE);
    }
    lost.forEach(item -> changed.add(new Changed(item, Optional.empty())));
    return new Matching(List.copyOf(changed), List.copyOf(free.values()));
  }

  private interface Test {
    boolean isFileOf(Item item, GitStep.Found file);
  }

  private static void find(
      List<Item> lost, TreeMap<RepoPath, GitStep.Found> free, List<Changed> changed, Test test) {
    var found = new HashSet<Item>();
    for (Item item : lost) {
      Optional<GitStep.Found> file =
          free.values().stream().filter(one -> test.isFileOf(item, one)).findFirst();
      if (file.isPresent()) {
        free.remove(file.get().path());
        changed.add(new Changed(item, file));
        found.add(item);
      }
    }
    lost.removeAll(found);
  }

  /// How many items are gone from git.
  long gone() {
    return changed.stream().filter(one -> one.file().isEmpty()).count();
  }
}
