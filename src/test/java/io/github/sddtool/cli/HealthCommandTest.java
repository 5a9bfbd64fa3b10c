package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.ServerApp;
import io.github.sddtool.app.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec cli/commands#REQ-CLI-029
class HealthCommandTest {
  @TempDir Path folder;

  @Test
  void aServerThatRunsIsHealthyAndOneThatStoppedIsNot() {
    var settings =
        new Settings(
            new Settings.Server(
                "127.0.0.1",
                0,
                Settings.Runner.usual(),
                1_000,
                Optional.of(
                    URI.create("http://sdd.example.com")), // so that no forge has to be there
                Optional.empty()),
            folder.resolve("data"),
            List.of());
    Map<String, String> where;
    try (var app = ServerApp.start(settings, Clock.systemUTC())) {
      where = Map.of("SDD_SERVER_PORT", String.valueOf(app.port()), "PORT", "1");
      Ran ran = Ran.in(folder, where, "health");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out())
          .isEqualTo("healthy: http://127.0.0.1:" + app.port() + "/health/ready answered 200\n");
      String elsewhere = "http://127.0.0.1:" + app.port() + "/nothing";
      ran = Ran.in(folder, where, "health", elsewhere);
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.out()).isEqualTo("not healthy: " + elsewhere + " answered 404\n");
    }
    Ran ran = Ran.in(folder, where, "health");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).startsWith("not healthy: ").endsWith(" cannot be reached\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void whatCannotBeAskedIsWrongUsage() {
    assertThat(Ran.in(folder, "health", "localhost").code()).isEqualTo(2);
    assertThat(Ran.in(folder, Map.of("PORT", "0"), "health").code()).isEqualTo(2);
    assertThat(Ran.in(folder, "health", "--format", "json").code()).isEqualTo(2);
  }
}
