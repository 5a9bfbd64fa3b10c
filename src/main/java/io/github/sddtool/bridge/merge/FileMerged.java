package io.github.sddtool.bridge.merge;

import java.util.List;
import java.util.Optional;

/// What comes of merging a spec as a file: where it stands, what it says, whether it is there at
/// all.
///
/// @param git what git is to have; empty for nothing
/// @param store what the store is to have; empty for nothing
/// @param seenInGit what both know once the store has what git has, as in [Merged]
/// @param seenInStore what both know once git has what the store has
/// @param clashes what a person has to settle
/// @param overruled what was settled by whoever's word counts, and would be lost otherwise
public record FileMerged(
    Optional<FileState> git,
    Optional<FileState> store,
    Optional<FileState> seenInGit,
    Optional<FileState> seenInStore,
    List<Clash> clashes,
    List<Clash> overruled) {
  public FileMerged {
    clashes = List.copyOf(clashes);
    overruled = List.copyOf(overruled);
  }
}
