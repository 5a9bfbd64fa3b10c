package io.github.sddtool.fake.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// The limits on bursts: calls at a time, points a minute, content made a minute and an hour. Off
/// until a test asks for them, because tests work faster than anyone may on GitHub.
final class SecondaryLimits {
  private static final int CONCURRENT = 100;
  private static final int POINTS_A_MINUTE = 900;
  private static final int CREATED_A_MINUTE = 80;
  private static final int CREATED_AN_HOUR = 500;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private record Spent(Instant at, int points, boolean creates) {}

  private final Clock clock;
  private final Deque<Spent> lastHour = new ArrayDeque<>();
  private boolean enforced;
  private int concurrent;

  SecondaryLimits(Clock clock) {
    this.clock = clock;
  }

  synchronized void enforce() {
    enforced = true;
  }

  /// Counts a call in; gives the refusal when that is one too many. Each is followed by a leave.
  synchronized Optional<Refusal> enter(Call call) {
    concurrent++;
    Instant now = clock.instant();
    while (!lastHour.isEmpty() && !lastHour.getFirst().at().isAfter(now.minus(HOUR))) {
      lastHour.removeFirst();
    }
    boolean reads = call.method().equals("GET");
    boolean creates = call.method().equals("POST") && call.path().contains("/repos/");
    lastHour.addLast(new Spent(now, reads ? 1 : 5, creates));
    return enforced && exceeded(now)
        ? Optional.of(Refusal.secondaryLimit().with(Map.of("retry-after", "60")))
        : Optional.empty();
  }

  synchronized void leave() {
    concurrent--;
  }

  private boolean exceeded(Instant now) {
    var minute = lastHour.stream().filter(s -> s.at().isAfter(now.minus(MINUTE))).toList();
    return concurrent > CONCURRENT
        || minute.stream().mapToInt(Spent::points).sum() > POINTS_A_MINUTE
        || minute.stream().filter(Spent::creates).count() > CREATED_A_MINUTE
        || lastHour.stream().filter(Spent::creates).count() > CREATED_AN_HOUR;
  }
}
