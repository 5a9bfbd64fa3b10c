package io.github.sddtool.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricNameTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  // @spec guard/metrics#REQ-MET-001
  @ParameterizedTest
  @CsvSource({
    "http.server.request.duration, ms, http_server_request_duration, 0.001",
    "http_server_request_duration_seconds, '', http_server_request_duration, 1",
    "http.server.request.duration, s, http_server_request_duration, 1",
    "http_requests_total, '', http_requests, 1",
    "http.requests, {request}, http_requests, 1",
    "error_rate, '', error_rate, 1",
    "error_rate, %, error_rate, 0.01",
    "system.memory.utilization, 1, system_memory_utilization, 1",
    "process_resident_memory_bytes, '', process_resident_memory, 1",
    "process.memory.usage, MiBy, process_memory_usage, 1048576",
  })
  void bothWaysOfWritingAreOneName(String name, String unit, String canonical, double factor) {
    assertThat(MetricName.read(name, unit)).contains(new MetricName(canonical, factor));
    assertThat(MetricName.canonicalOf(name)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({"a b, ''", "1a, ''", "'', ''", "rate, furlong", "naïve, ''"})
  void whatIsNoNameOrNoUnitIsRefused(String name, String unit) {
    assertThat(MetricName.read(name, unit)).isEmpty();
  }

  // @spec guard/metrics#REQ-MET-002, guard/metrics#REQ-MET-003
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aValueCountsOnceAndTooManyNamesAreRefusedWhole(TestStore engine, @TempDir Path folder) {
    try (Database database = engine.open(folder)) {
      Project project =
          database.write(handle -> new SpecStore(database, Engine.FORMATS).project(handle, "shop"));
      var book = new MetricBook(database);
      assertThat(book.keep(project, List.of(posted("a", 0, 1.5), posted("a", 0, 2.5)), NOW))
          .isTrue();
      assertThat(book.keep(project, List.of(posted("a", 3, 0.5)), NOW)).isTrue();
      assertThat(MetricBook.since(database, project, "a", NOW.minus(Duration.ofMinutes(1))))
          .containsExactly(at(3, 0.5), at(0, 2.5));
      List<MetricBook.Posted> many =
          IntStream.range(0, MetricBook.MOST_NAMES).mapToObj(i -> posted("b" + i, 0, 1)).toList();
      assertThat(book.keep(project, many, NOW)).isFalse();
      assertThat(MetricBook.last(database, project)).containsOnlyKeys("a");
      Instant later = NOW.plus(MetricBook.KEPT).plusSeconds(1);
      assertThat(book.keep(project, many, later)).as("what is old makes room").isTrue();
    }
  }

  private static MetricBook.Posted posted(String name, int minutesAgo, double value) {
    return new MetricBook.Posted(name, at(minutesAgo, value));
  }

  private static Sample at(int minutesAgo, double value) {
    return new Sample(NOW.minus(Duration.ofMinutes(minutesAgo)), value);
  }
}
