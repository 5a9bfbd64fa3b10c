package io.github.sddtool.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.pipeline.delivery.Kept;
import io.github.sddtool.pipeline.queue.Claimed;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.JobStatus;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class IntakeTest {
  private static final String A = "a".repeat(40);
  private static final String B = "b".repeat(40);

  private final TestStore store;

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock();
  private final Map<String, Forge> forges = Map.of("hub", new ScriptedForge("hub"));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Database database;
  private DeliveryLog log;
  private JobQueue queue;

  IntakeTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    database = store.open(folder);
    log = new DeliveryLog(database);
    queue = new JobQueue(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anAcceptedDeliveryIsPlannedAtOnce() {
    try (var intake = started()) {
      assertThat(accept(intake, "d-1", "changed octo/shop 17 " + A)).isEqualTo(Kept.NEW);
      awaitSettled("d-1");
    }
    assertThat(queue.of(ref("d-1")))
        .extracting(JobStatus::state)
        .containsOnly("waiting")
        .hasSize(2);
    assertThat(registry.counter("sdd.deliveries", "forge", "hub", "outcome", "planned").count())
        .isEqualTo(1);
  }

  // @spec app/webhooks#REQ-HOOK-005, app/webhooks#REQ-HOOK-006
  @Test
  void everyOtherMeaningIsKeptWithItsDelivery() {
    try (var intake = started()) {
      accept(intake, "ping", "ping");
      accept(intake, "ignored", "ignored");
      accept(intake, "unreadable", "gibberish");
      accept(intake, "explodes", "explode");
      accept(intake, "after", "closed octo/shop 17");
      awaitSettled("after");
    }
    assertThat(log.state(ref("ping"))).containsInstanceOf(DeliveryState.Ignored.class);
    assertThat(log.state(ref("ignored"))).contains(new DeliveryState.Ignored("told to be ignored"));
    assertThat(log.state(ref("unreadable")))
        .contains(new DeliveryState.Unreadable("no such script"));
    assertThat(log.state(ref("explodes")))
        .contains(new DeliveryState.Unreadable("unexpected error IllegalStateException"));
  }

  @Test
  void whatADeadProcessKeptIsPlannedAtTheNextStartInTheOrderItCame() {
    log.keep(ScriptedForge.delivery("hub", "d-1", "changed octo/shop 17 " + A));
    log.keep(ScriptedForge.delivery("hub", "d-2", "changed octo/shop 17 " + B));
    try (var _ = started()) {
      awaitSettled("d-2");
    }
    assertThat(queue.claim(Lane.ASSESS).map(Claimed::job))
        .contains(
            new Job.AssessPullRequest(
                new RepoId("hub", "octo/shop"), 17, ScriptedForge.commit('b')));
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
  }

  @Test
  void planningTwiceEnqueuesOnce() {
    log.keep(ScriptedForge.delivery("hub", "d-1", "changed octo/shop 17 " + A));
    var one = intake(forges);
    var other = intake(forges);
    one.planAll();
    other.planAll();
    one.planAll();
    assertThat(queue.of(ref("d-1"))).hasSize(2);
  }

  @Test
  void aDeliveryOfAForgeThatIsGoneIsTriedAgainWhenItIsSentAgain() {
    log.keep(ScriptedForge.delivery("hub", "d-1", "changed octo/shop 17 " + A));
    intake(Map.of()).planAll();
    assertThat(log.state(ref("d-1"))).containsInstanceOf(DeliveryState.Failed.class);
    try (var intake = started()) {
      assertThat(accept(intake, "d-1", "changed octo/shop 17 " + A)).isEqualTo(Kept.FAILED_BEFORE);
      awaitSettled("d-1");
    }
    assertThat(queue.of(ref("d-1"))).hasSize(2);
  }

  @Test
  void aDeliveryThatCannotBePlannedHoldsUpNobody() {
    log.keep(ScriptedForge.delivery("hub", "d-0", "changed octo/shop 16 " + A));
    intake(forges).planAll();
    log.keep(ScriptedForge.delivery("hub", "d-1", "changed octo/shop 17 " + A));
    log.keep(ScriptedForge.delivery("hub", "d-2", "changed octo/shop 18 " + A));
    database.write(handle ->
        handle.execute(
            "CREATE UNIQUE INDEX poison ON delivery (state) WHERE id IN ('d-0', 'd-1')"));
    intake(forges).planAll();
    assertThat(queue.of(ref("d-2"))).hasSize(2);
    assertThat(log.state(ref("d-1"))).contains(new DeliveryState.Received());
    database.write(handle -> handle.execute("DROP INDEX poison"));
    intake(forges).planAll();
    assertThat(queue.of(ref("d-1"))).hasSize(2);
  }

  @Test
  void aReplayedDeliveryIsPlannedAgain() {
    try (var intake = started()) {
      accept(intake, "d-1", "changed octo/shop 17 " + A);
      awaitSettled("d-1");
      assertThat(intake.replay("d-1")).isTrue();
      assertThat(intake.replay("d-2")).isFalse();
      Eventually.until(() -> queue.of(ref("d-1")).size() == 4);
    }
  }

  @Test
  void settledDeliveriesAreForgottenAfterTwoWeeks() {
    log.keep(ScriptedForge.delivery("hub", "d-1", "ping"));
    clock.advance(Duration.ofDays(7));
    try (var _ = started()) {
      awaitSettled("d-1");
    }
    assertThat(log.find(ref("d-1"))).isPresent();
    clock.advance(Duration.ofDays(8));
    try (var _ = started()) {
      Eventually.until(() -> log.find(ref("d-1")).isEmpty());
    }
  }

  private Intake started() {
    Intake intake = intake(forges);
    intake.start(_ -> {});
    return intake;
  }

  private Intake intake(Map<String, Forge> known) {
    return new Intake(log, queue, known, new PipelineMetrics(registry), clock);
  }

  private static Kept accept(Intake intake, String id, String script) {
    return intake.accept(ScriptedForge.delivery("hub", id, script));
  }

  private void awaitSettled(String id) {
    Eventually.until(
        () -> log.state(ref(id)).stream().noneMatch(DeliveryState.Received.class::isInstance));
  }

  private static DeliveryRef ref(String id) {
    return new DeliveryRef("hub", id);
  }
}
