package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.source.CommitId;
import java.util.List;

/// What comes of taking a change back.
public sealed interface Undoing {
  /// It can be taken back.
  ///
  /// @param commit that does so; no branch stands there yet
  /// @param result what it was measured to be
  record Clean(CommitId commit, Measured result) implements Undoing {}

  /// Others changed the same places since.
  ///
  /// @param files that clash, some of them
  record Conflict(List<String> files) implements Undoing {
    public Conflict {
      files = List.copyOf(files);
    }
  }

  /// It is taken back already.
  record Nothing() implements Undoing {}

  /// It was not tried.
  ///
  /// @param why in a sentence
  record Untried(String why) implements Undoing {}
}
