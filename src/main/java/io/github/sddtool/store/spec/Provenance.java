package io.github.sddtool.store.spec;

import java.time.Instant;

/// Where an edit comes from.
///
/// @param at when it was made: in git the author's time
/// @param note what whoever made it says: the first line of a commit's message, or a remark
/// @param origin names it on its side: a commit id, or the request
public record Provenance(Person author, Instant at, Source source, String note, String origin) {
  /// The side on which an edit was made.
  public enum Source {
    /// Over the API, by a person or a program.
    API,
    /// In git.
    GIT,
    /// By a command that keeps a working tree and the store alike.
    CLI
  }
}
