package io.github.sddtool.forge;

import io.github.sddtool.fault.ForgeFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Keeps from asking a forge that has asked us to wait: asking on makes forges lengthen it.
public final class Quiet {
  private record Time(Instant from, Instant until) {
    /// A clock that was set back ends it: better asked too early than not for a day.
    boolean isAt(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  private final String forge;
  private final String asker;
  private final Clock clock;
  private volatile Time time = new Time(Instant.MIN, Instant.MIN);

  /// @param forge its product's name
  /// @param asker as a sentence names who asks, for example `the App`
  public Quiet(String forge, String asker, Clock clock) {
    this.forge = forge;
    this.asker = asker;
    this.clock = clock;
  }

  /// From now on.
  public void keep(Duration pause) {
    Instant now = clock.instant();
    time = new Time(now, now.plus(pause));
  }

  /// Passes unless it is to be quiet.
  ///
  /// @throws ForgeFault with the time that is left
  public void check(Ask ask) {
    Instant now = clock.instant();
    Time current = time;
    if (current.isAt(now)) {
      Duration left = Duration.between(now, current.until());
      throw new ForgeFault(
          "Did not %s: %s limits how much %s may ask; it may be asked again in %d s."
              .formatted(ask.what(), forge, asker, left.toSeconds() + 1),
          new ForgeFault.Retry.After(left));
    }
  }
}
