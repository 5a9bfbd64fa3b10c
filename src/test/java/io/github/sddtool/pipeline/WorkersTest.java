package io.github.sddtool.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.JobStatus;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.SqlAuditLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class WorkersTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");
  private static final Effect EFFECT = new Effect.Created("check", "octo/shop@aaaaaaa", "1");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final TestStore store;

  @TempDir Path folder;
  private final List<String> lastWords = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Database database;
  private DeliveryLog log;
  private JobQueue queue;
  private int deliveries;

  WorkersTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    database = store.open(folder);
    log = new DeliveryLog(database);
    queue = new JobQueue(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  // @spec app/jobs#REQ-JOB-005
  @Test
  void jobsEnqueuedBeforeAndAfterTheStartAreDoneAndTheirEffectsRecorded() {
    DeliveryRef before = plan(pull(1));
    try (var _ = started(_ -> List.of(EFFECT), LONG)) {
      awaitState(before, "done");
      DeliveryRef after = plan(pull(2));
      awaitState(after, "done");
      assertThat(new SqlAuditLog(database).ofJob(queue.of(after).getFirst().id()))
          .extracting(AuditEvent::effect)
          .containsExactly(EFFECT);
    }
    assertThat(registry.timer("sdd.job.duration", "lane", "assess", "outcome", "done").count())
        .isEqualTo(2);
  }

  // @spec app/jobs#REQ-JOB-004
  @Test
  void aPassingFailureIsTriedAgain() {
    var calls = new AtomicInteger();
    try (var _ =
        started(
            _ -> {
              return switch (calls.incrementAndGet()) {
                case 1 -> throw new ForgeFault("busy", new ForgeFault.Retry.Backoff());
                case 2 ->
                    throw new ForgeFault("limit", new ForgeFault.Retry.After(Duration.ofMillis(1)));
                case 3 -> throw new IllegalStateException("a bug");
                default -> List.of(EFFECT);
              };
            },
            LONG)) {
      awaitState(plan(pull(1)), "done");
    }
    assertThat(calls).hasValue(4);
    assertThat(lastWords).isEmpty();
  }

  @Test
  void afterFiveTriesTheLastWordIsSaidAndTheDeliveryFails() {
    var calls = new AtomicInteger();
    DeliveryRef delivery = plan(pull(1));
    try (var _ =
        started(
            _ -> {
              calls.incrementAndGet();
              throw new StackOverflowError();
            },
            LONG)) {
      awaitState(delivery, "failed");
    }
    assertThat(calls).hasValue(5);
    assertThat(lastWords).containsExactly("unexpected error StackOverflowError (tried 5 times)");
    assertThat(log.state(delivery)).containsInstanceOf(DeliveryState.Failed.class);
  }

  @Test
  void whatNoRetryCanMendGoesStraightToTheLastWordWhichIsItselfTriedAgain() {
    var words = new AtomicInteger();
    Workers.LastWord stammering =
        (_, reason) -> {
          if (words.incrementAndGet() < 3) {
            throw new ForgeFault("busy", new ForgeFault.Retry.Backoff());
          }
          lastWords.add(reason);
          return List.of(EFFECT);
        };
    DeliveryRef delivery = plan(pull(1));
    try (var _ =
        started(
            _ -> {
              throw new SourceFault("the commit is missing");
            },
            stammering,
            LONG)) {
      awaitState(delivery, "failed");
    }
    assertThat(words).hasValue(3);
    assertThat(lastWords).containsExactly("the commit is missing");
    assertThat(log.state(delivery)).contains(new DeliveryState.Failed("the commit is missing"));
    assertThat(new SqlAuditLog(database).ofJob(queue.of(delivery).getFirst().id())).hasSize(1);
  }

  @Test
  void aLastWordThatCannotBeSaidEndsToo() {
    DeliveryRef delivery = plan(pull(1));
    try (var _ =
        started(
            _ -> {
              throw new SourceFault("missing");
            },
            (_, _) -> {
              throw new ForgeFault("may not", new ForgeFault.Retry.Never());
            },
            LONG)) {
      awaitState(delivery, "failed");
    }
    assertThat(log.state(delivery))
        .contains(new DeliveryState.Failed("missing; and could not say so: may not"));
  }

  @Test
  void quickJobsDoNotWaitBehindAssessments() throws InterruptedException {
    var blocked = new CountDownLatch(1);
    var running = new CountDownLatch(2);
    try (var _ =
        started(
            job -> {
              if (job instanceof Job.AssessPullRequest) {
                running.countDown();
                awaitQuietly(blocked);
              }
              return List.of();
            },
            LONG)) {
      plan(pull(1));
      plan(pull(2));
      DeliveryRef third = plan(pull(3));
      running.await();
      awaitState(plan(new Job.Announce(SHOP, ScriptedForge.commit('c'))), "done");
      assertThat(queue.of(third)).extracting(JobStatus::state).containsExactly("waiting");
      blocked.countDown();
      awaitState(third, "done");
    }
  }

  @Test
  void closingLetsARunningJobFinishAndStartsNoOther() throws InterruptedException {
    var entered = new CountDownLatch(2);
    var leave = new CountDownLatch(1);
    Workers workers =
        started(
            _ -> {
              entered.countDown();
              awaitQuietly(leave);
              return List.of(EFFECT);
            },
            LONG);
    DeliveryRef first = plan(pull(1));
    plan(pull(2));
    entered.await();
    DeliveryRef waiting = plan(pull(3));
    Thread closing = Thread.startVirtualThread(workers::close);
    Eventually.until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    leave.countDown();
    closing.join();
    assertThat(queue.of(first)).extracting(JobStatus::state).containsExactly("done");
    assertThat(queue.of(waiting)).extracting(JobStatus::state).containsExactly("waiting");
  }

  @Test
  void aJobThatDoesNotFinishWithinTheGraceWaitsAgainAndItsAttemptDoesNotCount()
      throws InterruptedException {
    var entered = new CountDownLatch(1);
    Workers workers =
        started(
            _ -> {
              entered.countDown();
              awaitQuietly(new CountDownLatch(1));
              return List.of();
            },
            Duration.ofMillis(50));
    DeliveryRef delivery = plan(pull(1));
    entered.await();
    workers.close();
    assertThat(queue.of(delivery))
        .extracting(job -> job.state() + " " + job.attempts())
        .containsExactly("waiting 0");
    assertThat(lastWords).isEmpty();
  }

  @Test
  void jobsOfADeadProcessAreTakenUpAtTheStart() {
    DeliveryRef delivery = plan(pull(1));
    assertThat(queue.claim(Lane.ASSESS)).isPresent();
    try (var _ = started(_ -> List.of(), LONG)) {
      awaitState(delivery, "done");
    }
  }

  // @spec app/jobs#REQ-JOB-006
  @Test
  void aRunThatIsOvertakenStopsAtOnceAndItsCheckIsCancelled() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var done = new CopyOnWriteArrayList<Job>();
    Workers.Handler handler =
        job -> {
          if (entered.getCount() > 0) {
            entered.countDown();
            awaitQuietly(new CountDownLatch(1));
          }
          done.add(job);
          return List.of();
        };
    try (var _ = started(handler, LONG)) {
      DeliveryRef older = plan(pull(1));
      entered.await();
      var newer = new Job.AssessPullRequest(SHOP, 1, ScriptedForge.commit('b'));
      awaitState(plan(newer), "done");
      Eventually.until(() -> done.size() == 2);
      assertThat(done)
          .containsExactlyInAnyOrder(
              newer,
              new Job.Cancel(SHOP, 1, ScriptedForge.commit('a'), "a newer commit took its place"));
      assertThat(queue.of(older)).extracting(JobStatus::state).contains("replaced");
    }
    assertThat(lastWords).isEmpty();
  }

  @Test
  void thePromisedMetersShowTheQueue() {
    var metrics = new PipelineMetrics(registry);
    metrics.watch(queue);
    plan(pull(1));
    assertThat(registry.get("sdd.jobs").tags("lane", "assess", "state", "waiting").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("sdd.jobs").tags("lane", "quick", "state", "running").gauge().value())
        .isZero();
    database.close();
    assertThat(registry.get("sdd.queue.age").tags("lane", "assess").gauge().value()).isNaN();
  }

  private Workers started(Workers.Handler handler, Duration grace) {
    return started(
        handler,
        (_, reason) -> {
          lastWords.add(reason);
          return List.of();
        },
        grace);
  }

  private Workers started(Workers.Handler handler, Workers.LastWord lastWord, Duration grace) {
    var retries = new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(8), new Random(7));
    var workers =
        new Workers(
            queue,
            new Workers.Hands(handler, lastWord),
            new Workers.Limits(2, retries, grace),
            new PipelineMetrics(registry),
            Clock.systemUTC());
    workers.start();
    return workers;
  }

  private DeliveryRef plan(Job job) {
    var delivery = ScriptedForge.delivery("hub", "d-" + deliveries++, "");
    log.keep(delivery);
    queue.enqueue(List.of(job), DeliveryRef.of(delivery)).await();
    return DeliveryRef.of(delivery);
  }

  private static Job pull(int number) {
    return new Job.AssessPullRequest(SHOP, number, ScriptedForge.commit('a'));
  }

  private void awaitState(DeliveryRef delivery, String state) {
    Eventually.until(() -> queue.of(delivery).getFirst().state().equals(state));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
