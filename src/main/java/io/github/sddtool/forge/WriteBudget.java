package io.github.sddtool.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

// @spec app/economy#REQ-ECO-002, app/economy#REQ-ECO-003
/// How many writes an account has left. Forges bear so many in a minute and an hour and lock out
/// who does not keep to it; comments leave the last quarter to checks.
public final class WriteBudget {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Rate rate;
  private final Deque<Instant> writes = new ArrayDeque<>();

  /// How much an account may write; 0 is as much as it likes.
  public record Rate(int minute, int hour) {
    /// What GitHub documents as what it bears.
    public static final Rate GITHUB = new Rate(80, 500);

    /// GitLab's own limit on notes.
    public static final Rate GITLAB = new Rate(300, 0);

    public Rate {
      if (minute < 0 || hour < 0) {
        throw new IllegalArgumentException("no less than nothing: " + minute + ", " + hour);
      }
    }
  }

  public WriteBudget(Rate rate) {
    this.rate = rate;
  }

  /// Takes one write out of it; where none is left, gives the time until there may be, and nothing
  /// is taken.
  ///
  /// @param comment whether it is one, and gives way
  public synchronized Optional<Duration> take(boolean comment, Instant now) {
    Instant hourAgo = now.minus(HOUR);
    // A clock that was ahead and was set back must not stop all writes until it gets there again.
    while (!writes.isEmpty() && writes.getLast().isAfter(now.plus(MINUTE))) {
      writes.removeLast();
    }
    while (!writes.isEmpty() && !writes.getFirst().isAfter(hourAgo)) {
      writes.removeFirst();
    }
    Optional<Duration> wait =
        longer(
            wait(share(rate.minute(), comment), MINUTE, now),
            wait(share(rate.hour(), comment), HOUR, now));
    if (wait.isEmpty()) {
      writes.addLast(now);
    }
    return wait;
  }

  private static int share(int most, boolean comment) {
    return comment ? most - most / 4 : most;
  }

  private Optional<Duration> wait(int most, Duration window, Instant now) {
    if (most == 0) {
      return Optional.empty();
    }
    Instant start = now.minus(window);
    Instant[] recent = writes.stream().filter(one -> one.isAfter(start)).toArray(Instant[]::new);
    return recent.length < most
        ? Optional.empty()
        : Optional.of(Duration.between(now, recent[recent.length - most].plus(window)));
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    return one.isEmpty() || other.filter(time -> time.compareTo(one.get()) > 0).isPresent()
        ? other
        : one;
  }
}
