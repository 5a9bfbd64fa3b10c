package io.github.sddtool.pipeline.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.DeliveryState;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.SqlAuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class JobQueueTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");
  private static final RepoId TOOL = new RepoId("hub", "octo/tool");
  private static final CommitId A = ScriptedForge.commit('a');
  private static final CommitId B = ScriptedForge.commit('b');
  private static final Job PULL_A = new Job.AssessPullRequest(SHOP, 17, A);
  private static final Job PULL_B = new Job.AssessPullRequest(SHOP, 17, B);

  private final TestStore store;

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock();
  private Database database;
  private DeliveryLog log;
  private JobQueue queue;
  private int deliveries;

  JobQueueTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    database = store.open(folder);
    log = new DeliveryLog(database);
    queue = new JobQueue(database, clock);
  }

  /// The process dies and another one takes its place; gives how many jobs it took over.
  private int another() {
    database.close();
    open();
    int taken = queue.recover();
    // Where others share the database, they have to miss its beat.
    for (int beat = 0; beat < 7; beat++) {
      taken += queue.beat(Set.of()).taken();
    }
    return taken;
  }

  @AfterEach
  void close() {
    database.close();
  }

  // @spec app/jobs#REQ-JOB-002
  @Test
  void aNewerHeadReplacesTheWaitingOneAndKeepsItsPlaceAndFirstWaitingTime() {
    Instant first = clock.instant();
    plan(PULL_A);
    plan(new Job.AssessPullRequest(SHOP, 18, A));
    clock.advance(Duration.ofMinutes(3));
    plan(PULL_B);

    Claimed claimed = assess();
    assertThat(claimed.job()).isEqualTo(PULL_B);
    assertThat(claimed.waitingSince()).isEqualTo(first);
    assertThat(assess().job().key()).endsWith("#18");
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
  }

  @Test
  void theCheckOfAReplacedHeadIsCancelled() {
    plan(PULL_A);
    plan(PULL_B);
    assertThat(quick().job())
        .isEqualTo(new Job.Cancel(SHOP, 17, A, "a newer commit took its place"));
    assertThat(queue.claim(Lane.QUICK)).isEmpty();
  }

  @Test
  void theSameHeadAgainCancelsNothing() {
    plan(PULL_A);
    plan(PULL_A);
    assertThat(queue.claim(Lane.QUICK)).isEmpty();
    assertThat(assess().job()).isEqualTo(PULL_A);
  }

  @Test
  void aHeadThatComesBackIsAnnouncedInsteadOfCancelled() {
    plan(new Job.Announce(SHOP, A), PULL_A);
    plan(new Job.Announce(SHOP, B), PULL_B);
    plan(new Job.Announce(SHOP, A), PULL_A);
    assertThat(all(Lane.QUICK))
        .extracting(Claimed::job)
        .containsExactly(
            new Job.Announce(SHOP, A),
            new Job.Cancel(SHOP, 17, B, "a newer commit took its place"));
  }

  @Test
  void aClosedPullRequestTakesItsWaitingAssessmentOut() {
    plan(PULL_A);
    plan(new Job.Withdraw(SHOP, 17));
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    assertThat(all(Lane.QUICK))
        .extracting(Claimed::job)
        .containsExactly(
            new Job.Withdraw(SHOP, 17), new Job.Cancel(SHOP, 17, A, "the pull request was closed"));
  }

  // @spec app/jobs#REQ-JOB-001
  @Test
  void aKeyRunsOnceAtATimeAlsoAcrossLanes() {
    plan(PULL_A);
    Claimed running = assess();
    plan(PULL_B);
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    plan(new Job.Withdraw(SHOP, 17));
    assertThat(queue.claim(Lane.QUICK).map(Claimed::job))
        .contains(new Job.Cancel(SHOP, 17, B, "the pull request was closed"));
    assertThat(queue.claim(Lane.QUICK)).isEmpty();
    queue.done(running, List.of());
    assertThat(quick().job()).isEqualTo(new Job.Withdraw(SHOP, 17));
  }

  @Test
  void aRetryWaitsUntilItsMomentAndCountsItsAttempt() {
    plan(PULL_A);
    queue.retry(assess(), clock.instant().plusSeconds(40), "the forge is busy");
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    assertThat(queue.untilReady(Lane.ASSESS)).contains(Duration.ofSeconds(40));
    clock.advance(Duration.ofSeconds(40));
    assertThat(assess().attempt()).isEqualTo(2);
  }

  @Test
  void aRetryGivesWayToANewerHeadAndLendsItsPlace() {
    Instant first = clock.instant();
    plan(PULL_A);
    Claimed running = assess();
    clock.advance(Duration.ofMinutes(1));
    plan(PULL_B);
    queue.retry(running, clock.instant().plusSeconds(40), "the forge is busy");
    Claimed newer = assess();
    assertThat(newer.job()).isEqualTo(PULL_B);
    assertThat(newer.waitingSince()).isEqualTo(first);
    assertThat(quick().job()).isInstanceOf(Job.Cancel.class);
  }

  @Test
  void effectsAreRecordedWithTheEndOfTheJobAndOnlyOnce() {
    plan(PULL_A);
    Claimed claimed = assess();
    List<Effect> effects = List.of(new Effect.Created("check", "octo/shop@aaaaaaa", "1"));
    queue.done(claimed, effects);
    queue.done(claimed, effects);
    queue.retry(claimed, clock.instant(), "too late");
    assertThat(new SqlAuditLog(database).ofJob(claimed.id()))
        .containsExactly(new AuditEvent(claimed.id(), clock.instant(), effects.getFirst()));
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
  }

  @Test
  void aJobThatFailedForGoodHasALastWordBeforeItsDeliveryFails() {
    DeliveryRef delivery = plan(PULL_A);
    queue.giveUp(assess(), "no such commit");
    assertThat(log.state(delivery)).contains(new DeliveryState.Planned());
    Claimed last = assess();
    assertThat(last.failure()).contains("no such commit");
    assertThat(last.attempt()).isEqualTo(1);
    queue.fail(last, "no such commit", List.of());
    assertThat(log.state(delivery)).contains(new DeliveryState.Failed("no such commit"));
    assertThat(queue.of(delivery)).extracting(JobStatus::state).containsExactly("failed");
  }

  @Test
  void aFailureAlsoFailsTheDeliveriesThatWereMergedIntoIt() {
    DeliveryRef first = plan(PULL_A);
    DeliveryRef second = plan(PULL_B);
    DeliveryRef third = plan(PULL_A);
    queue.fail(assess(), "gone", List.of());
    assertThat(List.of(first, second, third))
        .allSatisfy(ref -> assertThat(log.state(ref)).contains(new DeliveryState.Failed("gone")));
  }

  @Test
  void aDeliveryIsPlannedOnce() {
    DeliveryRef delivery = plan(PULL_A);
    assertThat(queue.enqueue(List.of(PULL_B), delivery).await()).isFalse();
    assertThat(queue.enqueue(List.of(PULL_B), new DeliveryRef("hub", "unknown")).await()).isFalse();
    assertThat(assess().job()).isEqualTo(PULL_A);
  }

  @Test
  void jobsOfADeadProcessWaitAgainUnderTheirOldPlace() {
    plan(PULL_A);
    plan(new Job.AssessPullRequest(SHOP, 18, A));
    assess();
    assertThat(another()).isEqualTo(1);
    assertThat(all(Lane.ASSESS))
        .extracting(claimed -> claimed.job().key() + " " + claimed.attempt())
        .containsExactly("pull hub:octo/shop#17 1", "pull hub:octo/shop#18 1");
  }

  @Test
  void aJobOfADeadProcessGivesWayToANewerOne() {
    plan(PULL_A);
    assess();
    plan(PULL_B);
    another();
    assertThat(all(Lane.ASSESS)).extracting(Claimed::job).containsExactly(PULL_B);
  }

  @Test
  void aJobThatKillsTheProcessAgainAndAgainFailsAndItsLastWordToo() {
    DeliveryRef delivery = plan(PULL_A);
    for (int i = 1; i <= JobQueue.MAX_CRASHES; i++) {
      Claimed claimed = assess();
      assertThat(claimed.attempt()).isOne();
      assertThat(claimed.failure()).isEmpty();
      another();
      clock.advance(Duration.ofMinutes(5));
    }
    for (int i = 1; i <= JobQueue.MAX_CRASHES; i++) {
      assertThat(assess().failure()).contains("the process ended 12 times while it ran");
      another();
      clock.advance(Duration.ofMinutes(5));
    }
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    assertThat(log.state(delivery)).containsInstanceOf(DeliveryState.Failed.class);
  }

  @Test
  void aJobThatMayBeWhatKillsTheProcessMakesWayForTheOthers() {
    plan(PULL_A);
    for (int i = 1; i <= 3; i++) {
      assess();
      another();
    }
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(assess().attempt()).isOne();
  }

  @Test
  void aReleasedJobKeepsItsPlaceAndItsAttempts() {
    plan(PULL_A);
    queue.release(assess());
    assertThat(assess().attempt()).isEqualTo(1);
  }

  @Test
  void aRowThatCannotBeReadFailsAndHoldsUpNobody() {
    DeliveryRef broken = plan(PULL_A);
    for (String body :
        List.of("{\"v\":99}", "not json", "{\"v\":1,\"kind\":\"assess-pull-request\"}", "[]", "")) {
      DeliveryRef delivery = plan(PULL_A);
      database.write(
          handle -> handle.execute("UPDATE job SET body = ? WHERE state = 'waiting'", body));
      Job other = new Job.AssessPullRequest(SHOP, 18, A);
      plan(other);
      Claimed claimed = assess();
      assertThat(claimed.job()).isEqualTo(other);
      queue.done(claimed, List.of());
      assertThat(log.state(delivery)).containsInstanceOf(DeliveryState.Failed.class);
    }
    assertThat(log.state(broken)).containsInstanceOf(DeliveryState.Failed.class);
  }

  @Test
  void aBusyRepositoryDoesNotHoldUpAnother() {
    for (int number = 1; number <= 100; number++) {
      plan(new Job.AssessPullRequest(SHOP, number, A));
    }
    queue.done(assess(), List.of());
    plan(new Job.AssessPullRequest(TOOL, 1, A));
    plan(new Job.AssessPullRequest(TOOL, 2, A));
    var repos = new ArrayList<RepoId>();
    for (int i = 0; i < 4; i++) {
      Claimed claimed = assess();
      repos.add(claimed.job().repo());
      queue.done(claimed, List.of());
    }
    assertThat(repos).containsExactly(TOOL, SHOP, TOOL, SHOP);
  }

  @Test
  void theCensusCountsWhatIsNotOver() {
    plan(PULL_A);
    plan(new Job.AssessPullRequest(SHOP, 18, A));
    clock.advance(Duration.ofSeconds(9));
    plan(new Job.AssessPullRequest(SHOP, 19, A));
    queue.done(assess(), List.of());
    assess();
    assertThat(queue.census(Lane.ASSESS)).isEqualTo(new Census(1, 1, Duration.ZERO));
    clock.advance(Duration.ofSeconds(5));
    assertThat(queue.census(Lane.ASSESS)).isEqualTo(new Census(1, 1, Duration.ofSeconds(5)));
    assertThat(queue.census(Lane.QUICK)).isEqualTo(new Census(0, 0, Duration.ZERO));
  }

  @Test
  void onlyJobsThatEndedAreForgotten() {
    DeliveryRef done = plan(PULL_A);
    queue.done(assess(), List.of());
    plan(PULL_B);
    clock.advance(Duration.ofDays(8));
    assertThat(queue.forgetBefore(clock.instant().minus(Duration.ofDays(7)))).isEqualTo(1);
    assertThat(queue.of(done)).isEmpty();
    assertThat(assess().job()).isEqualTo(PULL_B);
  }

  @Test
  void everyKindOfJobComesBackFromTheDatabase() {
    List<Job> jobs =
        List.of(
            new Job.Announce(SHOP, A),
            new Job.Withdraw(SHOP, 3),
            new Job.Cancel(SHOP, 17, B, "\"quoted\" and \u0000"),
            PULL_A,
            new Job.AssessCommit(TOOL, A, B),
            new Job.AssessPullRequest(SHOP, 3, A, true),
            new Job.AssessCommit(TOOL, A, B, true),
            new Job.AssessMerge(TOOL, A, B),
            new Job.Obey(
                SHOP, 3, new SlashCommand("7", new Account("1", "ann"), "/sdd explain \"x\"")),
            new Job.CatchUp(TOOL),
            new Job.SyncSpecs(TOOL, true),
            new Job.Guard(TOOL, A, B),
            new Job.Watch(TOOL),
            new Job.Reharvest(TOOL));
    assertThat(jobs.stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(kinds(Job.class).collect(Collectors.toSet()));
    assertThat(jobs)
        .allSatisfy(
            job -> assertThat(JobCodec.read(JobCodec.write(job))).isEqualTo(Optional.of(job)));
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(JobQueueTest::kinds)
        : Stream.of(type);
  }

  // @spec app/jobs#REQ-JOB-007
  @Test
  void aPushThatFollowsARunWaitsAndWhoAsksDoesNot() {
    queue = new JobQueue(database, clock, Pace.USUAL);
    plan(PULL_A);
    queue.done(assess(), List.of());
    clock.advance(Duration.ofSeconds(2));
    plan(PULL_B);
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    assertThat(queue.untilReady(Lane.ASSESS)).contains(Duration.ofSeconds(10));
    queue.enqueue(List.of(PULL_B));
    assertThat(assess().job()).isEqualTo(PULL_B);
  }

  // @spec app/jobs#REQ-JOB-010
  @Test
  void aClockThatIsSetBackHoldsUpNothingThatWaits() {
    plan(PULL_A);
    clock.advance(Duration.ofDays(-1));
    assertThat(queue.claim(Lane.ASSESS)).isPresent();
  }

  // @spec app/jobs#REQ-JOB-010
  @Test
  void aClockThatIsSetBackPutsOffARetryByNoMoreThanItHasWaited() {
    plan(PULL_A);
    clock.advance(Duration.ofMinutes(3));
    queue.retry(assess(), clock.instant().plusSeconds(40), "the forge is busy");
    clock.advance(Duration.ofMinutes(-2));
    assertThat(queue.claim(Lane.ASSESS)).isEmpty();
    clock.advance(Duration.ofMinutes(-3));
    assertThat(queue.claim(Lane.ASSESS)).isPresent();
  }

  // @spec app/jobs#REQ-JOB-009
  @Test
  void theLastSlotIsLeftToAnotherRepository() {
    for (int number = 1; number <= 5; number++) {
      plan(new Job.AssessPullRequest(SHOP, number, A));
    }
    plan(new Job.AssessPullRequest(TOOL, 1, A));
    assertThat(claimed(2)).contains("pull hub:octo/shop#1");
    assertThat(claimed(2)).contains("pull hub:octo/tool#1");
  }

  // @spec app/jobs#REQ-JOB-009
  @Test
  void whoHasAllButOneSlotGetsTheLastOnlyWhileNobodyElseIsActive() {
    plan(new Job.AssessPullRequest(TOOL, 1, A));
    queue.done(assess(), List.of());
    plan(new Job.AssessPullRequest(SHOP, 1, A));
    plan(new Job.AssessPullRequest(SHOP, 2, A));
    assertThat(claimed(2)).contains("pull hub:octo/shop#1");
    assertThat(claimed(2)).isEmpty();
    clock.advance(Duration.ofMinutes(11));
    assertThat(claimed(2)).contains("pull hub:octo/shop#2");
  }

  // @spec app/jobs#REQ-JOB-009
  @Test
  void tenantsTakeTurnsHoweverManyRepositoriesEachHas() {
    for (int repo = 1; repo <= 4; repo++) {
      plan(new Job.AssessPullRequest(new RepoId("hub", "big/r" + repo), 1, A));
    }
    plan(new Job.AssessPullRequest(new RepoId("hub", "small/one"), 1, A));
    assertThat(claimed(1)).contains("pull hub:big/r1#1");
    assertThat(claimed(1)).contains("pull hub:small/one#1");
    assertThat(claimed(1)).contains("pull hub:big/r2#1");
  }

  private Optional<String> claimed(int slots) {
    return queue.claim(Lane.ASSESS, slots).map(claim -> claim.job().key());
  }

  // @spec app/jobs#REQ-JOB-006
  @Test
  void aRunningJobIsOvertakenByANewerHeadAndByAWithdrawalOnly() {
    plan(PULL_A);
    Claimed running = assess();
    plan(PULL_A);
    assertThat(queue.overtaken()).isEmpty();
    plan(PULL_B);
    assertThat(queue.overtaken()).containsExactly(running.id());
    queue.release(running);
    assertThat(queue.overtaken()).isEmpty();
    assertThat(quick().job())
        .isEqualTo(new Job.Cancel(SHOP, 17, A, "a newer commit took its place"));
    running = assess();
    assertThat(running.job()).isEqualTo(PULL_B);
    plan(new Job.Withdraw(SHOP, 17));
    assertThat(queue.overtaken()).containsExactly(running.id());
  }

  private DeliveryRef plan(Job... jobs) {
    var delivery = ScriptedForge.delivery("hub", "d-" + deliveries++, "");
    log.keep(delivery);
    assertThat(queue.enqueue(List.of(jobs), DeliveryRef.of(delivery)).await()).isTrue();
    return DeliveryRef.of(delivery);
  }

  private Claimed assess() {
    return queue.claim(Lane.ASSESS).orElseThrow();
  }

  private Claimed quick() {
    return queue.claim(Lane.QUICK).orElseThrow();
  }

  private List<Claimed> all(Lane lane) {
    var all = new ArrayList<Claimed>();
    for (var next = queue.claim(lane); next.isPresent(); next = queue.claim(lane)) {
      all.add(next.get());
    }
    return all;
  }
}
