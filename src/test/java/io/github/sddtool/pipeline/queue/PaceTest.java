package io.github.sddtool.pipeline.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// How often a subject runs, played without a queue: every push replaces what waits and is asked
/// when it may run, and a run begins at that moment.
class PaceTest {
  private static final Pace PACE = new Pace(Duration.ofSeconds(10));

  // @spec app/jobs#REQ-JOB-007
  @Test
  void fiftyPushesInAMinuteMakeThreeRuns() {
    List<Long> pushes =
        LongStream.range(0, 50).map(push -> 1_000_000 + push * 1_200).boxed().toList();
    List<Long> runs = runs(pushes);
    assertThat(runs).hasSizeLessThanOrEqualTo(3);
    assertThat(runs.getFirst()).isEqualTo(pushes.getFirst());
    assertThat(runs.getLast()).isGreaterThanOrEqualTo(pushes.getLast());
  }

  @Test
  void aSecondPushWaitsUntilThePushesAreQuiet() {
    assertThat(runs(List.of(0L, 2_000L, 3_000L))).containsExactly(0L, 13_000L);
  }

  @Test
  void aPushLongAfterTheLastRunIsRunAtOnce() {
    assertThat(runs(List.of(0L, 40_000L))).containsExactly(0L, 40_000L);
  }

  @Property(tries = 500)
  void noMinuteSeesMoreThanThreeRunsAndNoPushWaitsLonger(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 30_000) Integer> gaps) {
    var pushes = new ArrayList<Long>();
    long at = 0;
    for (int gap : gaps) {
      at += gap;
      pushes.add(at);
    }
    List<Long> runs = runs(pushes);
    for (int i = 3; i < runs.size(); i++) {
      assertThat(runs.get(i) - runs.get(i - 3)).isGreaterThanOrEqualTo(60_000);
    }
    for (long push : pushes) {
      assertThat(runs).anyMatch(run -> run >= push && run <= push + 60_000);
    }
  }

  private static List<Long> runs(List<Long> pushes) {
    var runs = new ArrayList<Long>();
    long waitingSince = -1;
    long ready = 0;
    for (long push : pushes) {
      if (waitingSince >= 0 && ready <= push) {
        runs.addFirst(ready);
        waitingSince = -1;
      }
      waitingSince = waitingSince < 0 ? push : waitingSince;
      long since = PACE.since(push);
      List<Long> starts = runs.stream().filter(run -> run > since).limit(PACE.most()).toList();
      ready = PACE.readyAt(starts, waitingSince, push);
    }
    runs.addFirst(ready);
    return runs.reversed();
  }
}
