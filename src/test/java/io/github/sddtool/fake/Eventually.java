package io.github.sddtool.fake;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for something that another thread brings about.
public final class Eventually {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(2);

  private Eventually() {}

  /// Returns as soon as the condition holds; fails the test when it does not in time.
  public static void until(BooleanSupplier condition) {
    until(STEP, condition);
  }

  /// As above, for a condition that is not cheap to look at.
  ///
  /// @param step between two looks
  public static void until(Duration step, BooleanSupplier condition) {
    until(step, LONGEST, condition);
  }

  /// As above, for what takes longer.
  public static void until(Duration step, Duration longest, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen within " + longest);
      }
      LockSupport.parkNanos(step.toNanos());
    }
  }
}
