package io.github.sddtool.pipeline.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

// @spec app/notifications#REQ-NOTE-004
class QuietHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), BERLIN);

  @Test
  void aNightEndsInTheMorningAfterMidnight() {
    assertThat(NIGHT.end(Instant.parse("2026-11-29T20:59:59Z"))).isEmpty();
    assertThat(NIGHT.end(Instant.parse("2026-11-29T21:00:00Z")))
        .contains(Instant.parse("2026-11-30T06:00:00Z"));
    assertThat(NIGHT.end(Instant.parse("2026-11-30T05:59:59Z")))
        .contains(Instant.parse("2026-11-30T06:00:00Z"));
    assertThat(NIGHT.end(Instant.parse("2026-11-30T06:00:00Z"))).isEmpty();
  }

  @Test
  void aNightInWhichTheClockIsChangedEndsByTheNewClock() {
    assertThat(NIGHT.end(Instant.parse("2026-03-28T23:00:00Z")))
        .contains(Instant.parse("2026-03-29T05:00:00Z"));
    assertThat(NIGHT.end(Instant.parse("2026-10-24T23:00:00Z")))
        .contains(Instant.parse("2026-10-25T06:00:00Z"));
  }

  @Test
  void anEndThatTheClockLeavesOutIsWhereItLeaps() {
    var hours = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 30), BERLIN);
    assertThat(hours.end(Instant.parse("2026-03-29T00:30:00Z")))
        .contains(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(hours.end(Instant.parse("2026-03-29T01:00:00Z"))).isEmpty();
  }

  @Test
  void anEndThatTheClockSaysTwiceIsTheNextOfBoth() {
    var hours = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 30), BERLIN);
    assertThat(hours.end(Instant.parse("2026-10-25T00:15:00Z")))
        .contains(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(hours.end(Instant.parse("2026-10-25T01:15:00Z")))
        .contains(Instant.parse("2026-10-25T01:30:00Z"));
  }

  @Property
  void whereItIsQuietItEndsWithinADayAndIsQuietUntilThen(
      @ForAll @IntRange(max = 1_439) int from,
      @ForAll @IntRange(max = 1_439) int to,
      @ForAll @IntRange(max = 525_599) int minute) {
    var hours =
        new QuietHours(
            LocalTime.ofSecondOfDay(from * 60L), LocalTime.ofSecondOfDay(to * 60L), ZoneOffset.UTC);
    Instant now = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(minute));
    Optional<Instant> end = hours.end(now);
    end.ifPresent(moment -> {
      assertThat(Duration.between(now, moment)).isPositive().isLessThan(Duration.ofDays(1));
      assertThat(hours.end(moment)).isEmpty();
      assertThat(hours.end(moment.minusSeconds(1))).contains(moment);
    });
    LocalTime time = now.atZone(ZoneOffset.UTC).toLocalTime();
    boolean within =
        from <= to
            ? !time.isBefore(hours.from()) && time.isBefore(hours.to())
            : !(time.isBefore(hours.from()) && !time.isBefore(hours.to()));
    assertThat(end.isPresent()).isEqualTo(within);
  }
}
