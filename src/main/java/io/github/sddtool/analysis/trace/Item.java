package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.RequirementKey;
import java.util.List;
import java.util.Optional;

/// What takes part in the trace of a format with revisions: an item of a document, or a tag.
///
/// @param id of a tag without a name of its own: its type and the name of what it covers
/// @param status in lower case
/// @param covers what it claims to cover
/// @param needs the types that must cover it
public record Item(
    ItemId id, Origin origin, String status, List<ItemId> covers, List<String> needs) {
  public Item {
    covers = List.copyOf(covers);
    needs = List.copyOf(needs);
  }

  /// Where an item comes from.
  public sealed interface Origin {
    Location at();

    /// Whether others can name the item.
    boolean named();

    /// A document.
    record Document(RequirementKey key, Location at) implements Origin {
      @Override
      public boolean named() {
        return true;
      }
    }

    /// A tag in code or tests.
    ///
    /// @param region the code it speaks of, if that can be told
    record Tag(Location at, Role role, Optional<Region> region, boolean named) implements Origin {}
  }

  public Location at() {
    return origin.at();
  }

  /// The requirement it is; a tag is none.
  public Optional<RequirementKey> key() {
    return origin instanceof Origin.Document(RequirementKey key, Location _)
        ? Optional.of(key)
        : Optional.empty();
  }

  public boolean isTag() {
    return origin instanceof Origin.Tag;
  }

  /// A rejected item may lack whatever it lacks.
  public boolean isRejected() {
    return status.equals("rejected");
  }
}
