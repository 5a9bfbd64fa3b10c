package io.github.sddtool.forge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

// @spec app/economy#REQ-ECO-002, app/economy#REQ-ECO-003
class WriteBudgetTest {
  private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

  private static final WriteBudget.Rate RATE = new WriteBudget.Rate(8, 20);

  private final WriteBudget budget = new WriteBudget(RATE);

  @Test
  void commentsLeaveTheLastQuarterToChecks() {
    for (int i = 0; i < 6; i++) {
      assertThat(budget.take(true, START)).isEmpty();
    }
    assertThat(budget.take(true, START)).contains(Duration.ofMinutes(1));
    assertThat(budget.take(false, START)).isEmpty();
    assertThat(budget.take(false, START)).isEmpty();
    assertThat(budget.take(false, START)).contains(Duration.ofMinutes(1));
  }

  @Test
  void thereIsRoomAgainWhenTheOldestWriteIsAMinuteAgo() {
    for (int i = 0; i < 8; i++) {
      budget.take(false, START.plusSeconds(i));
    }
    assertThat(budget.take(false, START.plusSeconds(30))).contains(Duration.ofSeconds(30));
    assertThat(budget.take(false, START.plusSeconds(60))).isEmpty();
    assertThat(budget.take(false, START.plusSeconds(60))).contains(Duration.ofSeconds(1));
  }

  @Test
  void aClockThatIsSetBackStopsNoWrites() {
    for (int i = 0; i < 8; i++) {
      budget.take(false, START);
    }
    assertThat(budget.take(false, START.minusSeconds(30))).contains(Duration.ofSeconds(90));
    assertThat(budget.take(false, START.minus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void noRateIsNoLimit() {
    var free = new WriteBudget(new WriteBudget.Rate(0, 0));
    for (int i = 0; i < 1_000; i++) {
      assertThat(free.take(true, START)).isEmpty();
    }
  }

  @Property(tries = 200)
  void noWindowEverHoldsMoreThanItsRate(
      @ForAll @Size(max = 120) List<@IntRange(max = 40) Integer> pauses) {
    var budget = new WriteBudget(RATE);
    var taken = new ArrayList<Instant>();
    Instant now = START;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      if (budget.take(pause % 3 == 0, now).isEmpty()) {
        taken.add(now);
      }
    }
    for (Instant end : taken) {
      assertThat(within(taken, end, Duration.ofMinutes(1))).isLessThanOrEqualTo(8);
      assertThat(within(taken, end, Duration.ofHours(1))).isLessThanOrEqualTo(20);
    }
  }

  @Property(tries = 200)
  void whoWaitsAsLongAsToldMayWrite(
      @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> pauses) {
    var budget = new WriteBudget(RATE);
    Instant now = START;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      var wait = budget.take(false, now);
      if (wait.isPresent()) {
        now = now.plus(wait.get());
        assertThat(budget.take(false, now)).isEmpty();
      }
    }
  }

  private static long within(List<Instant> taken, Instant end, Duration window) {
    return taken.stream()
        .filter(one -> one.isAfter(end.minus(window)) && !one.isAfter(end))
        .count();
  }
}
