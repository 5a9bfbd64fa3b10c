package io.github.sddtool.spec;

import java.util.List;

/// What an item of a format with revisions says beside its text.
///
/// @param status as written, in lower case; `approved` where nothing is
/// @param covers the items it claims to cover
/// @param depends the items it depends on
/// @param needs the types of items that must cover it, for example `impl`
/// @param forwards whether it only hands on what it covers to other types
public record TraceItem(
    ItemId id,
    String status,
    List<ItemId> covers,
    List<ItemId> depends,
    List<String> needs,
    List<String> tags,
    boolean forwards) {
  public TraceItem {
    covers = List.copyOf(covers);
    depends = List.copyOf(depends);
    needs = List.copyOf(needs);
    tags = List.copyOf(tags);
  }
}
