package io.github.sddtool.pipeline.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Ledger;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.effect.WriteLog;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes on one database.
class LeasesTest {
  private static final Job PULL =
      new Job.AssessPullRequest(new RepoId("hub", "octo/shop"), 17, ScriptedForge.commit('a'));
  private static final Ledger.Write WRITE =
      new Ledger.Write("hub", "POST", "/comments", Bytes.of("{}".getBytes(StandardCharsets.UTF_8)));

  @TempDir Path folder;
  private Database here;
  private Database there;
  private JobQueue ours;
  private JobQueue theirs;

  @BeforeEach
  void open() {
    Place place = TestStore.POSTGRESQL.place(folder);
    here = Database.open(folder.resolve("here"), place);
    there = Database.open(folder.resolve("there"), place);
    ours = new JobQueue(here, new SteppedClock());
    theirs = new JobQueue(there, new SteppedClock());
    ours.recover();
    theirs.recover();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  // @spec app/jobs#REQ-JOB-008
  @Test
  void aJobIsTakenFromAProcessWhoseBeatStandsStillAndItsLateEndCountsForNothing() {
    ours.enqueue(List.of(PULL));
    Claimed lost = theirs.claim(Lane.ASSESS).orElseThrow();
    ours.beat(Set.of());
    for (int beat = 0; beat < 4; beat++) {
      assertThat(ours.beat(Set.of()).taken()).isZero();
    }
    assertThat(ours.beat(Set.of()).taken()).isEqualTo(1);
    Claimed taken = ours.claim(Lane.ASSESS).orElseThrow();
    assertThat(taken.fence()).isGreaterThan(lost.fence());

    theirs.done(lost, List.of());
    assertThat(ours.claim(Lane.ASSESS)).isEmpty();
    assertThat(theirs.beat(Set.of(lost.id())).ours()).isFalse();
    ours.done(taken, List.of());
  }

  // @spec app/ledger#REQ-LED-003
  @Test
  void whoLostAJobWritesNothingMoreForIt() {
    ours.enqueue(List.of(PULL));
    Claimed lost = theirs.claim(Lane.ASSESS).orElseThrow();
    Ledger ledger = new WriteLog(there, theirs, Clock.systemUTC()).of(lost);
    ledger.begin(WRITE).ended(201);
    for (int beat = 0; beat < 6; beat++) {
      ours.beat(Set.of());
    }
    assertThatThrownBy(() -> ledger.begin(WRITE))
        .isInstanceOf(WriteLog.Refused.class)
        .hasMessage("the job was lost to another process");
    List<WriteLog.Written> written = here.read(handle -> WriteLog.of(handle, lost.id()));
    assertThat(written).extracting(WriteLog.Written::status).containsExactly(Optional.of(201));
  }

  @Test
  void aProcessThatBeatsKeepsItsJobs() {
    ours.enqueue(List.of(PULL));
    Claimed claimed = theirs.claim(Lane.ASSESS).orElseThrow();
    for (int beat = 0; beat < 20; beat++) {
      assertThat(ours.beat(Set.of())).isEqualTo(new JobQueue.Beat(true, 0));
      assertThat(theirs.beat(Set.of(claimed.id()))).isEqualTo(new JobQueue.Beat(true, 0));
    }
  }

  /// The claim was committed, and the connection lost before we heard of it.
  @Test
  void aClaimThatNobodyWorksOnWaitsAgain() {
    ours.enqueue(List.of(PULL));
    assertThat(ours.claim(Lane.ASSESS)).isPresent();
    assertThat(ours.beat(Set.of()).taken()).isZero();
    assertThat(ours.beat(Set.of()).taken()).isEqualTo(1);
    assertThat(theirs.claim(Lane.ASSESS)).isPresent();
  }

  // @spec app/webhooks#REQ-HOOK-006
  @Test
  void whatAProcessKeptIsPlannedByItWhileItLivesAndByOthersAfterwards() {
    var kept = new DeliveryLog(there);
    var elsewhere = new DeliveryLog(here);
    kept.keep(ScriptedForge.delivery("hub", "d-1", "ping"));
    assertThat(kept.unplanned(0, 9, 1)).hasSize(1);
    assertThat(elsewhere.unplanned(0, 9, 1)).isEmpty();

    theirs.leave();
    assertThat(elsewhere.unplanned(0, 9, 1)).hasSize(1);
  }

  @Test
  void whoLeavesGivesItsJobsBackAtOnce() {
    ours.enqueue(List.of(PULL));
    assertThat(theirs.claim(Lane.ASSESS)).isPresent();
    theirs.leave();
    assertThat(ours.claim(Lane.ASSESS)).isPresent();
  }

  @Test
  void whatOneProcessPlansTheOtherHearsOf() throws InterruptedException {
    var heard = new CountDownLatch(2);
    there.hear(heard::countDown);
    // Once when it begins to listen, and once more.
    while (heard.getCount() == 2) {
      Thread.onSpinWait();
    }
    ours.enqueue(List.of(PULL));
    assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workUnderOneKeyIsDoneByOneProcessAtATime() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    var second = new CountDownLatch(1);
    Thread first =
        Thread.startVirtualThread(() ->
            here.alone(
                "check",
                () -> {
                  entered.countDown();
                  awaitQuietly(leave);
                  return 1;
                }));
    entered.await();
    Thread other =
        Thread.startVirtualThread(() ->
            there.alone(
                "check",
                () -> {
                  second.countDown();
                  return 1;
                }));
    assertThat(there.<Integer>alone("another", () -> 2)).isEqualTo(2);
    assertThat(second.await(200, TimeUnit.MILLISECONDS)).isFalse();
    leave.countDown();
    first.join();
    other.join();
    assertThat(second.getCount()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
