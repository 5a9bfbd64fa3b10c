package io.github.sddtool.pipeline.delivery;

/// What keeping a delivery found. All three are kept when it is said.
public enum Kept {
  /// Seen for the first time.
  NEW,

  /// Here before; nothing is done again.
  KNOWN,

  /// Here before, but its work failed: it will be worked on again.
  FAILED_BEFORE
}
