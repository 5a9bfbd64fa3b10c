package io.github.sddtool.server.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory that bodies take up which are not kept yet. Anybody can send bodies; they are
/// only proven to come from the forge once they are here whole.
final class BodyBudget {
  private static final int UNIT_BYTES = 1024;

  private final Semaphore units;
  private final Duration patience;

  /// @param bytes at least as many as the largest body has
  BodyBudget(long bytes, Duration patience) {
    this.units = new Semaphore(Math.toIntExact(bytes / UNIT_BYTES));
    this.patience = patience;
  }

  /// Takes room for a body, waiting a little for it; false when there is none.
  boolean take(long bytes) {
    try {
      return units.tryAcquire(units(bytes), patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void giveBack(long bytes) {
    units.release(units(bytes));
  }

  private static int units(long bytes) {
    return Math.toIntExact(bytes / UNIT_BYTES + 1);
  }
}
