package io.github.sddtool.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.queue.Claimed;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class DeliveryLogTest {
  private static final Delivery DELIVERY = ScriptedForge.delivery("hub", "d-1", "ping");
  private static final DeliveryRef REF = DeliveryRef.of(DELIVERY);
  private static final Instant LATER = DELIVERY.receivedAt().plus(Duration.ofDays(7));
  private static final Job JOB =
      new Job.Announce(new RepoId("hub", "octo/shop"), ScriptedForge.commit('a'));

  private final TestStore store;

  @TempDir Path folder;
  private Database database;
  private DeliveryLog log;
  private JobQueue queue;

  DeliveryLogTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    database = store.open(folder);
    log = new DeliveryLog(database);
    queue = new JobQueue(database, new SteppedClock());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDeliveryComesBackByteForByte() {
    byte[] body = new byte[100_000];
    new Random(7).nextBytes(body);
    var delivery =
        new Delivery("hub", "d-2", "push", Instant.ofEpochMilli(1_234_567), Bytes.of(body));
    assertThat(log.keep(delivery)).isEqualTo(Kept.NEW);
    assertThat(log.find(DeliveryRef.of(delivery))).contains(delivery);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20_000, 3_000_000})
  void bodiesComeBackAsTheyCameWhetherTheyCanBePackedOrNot(int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    for (Bytes body : List.of(Bytes.of(noise), Bytes.utf8("{\"a\":1}".repeat(size / 7)))) {
      var delivery = new Delivery("hub", "d-" + body.hashCode(), "push", Instant.EPOCH, body);
      log.keep(delivery);
      assertThat(log.find(DeliveryRef.of(delivery)).orElseThrow().body()).isEqualTo(body);
      long kept =
          database.read(handle ->
              handle.select("SELECT MAX(LENGTH(body)) FROM delivery_body").mapTo(Long.class).one());
      assertThat(kept).isLessThanOrEqualTo(size);
    }
  }

  @Test
  void bodiesThatWereKeptBeforeTheyWerePackedCanBeRead() {
    log.keep(DELIVERY);
    database.write(handle ->
        handle.execute(
            "UPDATE delivery_body SET packing = '', body = ?", DELIVERY.body().toArray()));
    assertThat(log.find(REF)).contains(DELIVERY);
  }

  @Test
  void twentyAtTheSameTimeGiveOneNew() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Kept> keeping = () -> log.keep(DELIVERY);
      var all = new ArrayList<Kept>();
      for (var kept : threads.invokeAll(Collections.nCopies(20, keeping))) {
        all.add(kept.get());
      }
      assertThat(all).hasSize(20);
      assertThat(Collections.frequency(all, Kept.NEW)).isEqualTo(1);
      assertThat(Collections.frequency(all, Kept.KNOWN)).isEqualTo(19);
    }
  }

  @Test
  void theSameIdOfAnotherForgeIsAnotherDelivery() {
    assertThat(log.keep(DELIVERY)).isEqualTo(Kept.NEW);
    assertThat(log.keep(ScriptedForge.delivery("lab", "d-1", "ping"))).isEqualTo(Kept.NEW);
  }

  @Test
  void unplannedComeInTheOrderTheyArrived() {
    for (String id : List.of("c", "a", "b")) {
      log.keep(ScriptedForge.delivery("hub", id, "ping"));
    }
    List<DeliveryLog.Unplanned> first = log.unplanned(0, 2, Long.MAX_VALUE);
    assertThat(first).extracting(u -> u.ref().id()).containsExactly("c", "a");
    assertThat(log.unplanned(first.getLast().seq(), 2, Long.MAX_VALUE))
        .extracting(u -> u.ref().id())
        .containsExactly("b");
  }

  @Test
  void reasonsAreKeptAndStatesLeaveReceivedOnce() {
    log.keep(DELIVERY);
    log.ignore(REF, "a draft").await();
    log.unreadable(REF, "too late").await();
    assertThat(log.state(REF)).contains(new DeliveryState.Ignored("a draft"));
    assertThat(log.unplanned(0, 10, Long.MAX_VALUE)).isEmpty();
    assertThat(log.keep(DELIVERY)).isEqualTo(Kept.KNOWN);
    assertThat(log.reopen(REF.id())).isTrue();
    assertThat(log.reopen(REF.id())).isFalse();
    log.unreadable(REF, "x".repeat(2_000)).await();
    assertThat(log.state(REF))
        .containsInstanceOf(DeliveryState.Unreadable.class)
        .hasValueSatisfying(state -> assertThat(state.toString()).hasSizeLessThan(600));
  }

  @Test
  void aDeliveryWhoseWorkFailedIsWorkedOnAgainWhenItIsSentAgain() {
    log.keep(DELIVERY);
    queue.enqueue(List.of(JOB), REF).await();
    Claimed claimed = queue.claim(Lane.QUICK).orElseThrow();
    assertThat(log.keep(DELIVERY)).isEqualTo(Kept.KNOWN);
    queue.fail(claimed, "the forge is gone", List.of());
    assertThat(log.state(REF)).contains(new DeliveryState.Failed("the forge is gone"));

    assertThat(log.keep(DELIVERY)).isEqualTo(Kept.FAILED_BEFORE);
    assertThat(log.keep(DELIVERY)).isEqualTo(Kept.KNOWN);
    assertThat(log.unplanned(0, 10, Long.MAX_VALUE)).hasSize(1);
    assertThat(queue.enqueue(List.of(JOB), REF).await()).isTrue();
    assertThat(queue.claim(Lane.QUICK)).isPresent();
  }

  @Test
  void aDeliverySentAgainIsNotFailedByAJobOfItsFirstRun() {
    var other = new Job.Announce(new RepoId("hub", "octo/shop"), ScriptedForge.commit('b'));
    log.keep(DELIVERY);
    queue.enqueue(List.of(JOB, other), REF).await();
    Claimed first = queue.claim(Lane.QUICK).orElseThrow();
    Claimed second = queue.claim(Lane.QUICK).orElseThrow();
    queue.fail(first, "gone", List.of());
    log.keep(DELIVERY);
    queue.fail(second, "gone too", List.of());
    assertThat(log.state(REF)).contains(new DeliveryState.Received());
  }

  @Test
  void onlyWhatIsOldAndSettledIsForgotten() {
    for (String id : List.of("received", "ignored", "waiting", "done")) {
      log.keep(ScriptedForge.delivery("hub", id, "ping"));
    }
    log.ignore(new DeliveryRef("hub", "ignored"), "a draft").await();
    queue.enqueue(List.of(JOB), new DeliveryRef("hub", "done")).await();
    queue.done(queue.claim(Lane.QUICK).orElseThrow(), List.of());
    queue.enqueue(List.of(JOB), new DeliveryRef("hub", "waiting")).await();

    assertThat(log.forgetBefore(DELIVERY.receivedAt())).isZero();
    assertThat(log.forgetBefore(LATER)).isEqualTo(2);
    assertThat(log.find(new DeliveryRef("hub", "done"))).isEmpty();
    assertThat(log.find(new DeliveryRef("hub", "ignored"))).isEmpty();
    assertThat(log.find(new DeliveryRef("hub", "received"))).isPresent();
    assertThat(log.find(new DeliveryRef("hub", "waiting"))).isPresent();
    assertThat(queue.claim(Lane.QUICK)).isPresent();
  }

  @Test
  void forgettingGoesOnUntilNothingIsLeft() {
    for (int i = 0; i < 450; i++) {
      log.keep(ScriptedForge.delivery("hub", "d-" + i, "ping"));
      log.ignore(new DeliveryRef("hub", "d-" + i), "").await();
    }
    assertThat(log.forgetBefore(LATER)).isEqualTo(450);
    long bodies =
        database.read(handle ->
            handle.createQuery("SELECT COUNT(*) FROM delivery_body").mapTo(Long.class).one());
    assertThat(bodies).isZero();
  }
}
