package io.github.sddtool.pipeline.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

// @spec app/notifications#REQ-NOTE-007
/// How long to wait before what failed is sent again, as Standard Webhooks recommends it.
final class RetryPlan {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(10));

  private RetryPlan() {}

  /// The pause after a failure; empty after the last.
  ///
  /// @param failures so far, from 1
  /// @param asked what the other side asks for, which counts where it is longer
  static Optional<Duration> pause(int failures, Optional<Duration> asked) {
    if (failures > PAUSES.size()) {
      return Optional.empty();
    }
    Duration planned = PAUSES.get(failures - 1);
    return Optional.of(asked.filter(one -> one.compareTo(planned) > 0).orElse(planned));
  }
}
