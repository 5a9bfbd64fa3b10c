package io.github.sddtool.store.spec;

import io.github.sddtool.source.RepoPath;

/// A spec as one file: all that git and the store have to agree on.
///
/// @param id as reports name it, for example `auth/login`
/// @param format the name of its format, for example `sdd`
/// @param text all of it, with its line ends as they are
public record SpecFile(String id, String format, RepoPath path, String text) {
  /// The same file with another text.
  public SpecFile saying(String other) {
    return new SpecFile(id, format, path, other);
  }
}
