package io.github.sddtool.store.search;

import java.util.Optional;

/// What is searched for.
///
/// @param text as it was typed; see [SearchTerms]
/// @param within what the hits are to be
/// @param limit how many hits at most, 1 to 200
/// @param offset how many hits are passed over, 0 to 10,000
public record SearchRequest(String text, Within within, int limit, int offset) {
  private static final int MOST = 200;
  private static final int FARTHEST = 10_000;

  /// What hits are to be; what is empty asks nothing.
  ///
  /// @param domain of the spec, in any case
  /// @param status of the spec, in any case
  public record Within(
      Optional<SearchKind> kind, Optional<String> domain, Optional<String> status) {
    public static final Within ALL =
        new Within(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public SearchRequest {
    limit = Math.clamp(limit, 1, MOST);
    offset = Math.clamp(offset, 0, FARTHEST);
  }

  /// The first 20 hits.
  public static SearchRequest of(String text) {
    return new SearchRequest(text, Within.ALL, 20, 0);
  }
}
