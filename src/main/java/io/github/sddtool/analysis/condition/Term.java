package io.github.sddtool.analysis.condition;

import java.time.Duration;
import java.util.Optional;

/// One part of a condition.
public sealed interface Term {
  /// The name of what it looks at.
  String name();

  /// Something is so: `graph.new_cycle_detected`.
  record Flag(String name) implements Term {}

  /// Something is called so: `spec.domain == auth`.
  record Named(String name, boolean equal, String word) implements Term {}

  /// A value is beyond a limit: `error_rate > 5% for 5m`.
  ///
  /// @param kind of what is compared, which says what a percentage of it means
  /// @param span of time that is looked at; empty: the present
  record Compare(
      String name, Vocabulary.Kind kind, Operator operator, Quantity limit, Optional<Span> span)
      implements Term {}

  /// What of the time before counts.
  ///
  /// @param how it counts
  record Span(Looking how, Duration length) {}

  /// How a span of time is looked at.
  enum Looking {
    /// The comparison held all the time.
    FOR,
    /// Of measures the mean; of drops the way down from the median.
    OVER
  }

  /// How two numbers stand to each other.
  enum Operator {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<="),
    EQUAL("=="),
    OTHER("!=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /// How it is written.
    public String sign() {
      return sign;
    }

    /// Whether it is so. Values that differ by less than anybody writes down are equal.
    public boolean holds(double value, double limit) {
      boolean same = Math.abs(value - limit) < 1e-9;
      return switch (this) {
        case ABOVE -> value > limit && !same;
        case AT_LEAST -> value > limit || same;
        case BELOW -> value < limit && !same;
        case AT_MOST -> value < limit || same;
        case EQUAL -> same;
        case OTHER -> !same;
      };
    }
  }
}
