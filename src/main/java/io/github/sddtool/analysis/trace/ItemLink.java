package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.ItemId;
import java.util.List;

/// That an item claims to cover another, and what came of it.
///
/// @param names the item as named, with its revision
/// @param to the items that are meant; of [State#OUTDATED] and [State#PREDATED] the same item at
///   the revisions there are, of [State#ORPHANED] none
public record ItemLink(Item from, ItemId names, State state, List<Item> to) {
  public ItemLink {
    to = List.copyOf(to);
  }

  /// How a claim stands.
  public enum State {
    COVERS,
    /// Names an older revision than there is.
    OUTDATED,
    /// Names a newer revision than there is.
    PREDATED,
    /// Names several items that have one id.
    AMBIGUOUS,
    /// Names an item that does not ask for this type.
    UNWANTED,
    /// Names nothing.
    ORPHANED
  }

  public boolean covers() {
    return state == State.COVERS;
  }
}
