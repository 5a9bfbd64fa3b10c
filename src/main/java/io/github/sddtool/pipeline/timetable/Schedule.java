package io.github.sddtool.pipeline.timetable;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

// @spec app/reharvest#REQ-HARVEST-007, app/notifications#REQ-NOTE-008
/// Moments that come again, as cron has them: minute, hour, day of the month, month, day of the
/// week.
public final class Schedule {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final ExecutionTime times;
  private final ZoneId zone;

  private Schedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /// Reads a schedule.
  ///
  /// @param zone whose clock counts
  /// @throws IllegalArgumentException where it is none, saying why
  public static Schedule read(String text, ZoneId zone) {
    return new Schedule(ExecutionTime.forCron(PARSER.parse(text).validate()), zone);
  }

  /// The last of its moments that is not after `now`; empty where there is none.
  public Optional<Instant> last(Instant now) {
    ZonedDateTime here = now.atZone(zone).withSecond(0).withNano(0);
    return times.isMatch(here)
        ? Optional.of(here.toInstant())
        : times.lastExecution(here).map(ZonedDateTime::toInstant);
  }
}
