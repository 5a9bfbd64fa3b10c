package io.github.sddtool.pipeline.notice;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

// @spec app/notifications#REQ-NOTE-004
/// The hours in which nobody is disturbed by what can wait.
///
/// @param from when they begin
/// @param to when they end; before `from` it is on the next day
/// @param zone whose clock counts
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  /// When it is quiet at a moment, the moment at which that ends.
  public Optional<Instant> end(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    LocalTime time = here.toLocalTime();
    boolean overnight = to.isBefore(from);
    boolean quiet =
        overnight
            ? !time.isBefore(from) || time.isBefore(to)
            : !time.isBefore(from) && time.isBefore(to);
    if (!quiet) {
      return Optional.empty();
    }
    boolean tomorrow = overnight && !time.isBefore(from);
    return Optional.of(moment(here.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(to), here));
  }

  /// When a clock says so. A time that the clock leaves out is over when it leaps; one that it says
  /// twice is the first that is still to come.
  private Instant moment(LocalDateTime local, ZonedDateTime now) {
    ZoneOffsetTransition leap = zone.getRules().getTransition(local);
    if (leap == null) {
      return local.atZone(zone).toInstant();
    }
    if (leap.isGap()) {
      return leap.getInstant();
    }
    Instant first = local.toInstant(leap.getOffsetBefore());
    return first.isAfter(now.toInstant()) ? first : local.toInstant(leap.getOffsetAfter());
  }
}
