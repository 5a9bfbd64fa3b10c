package io.github.sddtool.server.api;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

// @spec app/api#REQ-API-007
/// How many requests each key may still send: a bucket that fills by the minute, of which every
/// request takes one. Counted by each process for itself.
final class RateLimit {
  private static final double MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ConcurrentHashMap<String, Level> levels = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /// @param nanos a clock that only goes forward, as [System#nanoTime()]
  RateLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Level(double requests, long at, boolean admitted) {}

  /// How a key stands after a request.
  ///
  /// @param admitted whether it may be served
  /// @param remaining how many more may come at once
  /// @param resetSeconds until as many as ever may come at once
  /// @param waitSeconds until one more may come; 0 where it may now
  record Standing(
      boolean admitted, int limit, int remaining, long resetSeconds, long waitSeconds) {}

  /// Takes one request from a key's bucket.
  Standing take(String key, int perMinute) {
    long now = nanos.getAsLong();
    Level level =
        levels.compute(
            key,
            (_, before) -> {
              double filled =
                  before == null
                      ? perMinute
                      : Math.min(
                          perMinute,
                          before.requests() + (now - before.at()) / MINUTE_NANOS * perMinute);
              return filled >= 1 ? new Level(filled - 1, now, true) : new Level(filled, now, false);
            });
    double left = level.requests();
    return new Standing(
        level.admitted(),
        perMinute,
        (int) left,
        seconds(perMinute - left, perMinute),
        left >= 1 ? 0 : Math.max(1, seconds(1 - left, perMinute)));
  }

  private static long seconds(double requests, int perMinute) {
    return (long) Math.ceil(requests * 60 / perMinute);
  }
}
