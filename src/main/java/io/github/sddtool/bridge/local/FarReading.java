package io.github.sddtool.bridge.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the store has now, of which only what is new is sent.
public final class FarReading {
  private FarReading() {}

  /// Reads it.
  ///
  /// @param known what was last heard of
  public static List<Kept> read(Far far, Collection<Known> known) {
    Map<String, Kept> heard = new HashMap<>();
    known.forEach(one -> heard.put(one.there().id(), one.there()));
    var all = new ArrayList<Kept>();
    var found = new HashSet<Long>();
    for (Far.Listed listed : far.list()) {
      Optional<Kept> same =
          Optional.ofNullable(heard.get(listed.id())).filter(kept -> isSame(kept, listed));
      Optional<Kept> now = same.or(() -> far.read(listed.id()));
      now.filter(kept -> found.add(kept.number())).ifPresent(all::add);
    }
    // A list is read page by page: what was renamed meanwhile may be on none of them.
    for (Known one : known) {
      if (!found.contains(one.there().number())) {
        far.read(one.there().id()).filter(kept -> found.add(kept.number())).ifPresent(all::add);
      }
    }
    return all;
  }

  /// Keeps newer revisions that say what was known already, so that they are not asked for again.
  ///
  /// @param there what the store has now
  public static void note(LocalBook book, Collection<Known> known, Collection<Kept> there) {
    Map<Long, Kept> now = new HashMap<>();
    there.forEach(kept -> now.put(kept.number(), kept));
    for (Known one : known) {
      Kept kept = now.get(one.there().number());
      if (kept != null
          && !kept.equals(one.there())
          && kept.file().equals(one.there().file())
          && kept.file().equals(one.base())) {
        book.keep(new Known(kept, one.base(), kept.at().revision(), one.place()));
      }
    }
  }

  private static boolean isSame(Kept kept, Far.Listed listed) {
    return kept.at().revision() == listed.revision() && kept.at().stamp().equals(listed.stamp());
  }
}
