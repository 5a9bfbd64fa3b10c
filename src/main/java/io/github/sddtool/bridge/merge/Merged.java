package io.github.sddtool.bridge.merge;

import java.util.List;

/// What comes of a merge. Where nothing clashes, both sides get the same text. Where something
/// does, each side keeps its own word there, and gets everything else.
///
/// @param git what git is to say
/// @param store what the store is to say
/// @param seenInGit what both know once the store has what git said: git's text, and where
///   something clashes still what both started from
/// @param seenInStore the same, once git has what the store said
/// @param clashes what a person has to settle
/// @param overruled what was settled by whoever's word counts, and would be lost otherwise
public record Merged(
    String git,
    String store,
    String seenInGit,
    String seenInStore,
    List<Clash> clashes,
    List<Clash> overruled) {
  public Merged {
    clashes = List.copyOf(clashes);
    overruled = List.copyOf(overruled);
  }
}
