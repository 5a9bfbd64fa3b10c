package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.pipeline.timetable.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The weekly look at default branches, on stand-ins of both forges.
class ReharvestOnForgesTest {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final String SPEC = ".sdd/specs/auth/login/spec.md";
  private static final String PAGE = "docs/coverage.md";

  @TempDir private Path folder;

  private static Settings everyMinute(Settings settings) {
    Settings.Upkeep usual = settings.upkeep();
    return settings.keeping(
        new Settings.Upkeep(
            usual.mirrors(),
            usual.guard(),
            usual.notifications(),
            Optional.of(Schedule.read("* * * * *", ZoneOffset.UTC))));
  }

  // @spec app/reharvest#REQ-HARVEST-005, app/reharvest#REQ-HARVEST-007
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void whatIsOutOfDateIsProposedOnceAndMergingItIsTheEnd(String forge) throws IOException {
    try (Hub hub = Hub.of(forge, folder)) {
      hub.permitEverything();
      String first =
          hub.push(
              "main",
              repo ->
                  repo.write(".sdd/config.yml", "reharvest: {coverage: true, status: true}\n")
                      .write(
                          SPEC,
                          """
                          ---
                          status: approved
                          ---
                          # Login

                          How people come in.

                          ### REQ-001: Coming in

                          The system MUST answer within 2 seconds.

                          #### Scenario: Somebody comes in

                          - **GIVEN** a person with an account
                          - **WHEN** they come in
                          - **THEN** they are answered
                          """)
                      .write(
                          PAGE, "# Coverage\n\n<!-- sdd:coverage -->\n<!-- /sdd:coverage -->\n"));
      String second =
          hub.push(
              "main",
              repo ->
                  repo.write(
                      "src/login.ts",
                      "// @spec auth/login#REQ-001\nexport function login() {\n  return 1;\n}\n"));
      assertThat(hub.tellPushed("main", first, second)).isEqualTo(202);
      hub.awaitIdle();
      assertThat(hub.proposals()).isEmpty();

      hub.restart(ReharvestOnForgesTest::everyMinute);
      Eventually.until(STEP, () -> !hub.proposals().isEmpty());
      hub.awaitIdle();
      hub.restart(ReharvestOnForgesTest::everyMinute);
      hub.awaitIdle();

      assertThat(hub.proposals())
          .singleElement()
          .satisfies(proposal -> {
            assertThat(proposal.branch()).isEqualTo("sdd/reharvest");
            assertThat(proposal.body()).contains(SPEC, PAGE);
            assertThat(proposal.open()).isTrue();
          });
      String merged = hub.merge(hub.proposals().getFirst().number(), true);
      assertThat(Files.readString(hub.work().file(SPEC))).contains("status: implemented");
      assertThat(Files.readString(hub.work().file(PAGE))).contains("auth/login", "100");
      assertThat(hub.tellPushed("main", second, merged)).isEqualTo(202);
      hub.awaitIdle();
      assertThat(hub.proposals()).noneMatch(Hub.Opened::open);
    }
  }
}
