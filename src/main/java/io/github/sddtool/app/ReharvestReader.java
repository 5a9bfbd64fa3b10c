package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.spec.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

// @spec app/reharvest#REQ-HARVEST-007
/// Reads when default branches are read again: `reharvest.schedule`, in cron's five fields or
/// `off`, by the clock of `reharvest.zone`.
///
/// @param file that the settings stand in
/// @param reharvest what the file says under `reharvest`
record ReharvestReader(SettingsFile file, YamlValue.Mapping reharvest) {
  private static final String USUAL = "0 6 * * 1";
  private static final String OFF = "off";

  /// Mondays at six.
  static Schedule usual() {
    return Schedule.read(USUAL, ZoneOffset.UTC);
  }

  /// Empty: never.
  Optional<Schedule> schedule() {
    file.allow(reharvest, "reharvest.", List.of("schedule", "zone"));
    String schedule = file.value(reharvest, "schedule", "REHARVEST_SCHEDULE").orElse(USUAL);
    String zone = file.value(reharvest, "zone", "REHARVEST_ZONE").orElse("UTC");
    ZoneId clock;
    try {
      clock = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw UserFault.usage(
          "reharvest.zone must be a time zone such as UTC or Europe/Berlin, not '" + zone + "'.");
    }
    if (schedule.equals(OFF)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Schedule.read(schedule, clock));
    } catch (IllegalArgumentException e) {
      throw UserFault.usage(
          "reharvest.schedule must be 'off' or five fields of cron such as '%s' (minute, hour, day, month, day of the week), not '%s'."
              .formatted(USUAL, schedule));
    }
  }
}
