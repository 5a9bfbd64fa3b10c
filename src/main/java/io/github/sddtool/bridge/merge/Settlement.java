package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.source.git.LineMerge;
import java.util.Optional;

/// Settles what becomes of one part that is there, or not, in the base, in git and in the store.
///
/// @param ruling whose word counts
/// @param echo whether git says what the store said before
record Settlement(Ruling ruling, Slot slot, boolean echo) {
  /// One part on all sides; empty where it is not there.
  record Slot(Optional<Part> base, Optional<Part> git, Optional<Part> store) {
    Optional<Part> any() {
      return git.or(() -> store).or(() -> base);
    }

    Clash clash() {
      return new Clash(
          any().map(Part::label).orElse(""),
          base.map(Part::text),
          git.map(Part::text),
          store.map(Part::text));
    }
  }

  Settled settle() {
    if (same(slot.git(), slot.store())) {
      return Settled.agreed(slot.git());
    }
    Authority authority = slot.any().map(ruling.authority()).orElse(Authority.BOTH);
    return switch (authority) {
      case GIT -> ruled(slot.git(), isStoreChanged());
      case STORE -> ruled(slot.store(), isGitChanged());
      case BOTH -> both();
    };
  }

  private boolean isGitChanged() {
    return !same(slot.git(), slot.base()) && !echo;
  }

  private boolean isStoreChanged() {
    return !same(slot.store(), slot.base());
  }

  private Settled both() {
    if (same(slot.git(), slot.base())) {
      return Settled.agreed(slot.store());
    }
    if (slot.base().isEmpty() && echo) {
      // Both never agreed on it, so that it is missing in the store is an edit of the store's.
      return Settled.agreed(slot.store());
    }
    if (!isStoreChanged()) {
      return Settled.agreed(slot.git());
    }
    if (echo) {
      return Settled.agreed(slot.store());
    }
    Optional<Part> merged = merged();
    if (merged.isPresent()) {
      return Settled.agreed(merged);
    }
    return switch (ruling.otherwise()) {
      case GIT -> ruled(slot.git(), true);
      case STORE -> ruled(slot.store(), true);
      case BOTH -> new Settled(slot.git(), slot.store(), Settled.State.CLASH);
    };
  }

  private Optional<Part> merged() {
    return slot.base().isEmpty() || slot.git().isEmpty() || slot.store().isEmpty()
        ? Optional.empty()
        : LineMerge.of(slot.base().get().text(), slot.git().get().text(), slot.store().get().text())
            .map(slot.git().get()::saying);
  }

  private static Settled ruled(Optional<Part> winner, boolean loses) {
    return new Settled(winner, winner, loses ? Settled.State.OVERRULED : Settled.State.AGREED);
  }

  private static boolean same(Optional<Part> one, Optional<Part> other) {
    return one.map(Part::text).equals(other.map(Part::text));
  }
}
