package io.github.sddtool.store.search;

import java.util.List;

/// Hits, the best first.
///
/// @param more whether there are others after them
public record SearchPage(List<SearchHit> hits, boolean more) {
  public static final SearchPage NOTHING = new SearchPage(List.of(), false);

  public SearchPage {
    hits = List.copyOf(hits);
  }
}
