package io.github.sddtool.guard;

import io.github.sddtool.analysis.Measured;

/// A step from one state of a branch to another.
public record Move(Measured before, Measured after) {
  /// Whether both were measured by the same rules.
  public boolean isComparable() {
    return before.rules().equals(after.rules());
  }

  /// Standing still where it began.
  Move stayed() {
    return new Move(before, before);
  }

  /// To another state instead.
  Move to(Measured other) {
    return new Move(before, other);
  }
}
