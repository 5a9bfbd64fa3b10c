package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.pipeline.timetable.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// @spec app/reharvest#REQ-HARVEST-007
class ReharvestSettingsTest {
  /// A Sunday.
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path folder;

  private Optional<Schedule> read(String text) throws Exception {
    Files.writeString(folder.resolve("sdd.yaml"), text);
    return SettingsReader.read(Optional.empty(), folder, new Environment(Map.of()))
        .upkeep()
        .reharvest();
  }

  @Test
  void branchesAreReadAgainOnMondaysAtSixUnlessTheSettingsSayOtherwise() throws Exception {
    assertThat(read("{}").orElseThrow().last(NOW)).contains(Instant.parse("2026-11-16T06:00:00Z"));
    assertThat(
            read("reharvest: {schedule: '30 9 * * 0', zone: Europe/Berlin}")
                .orElseThrow()
                .last(NOW))
        .contains(Instant.parse("2026-11-22T08:30:00Z"));
    assertThat(read("reharvest: {schedule: off}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{schedule: weekly}; not 'weekly'",
        "{schedule: '0 25 * * 1'}; not '0 25 * * 1'",
        "{zone: Berlin}; such as UTC or Europe/Berlin, not 'Berlin'",
        "{shedule: off}; shedule"
      })
  void whatIsNoScheduleIsSaidAtTheStart(String text, String reason) {
    assertThatThrownBy(() -> read("reharvest: " + text))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(reason);
  }
}
