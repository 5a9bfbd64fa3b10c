package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fake.github.Faults;
import io.github.sddtool.fake.github.Hold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The server's own process, killed without warning between the 202 and the comment, and started
/// again over the same data.
class KilledServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private OctoShop shop;
  private String head;
  private int number;

  /// A point where the process is killed: while it waits for GitHub's answer to this call.
  record Point(String name, Function<Faults, Hold> hold, int checks, int comments) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Point> points() {
    return List.of(
        new Point("right after the 202", faults -> faults.hold(Call.any()), 0, 0),
        new Point(
            "check made, its id unknown",
            faults -> faults.holdAnswer(Call.of("POST", "/check-runs")),
            1,
            0),
        new Point(
            "check completed, nobody told us",
            faults -> faults.holdAnswer(Call.containing("PATCH", "/check-runs/")),
            1,
            0),
        new Point(
            "before the comment",
            faults -> faults.hold(Call.of("GET", "/issues/1/comments")),
            1,
            0),
        new Point(
            "comment written, its id unknown",
            faults -> faults.holdAnswer(Call.of("POST", "/issues/1/comments")),
            1,
            1));
  }

  @BeforeEach
  void aPullRequest() {
    shop = new OctoShop(folder);
    shop.push("main", golden("weakened/base"));
    head = shop.push("relax", golden("weakened/head"));
    number = shop.open("relax");
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private ServerProcess start() {
    return ServerProcess.start(shop.settingsFile(), folder.resolve("server.log"));
  }

  // @spec app/jobs#REQ-JOB-003, app/webhooks#REQ-HOOK-002
  @ParameterizedTest
  @MethodSource("points")
  void whatItWasKilledInTheMiddleOfIsThereOnce(Point point) throws Exception {
    try (ServerProcess doomed = start();
        Gate gate = new Gate(doomed.port());
        Hold hold = point.hold().apply(shop.faults())) {
      assertThat(gate.deliver("one", shop.pullRequest("opened", number, "relax"))).isEqualTo(202);
      assertThat(hold.awaitCaught(PATIENCE)).isTrue();
      Eventually.until(() -> shop.checks(head).size() == point.checks());
      assertThat(shop.comments(number)).hasSize(point.comments());
      doomed.kill();
    }

    try (ServerProcess next = start();
        Gate gate = new Gate(next.port())) {
      Eventually.until(() -> shop.comments(number).size() == 1);
      gate.awaitIdle();

      assertThat(shop.checks(head)).hasSize(1);
      CheckRun check = shop.checks(head).getFirst();
      assertThat(check.status()).isEqualTo("completed");
      assertThat(check.conclusion()).hasValue("failure");
      assertThat(check.annotations()).doesNotHaveDuplicates().hasSize(3);
      assertThat(shop.comments(number)).hasSize(1);
      assertThat(shop.comments(number).getFirst().edits()).isZero();

      assertThat(gate.deliver("one", shop.pullRequest("opened", number, "relax"))).isEqualTo(202);
      assertThat(gate.deliveries("known")).isEqualTo(1);
    }
  }

  // @spec app/jobs#REQ-JOB-003
  @Test
  void whoIsToldToStopFinishesWhatRuns() throws Exception {
    try (ServerProcess server = start();
        Gate gate = new Gate(server.port())) {
      Thread release;
      try (Hold hold = shop.faults().hold(Call.of("GET", "/pulls/" + number))) {
        assertThat(gate.deliver("one", shop.pullRequest("opened", number, "relax"))).isEqualTo(202);
        assertThat(hold.awaitCaught(PATIENCE)).isTrue();
        release = Thread.ofVirtual().start(server::stop);
        Eventually.until(() -> !gate.isOpen());
      }
      release.join();
    }

    assertThat(shop.checks(head)).extracting(CheckRun::status).containsExactly("completed");
    assertThat(shop.comments(number)).hasSize(1);
  }
}
