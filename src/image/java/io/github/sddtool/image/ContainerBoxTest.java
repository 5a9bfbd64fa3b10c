package io.github.sddtool.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Version;
import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.pipeline.runner.Box;
import io.github.sddtool.pipeline.runner.BoxRunner;
import io.github.sddtool.pipeline.runner.ContainerBox;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec app/runners#REQ-RUN-003, app/runners#REQ-RUN-004, app/runners#REQ-RUN-006
/// Assessments in containers of the image that was built, by podman.
final class ContainerBoxTest {
  private static final String LABEL = "io.github.sddtool.server=box-test";
  private static final Request CHECK = Request.of(Question.CHECK).on(LocalDate.of(2026, 11, 29));
  private static String image = "";

  private Path clone = Path.of("");
  private CommitId base = new CommitId("0".repeat(40));
  private CommitId head = base;

  @BeforeAll
  static void load() throws Exception {
    image = Podman.load(Path.of("target/image/cli.tar"));
  }

  @BeforeEach
  void aBareClone(@TempDir Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var repo = TestRepo.in(folder.resolve("shop"));
    String spec =
        "# Cart\n\n### REQ-001: Sum\n\nThe cart %s show its sum.\n\n#### Scenario: Sum\n\n- **GIVEN** goods\n- **WHEN** it is shown\n- **THEN** so is the sum\n";
    base =
        new CommitId(
            repo.write(".sdd/specs/cart/spec.md", spec.formatted("MUST"))
                .write("Cart.java", "// @spec cart#REQ-001\nclass Cart {}\n")
                .commit("first"));
    head =
        new CommitId(
            repo.write(".sdd/specs/cart/spec.md", spec.formatted("MAY")).commit("second"));
    clone = folder.resolve("clone.git");
    repo.git("clone", "--quiet", "--bare", repo.folder().toString(), clone.toString());
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    assertThat(containers()).isEmpty();
  }

  private static String containers() throws Exception {
    return Podman.podman(List.of("ps", "--all", "--quiet", "--filter", "label=" + LABEL))
        .out()
        .strip();
  }

  @Test
  void theReportOfAContainerIsTheOneOfThisProcess() {
    try (GitHistory history = GitHistory.open(clone)) {
      Change change = history.change(base, head).orElseThrow();
      long begin = System.nanoTime();
      Report apart = runner(List.of(), Duration.ofMinutes(2)).assess(history, change, CHECK);
      System.out.printf(
          "box: assessed in a container in %d ms%n",
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
      Report here = Engine.assessor().assess(change, CHECK);
      assertThat(new JsonRenderer().render(apart, Version.style()))
          .isEqualTo(new JsonRenderer().render(here, Version.style()));
      assertThat(apart.failing()).isNotEmpty();
    }
  }

  @Test
  void aContainerReachesNothingAndWritesNothing() throws Exception {
    String probe =
        "id -u; touch /repo/x 2>/dev/null && echo wrote; touch /opt/x 2>/dev/null && echo wrote;"
            + " wc -l </proc/net/dev; touch /tmp/x && echo tmp";
    Box.Outcome outcome = box(shell(probe), Duration.ofMinutes(1)).run(clone, "");
    // Two lines of headings, and the loopback.
    assertThat(outcome).isEqualTo(new Box.Outcome.Ended(0, "10001\n3\ntmp\n"));
  }

  @Test
  void aRunThatHangsIsEndedInTimeAndNamesItsSetting() {
    long begin = System.nanoTime();
    assertFails(shell("sleep 600"), Duration.ofSeconds(3), "runner.timeout_seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(63));
  }

  @Test
  void aRunThatIsHungryForMemoryIsEndedAndNamesItsSetting() {
    assertFails(
        shell("x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done"),
        Duration.ofMinutes(2),
        "runner.memory_mib");
  }

  @Test
  void aRunThatBreaksOrLiesIsNoAnswer() {
    assertFails(shell("kill -9 $$"), Duration.ofMinutes(1), "could not be assessed");
    assertFails(shell("exit 0"), Duration.ofMinutes(1), "exit code 0");
    assertFails(shell("echo '{\"verdict\":\"pass\"}'"), Duration.ofMinutes(1), "of no use");
  }

  private void assertFails(List<String> options, Duration patience, String reason) {
    try (GitHistory history = GitHistory.open(clone)) {
      Change change = history.change(base, head).orElseThrow();
      assertThatThrownBy(() -> runner(options, patience).assess(history, change, CHECK))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining(reason);
    }
  }

  @Test
  void whoIsToldToStopLeavesNoContainer() throws Exception {
    var ended = new AtomicReference<Throwable>();
    try (GitHistory history = GitHistory.open(clone)) {
      Change change = history.change(base, head).orElseThrow();
      BoxRunner runner = runner(shell("sleep 600"), Duration.ofMinutes(9));
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  runner.assess(history, change, CHECK);
                } catch (CancellationException e) {
                  ended.set(e);
                }
              });
      Eventually.until(Duration.ofMillis(200), () -> isThere());
      thread.interrupt();
      thread.join();
    }
    assertThat(ended.get()).isInstanceOf(CancellationException.class);
  }

  private static boolean isThere() {
    try {
      return !containers().isEmpty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAServerLeftWhenItWasKilledIsRemovedByTheNext() throws Exception {
    Podman.start("sdd-left", List.of("--label", LABEL), image, "sleep", "600");
    assertThat(containers()).isNotEmpty();
    box(List.of(), Duration.ofMinutes(1));
    assertThat(containers()).isEmpty();
  }

  @Test
  void anImageThatIsNotThereIsTheOperatorsBusiness() {
    var setup =
        new ContainerBox.Setup(
            command(), List.of("--pull=never"), "localhost/none:1", limits(Duration.ofMinutes(1)), "box-test");
    assertThatThrownBy(() -> new ContainerBox(setup).run(clone, ""))
        .isInstanceOf(RunnerFault.class)
        .hasMessageContaining("localhost/none:1");
  }

  private static List<String> shell(String script) {
    return List.of("--entrypoint=[\"sh\",\"-c\",\"" + script.replace("\"", "\\\"") + "\"]");
  }

  private static BoxRunner runner(List<String> options, Duration patience) {
    return new BoxRunner(box(options, patience), Version.current(), Version.digest());
  }

  private static ContainerBox box(List<String> options, Duration patience) {
    var all = new ArrayList<>(List.of("--ulimit=nofile=1024:1024", "--ulimit=nproc=4096:4096"));
    all.addAll(options);
    return new ContainerBox(
        new ContainerBox.Setup(command(), all, image, limits(patience), "box-test"));
  }

  private static List<String> command() {
    return List.of("podman", "--cgroup-manager", "cgroupfs", "--runtime", "runc");
  }

  private static Limits limits(Duration patience) {
    return new Limits(patience, 512);
  }
}
