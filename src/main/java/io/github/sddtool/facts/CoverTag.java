package io.github.sddtool.facts;

import io.github.sddtool.spec.ItemId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A tag such as `[impl->req~login~1]` or `[impl~own~2->dsn~x~1>>utest,itest]`: the code it stands
/// in covers an item, and may itself have to be covered.
///
/// @param type of the covering item, for example `impl`
/// @param own the covering item's own id, where it has one
/// @param needs the types that must cover the covering item in turn
public record CoverTag(String type, Optional<ItemId> own, ItemId covers, List<String> needs) {
  public CoverTag {
    needs = List.copyOf(needs);
  }

  /// Whether the covering item is a test: `utest`, `itest`, `stest` and their like.
  public boolean isTest() {
    return type.toLowerCase(Locale.ROOT).endsWith("test");
  }
}
