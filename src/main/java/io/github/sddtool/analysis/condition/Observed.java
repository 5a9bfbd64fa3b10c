package io.github.sddtool.analysis.condition;

import java.time.Instant;
import java.util.List;

/// What is known of what a term looks at.
public sealed interface Observed {
  /// Whether it is so.
  record Fact(boolean so) implements Observed {}

  /// What it is called.
  record Word(String word) implements Observed {}

  /// What it is now.
  record Level(double value) implements Observed {}

  /// What it was and what it is.
  record Step(double before, double now) implements Observed {}

  /// What it was over time, the oldest first.
  record Series(List<Sample> samples) implements Observed {
    public Series {
      samples = List.copyOf(samples);
    }
  }

  /// A value at a moment.
  record Sample(Instant at, double value) {}
}
