package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

// @spec cli/commands#REQ-CLI-026
class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final ProgressLine line =
      new ProgressLine(
          new PrintStream(bytes, true, StandardCharsets.UTF_8), clock, "Reading %,d of %,d files…");

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void after(long millis) {
    now = now.plus(Duration.ofMillis(millis));
  }

  @Test
  void whatIsQuickShowsNothing() {
    line.read(1, 10);
    after(299);
    line.read(10, 10);
    line.close();
    assertThat(shown()).isEmpty();
  }

  @Test
  void whatTakesLongShowsOneLineAndWipesItOut() {
    after(301);
    line.read(1234, 20_000);
    after(50);
    line.read(1300, 20_000);
    after(60);
    line.read(2000, 20_000);
    line.close();
    assertThat(shown())
        .isEqualTo(
            "\r\u001B[KReading 1,234 of 20,000 files…\r\u001B[KReading 2,000 of 20,000 files…\r\u001B[K");
  }
}
