package io.github.sddtool.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.RetryPolicy.Decision;
import io.github.sddtool.pipeline.queue.JobQueue;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static ForgeFault busy() {
    return new ForgeFault("busy", new ForgeFault.Retry.Backoff());
  }

  private final RetryPolicy policy = RetryPolicy.usual(new Random(7));

  @Property
  void pausesGrowAndStayWithinTheirBounds(
      @ForAll @IntRange(min = 1, max = JobQueue.MAX_ATTEMPTS - 1) int attempt, @ForAll long seed) {
    Duration full = Duration.ofSeconds(2).multipliedBy(1L << (attempt - 1));
    assertThat(RetryPolicy.usual(new Random(seed)).after(busy(), attempt, Duration.ZERO))
        .isInstanceOfSatisfying(
            Decision.Again.class,
            again -> assertThat(again.pause()).isBetween(full.dividedBy(2), full));
  }

  @Test
  void noPauseIsLongerThanTheLongest() {
    var impatient = new RetryPolicy(Duration.ofMinutes(4), Duration.ofMinutes(5), new Random(7));
    assertThat(impatient.after(busy(), 4, Duration.ZERO))
        .isInstanceOfSatisfying(
            Decision.Again.class,
            again -> assertThat(again.pause()).isLessThanOrEqualTo(Duration.ofMinutes(5)));
  }

  @Test
  void whatTheForgeAsksForIsDoneUnlessItIsAbsurd() {
    assertThat(pause(Duration.ofMinutes(42))).isEqualTo(Duration.ofMinutes(42));
    assertThat(pause(Duration.ofSeconds(-5))).isZero();
    assertThat(pause(Duration.ofDays(10_000))).isEqualTo(Duration.ofHours(6));
  }

  private Duration pause(Duration asked) {
    var fault = new ForgeFault("limit", new ForgeFault.Retry.After(asked));
    return policy.after(fault, 1, Duration.ZERO) instanceof Decision.Again again
        ? again.pause()
        : Duration.ofDays(-1);
  }

  @Test
  void whatNoRetryCanMendIsGivenUpAtOnce() {
    assertThat(
            Stream.of(
                    UserFault.usage("unknown key 'gates'"),
                    new SourceFault("commit is missing"),
                    new ForgeFault("may not", new ForgeFault.Retry.Never()))
                .map(fault -> policy.after(fault, 1, Duration.ZERO)))
        .containsExactly(
            new Decision.Never("unknown key 'gates'"),
            new Decision.Never("commit is missing"),
            new Decision.Never("may not"));
  }

  @Test
  void nothingIsTriedMoreThanFiveTimes() {
    assertThat(
            Stream.of(
                busy(),
                new StoreFault("disk"),
                new IllegalStateException("bug"),
                new StackOverflowError()))
        .allMatch(failure -> policy.after(failure, 4, Duration.ZERO) instanceof Decision.Again)
        .allMatch(failure -> policy.after(failure, 5, Duration.ZERO) instanceof Decision.Never);
  }

  @Test
  void whoIsToldToWaitWaitsForADayAndNoAttemptCounts() {
    var limit = new ForgeFault("limit", new ForgeFault.Retry.After(Duration.ofMinutes(1)));
    assertThat(policy.after(limit, 50, Duration.ofHours(23)))
        .isEqualTo(new Decision.Again(Duration.ofMinutes(1), "limit", false));
    assertThat(policy.after(limit, 1, Duration.ofHours(25))).isInstanceOf(Decision.Never.class);
  }

  @Test
  void theTextOfAnUnexpectedErrorStaysInTheLog() {
    Decision decision =
        policy.after(new IllegalStateException("token abc in C:\\secret"), 5, Duration.ZERO);
    assertThat(decision.reason())
        .isEqualTo("unexpected error IllegalStateException (tried 5 times)");
  }
}
