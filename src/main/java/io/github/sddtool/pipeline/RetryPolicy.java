package io.github.sddtool.pipeline;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.queue.JobQueue;
import java.time.Duration;
import java.util.random.RandomGenerator;

// @spec app/jobs#REQ-JOB-004
/// Whether and when a job that failed is tried again. Pauses double from `first` to `longest`, and
/// a random half of each is left out, so that jobs which failed together do not come back together.
public record RetryPolicy(Duration first, Duration longest, RandomGenerator random) {
  /// No forge asks for more; a header that does is a mistake.
  private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(6);

  /// Who is told to wait waits, and is not given up for it; but a check must end some day.
  private static final Duration LONGEST_HELD_OFF = Duration.ofHours(24);

  /// What follows a failure.
  public sealed interface Decision {
    /// For people: never a stack trace, never the text of an unexpected exception.
    String reason();

    /// Try again.
    ///
    /// @param counts whether this attempt was one; being asked to wait is none
    record Again(Duration pause, String reason, boolean counts) implements Decision {}

    record Never(String reason) implements Decision {}
  }

  /// 2 seconds to 5 minutes.
  public static RetryPolicy usual(RandomGenerator random) {
    return new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(5), random);
  }

  /// Decides by who must act on the failure.
  ///
  /// @param attempt the one that failed, from 1
  /// @param waited since the job was first asked for
  public Decision after(Throwable failure, int attempt, Duration waited) {
    return switch (failure) {
      case Fault fault -> afterFault(fault, attempt, waited);
      default -> usually(attempt, "unexpected error " + failure.getClass().getSimpleName());
    };
  }

  private Decision afterFault(Fault fault, int attempt, Duration waited) {
    return switch (fault) {
      case UserFault user -> new Decision.Never(user.message());
      case SourceFault source -> new Decision.Never(source.message());
      case RunnerFault runner -> usually(attempt, runner.message());
      case StoreFault _ -> usually(attempt, "the server's disk or database could not be used");
      case ForgeFault forge ->
          switch (forge.retry()) {
            case ForgeFault.Retry.Never _ -> new Decision.Never(forge.message());
            case ForgeFault.Retry.Backoff _ -> usually(attempt, forge.message());
            case ForgeFault.Retry.After(Duration pause) ->
                waited.compareTo(LONGEST_HELD_OFF) < 0
                    ? new Decision.Again(asAsked(pause), forge.message(), false)
                    : new Decision.Never(forge.message() + " (for a day)");
          };
    };
  }

  private Decision usually(int attempt, String reason) {
    return within(attempt, backoff(attempt), reason);
  }

  private static Decision within(int attempt, Duration pause, String reason) {
    return attempt >= JobQueue.MAX_ATTEMPTS
        ? new Decision.Never(reason + " (tried " + attempt + " times)")
        : new Decision.Again(pause, reason, true);
  }

  private static Duration asAsked(Duration pause) {
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : pause;
  }

  private Duration backoff(int attempt) {
    Duration pause = first;
    for (int i = 1; i < attempt && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    long millis = Math.min(pause.toMillis(), longest.toMillis());
    return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
  }
}
