package io.github.sddtool.store;

import java.sql.SQLException;
import java.time.Duration;

/// Whether work is done again after the database went away: for as long as whoever waits for it is
/// likely to be there still. A restart of a database takes about a second.
final class Retries {
  /// Forges give up after ten seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Engine engine;
  private final long end = System.nanoTime() + PATIENCE.toNanos();

  private Retries(Engine engine) {
    this.engine = engine;
  }

  static Retries begin(Engine engine) {
    return new Retries(engine);
  }

  /// After a short pause, true when the work shall be done again.
  boolean again(Throwable failure) {
    if (!(Diagnosis.sqlCause(failure) instanceof SQLException sql)
        || !engine.isPassing(sql)
        || System.nanoTime() - end >= 0) {
      return false;
    }
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
