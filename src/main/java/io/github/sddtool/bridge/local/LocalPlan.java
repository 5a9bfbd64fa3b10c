package io.github.sddtool.bridge.local;

import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

// @spec cli/server#REQ-SRV-003
/// What is not the same in the working tree, in the store and in what is known of both. Pure.
///
/// @param changes by id
/// @param known how many specs both had
/// @param goneHere how many of them the working tree has no more
/// @param goneThere how many of them the store has no more
public record LocalPlan(List<Change> changes, int known, long goneHere, long goneThere) {
  /// More than this share of a side is not deleted without asking.
  private static final double SHARE = 0.10;

  public LocalPlan {
    changes = List.copyOf(changes);
  }

  /// Compares.
  public static LocalPlan of(
      Collection<Known> known, Collection<LocalSpec> local, Collection<Kept> there, Merger merger) {
    return new Matching(known, local, there).plan(merger);
  }

  /// What has to be asked before the store is changed.
  public Optional<String> questionOfSending() {
    return question("the working tree", "on the server", goneHere);
  }

  /// What has to be asked before the working tree is changed.
  public Optional<String> questionOfBringing() {
    return question("the server", "in the working tree", goneThere);
  }

  private Optional<String> question(String side, String other, long gone) {
    boolean emptied = known > 0 && gone == known;
    return emptied || (gone >= 2 && gone > known * SHARE)
        ? Optional.of(
            "%d of %d specs are gone from %s. Nothing was touched. With --yes they are deleted %s too; or bring them back."
                .formatted(gone, known, side, other))
        : Optional.empty();
  }

  /// Which file is which spec.
  private static final class Matching {
    private final List<Known> known;
    private final Map<RepoPath, LocalSpec> free = new TreeMap<>();
    private final Map<Long, Kept> there = new TreeMap<>();
    private final Map<Known, LocalSpec> found = new HashMap<>();

    Matching(Collection<Known> known, Collection<LocalSpec> local, Collection<Kept> there) {
      this.known =
          known.stream().sorted(Comparator.comparingLong(one -> one.there().number())).toList();
      local.forEach(spec -> this.free.put(spec.file().path(), spec));
      there.forEach(kept -> this.there.put(kept.number(), kept));
      byPlace();
      byText();
    }

    private void byPlace() {
      for (Known one : known) {
        Optional.ofNullable(free.remove(one.place())).ifPresent(spec -> found.put(one, spec));
      }
      // A move of ours that was interrupted left the file at both places.
      for (Known one : known) {
        Kept kept = there.get(one.there().number());
        if (kept != null && found.containsKey(one)) {
          LocalSpec left = free.get(kept.file().path());
          if (left != null && left.raw().equals(kept.file().text())) {
            free.remove(kept.file().path());
          }
        }
      }
    }

    /// A file that is new and says what one that is gone said is the same, moved.
    private void byText() {
      for (Known one : known) {
        if (!found.containsKey(one)) {
          take(spec -> says(spec, one.base().text()) || says(spec, one.there().file().text()))
              .ifPresent(spec -> found.put(one, spec));
        }
      }
    }

    private static boolean says(LocalSpec spec, String text) {
      return spec.raw().equals(text) || spec.like(Optional.of(text)).file().text().equals(text);
    }

    private Optional<LocalSpec> take(Predicate<LocalSpec> test) {
      Optional<LocalSpec> first = free.values().stream().filter(test).findFirst();
      first.ifPresent(spec -> free.remove(spec.file().path()));
      return first;
    }

    LocalPlan plan(Merger merger) {
      var changes = new ArrayList<Change>();
      long goneHere = 0;
      long goneThere = 0;
      for (Known one : known) {
        Optional<LocalSpec> here = Optional.ofNullable(found.get(one));
        Optional<Kept> away = Optional.ofNullable(there.remove(one.there().number()));
        goneHere += here.isEmpty() && away.isPresent() ? 1 : 0;
        goneThere += away.isEmpty() && here.isPresent() ? 1 : 0;
        changes.add(Change.of(Optional.of(one), here, away, merger));
      }
      Set<Kept> fresh = new HashSet<>(there.values());
      for (Kept kept : there.values()) {
        Optional<LocalSpec> same =
            take(spec -> spec.file().path().equals(kept.file().path()))
                .or(() -> take(spec -> spec.id().equals(kept.id())));
        if (same.isPresent()) {
          fresh.remove(kept);
          changes.add(Change.of(Optional.empty(), same, Optional.of(kept), merger));
        }
      }
      fresh.forEach(kept ->
          changes.add(Change.of(Optional.empty(), Optional.empty(), Optional.of(kept), merger)));
      free.values()
          .forEach(spec ->
              changes.add(
                  Change.of(Optional.empty(), Optional.of(spec), Optional.empty(), merger)));
      List<Change> real =
          changes.stream()
              .filter(one -> one.changedHere() || one.changedThere())
              .sorted(Comparator.comparing(Change::id).thenComparing(Change::path))
              .toList();
      return new LocalPlan(real, known.size(), goneHere, goneThere);
    }
  }
}
