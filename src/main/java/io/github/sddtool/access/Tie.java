package io.github.sddtool.access;

/// What somebody has to do with a spec that is to be changed.
public enum Tie {
  /// Nothing.
  NONE,
  /// Was asked to review it.
  REVIEWER,
  /// Wrote it first.
  AUTHOR
}
