package io.github.sddtool.forge;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long a forge asks us to wait, as its headers say it.
public final class Pause {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /// Limits reset within the hour; anything much longer is a broken clock or header.
  private static final Duration LONGEST = Duration.ofHours(2);

  private Pause() {}

  /// Reads `Retry-After`: seconds or, as HTTP allows too, a date.
  public static Optional<Duration> read(String header, Instant now) {
    return seconds(header)
        .map(Duration::ofSeconds)
        .or(() -> {
          try {
            var date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
          } catch (DateTimeException _) {
            return Optional.empty();
          }
        });
  }

  /// The time until a limit resets, at a second since 1970.
  public static Optional<Duration> until(String reset, Instant now) {
    return seconds(reset).map(second -> Duration.between(now, Instant.ofEpochSecond(second)));
  }

  /// A pause that makes sense, whatever was said: from a second to two hours.
  public static Duration bounded(Duration pause) {
    if (pause.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  private static Optional<Long> seconds(String header) {
    String digits = header.strip();
    // Eleven digits of seconds reach beyond the year 5000 and fit every type.
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= 11
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }
}
