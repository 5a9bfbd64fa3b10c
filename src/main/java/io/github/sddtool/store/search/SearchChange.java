package io.github.sddtool.store.search;

import io.github.sddtool.source.RepoPath;
import java.util.List;

/// What an edit means to an index.
public sealed interface SearchChange {
  /// The edit's, counted for the project: later ones are larger.
  long seq();

  /// The number of the spec, which stays the same whatever its id becomes.
  long spec();

  /// All entries of a spec, in place of those it had.
  ///
  /// @param facets what requests ask for beside the text
  record Put(long seq, long spec, Facets facets, List<SearchEntry> entries)
      implements SearchChange {
    public Put {
      entries = List.copyOf(entries);
    }
  }

  /// The spec is gone.
  record Gone(long seq, long spec) implements SearchChange {}

  /// What is known of the spec an entry belongs to.
  ///
  /// @param domain empty where it has none
  /// @param status empty where it has none
  record Facets(String id, RepoPath path, String domain, String status) {}
}
