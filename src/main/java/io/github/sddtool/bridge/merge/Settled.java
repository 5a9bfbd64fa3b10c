package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import java.util.Optional;

/// What becomes of one part.
///
/// @param git what git is to have; empty for nothing
/// @param store what the store is to have; empty for nothing
record Settled(Optional<Part> git, Optional<Part> store, State state) {
  /// How it was settled.
  enum State {
    /// Both have the same, and nothing is lost.
    AGREED,
    /// Both have the same, and one side's word is lost.
    OVERRULED,
    /// Each keeps its own.
    CLASH
  }

  static Settled agreed(Optional<Part> part) {
    return new Settled(part, part, State.AGREED);
  }

  boolean isClash() {
    return state == State.CLASH;
  }
}
