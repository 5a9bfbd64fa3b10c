package io.github.sddtool.pipeline.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever order pushes, claims, ends, retries and crashes come in: one job a key runs, the newest
/// head is judged, nobody loses the time already waited, and no pull request is forgotten.
class JobQueueLawsTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");

  private static final List<Path> FOLDERS = new ArrayList<>();
  private static final Map<TestStore, List<Database>> OPENED = new EnumMap<>(TestStore.class);
  private static long deliveries;

  /// What happens to the queue next; `pick` chooses among pull requests or running jobs.
  sealed interface Step {
    record Push(int number) implements Step {}

    record Claim() implements Step {}

    record Done(int pick) implements Step {}

    record Retry(int pick) implements Step {}

    record GiveUp(int pick) implements Step {}

    record Crash() implements Step {}

    record Wait() implements Step {}
  }

  @BeforeContainer
  static void open() throws IOException {
    Path folder = folder();
    OPENED.put(TestStore.SQLITE, List.of(Database.open(folder)));
    // Two processes, of which one dies whenever the other takes its place.
    Place shared = TestStore.POSTGRESQL.place(folder);
    OPENED.put(
        TestStore.POSTGRESQL,
        List.of(Database.open(folder(), shared), Database.open(folder(), shared)));
  }

  private static Path folder() throws IOException {
    FOLDERS.add(Files.createTempDirectory("queue-laws"));
    return FOLDERS.getLast();
  }

  @AfterContainer
  static void close() throws IOException {
    OPENED.values().stream().flatMap(List::stream).forEach(Database::close);
    for (Path folder : FOLDERS) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> pick = Arbitraries.integers().between(0, 2);
    Arbitrary<Step> step =
        Combinators.combine(Arbitraries.integers().between(0, 9), pick)
            .as((kind, chosen) ->
                switch (kind) {
                  case 0, 1, 2 -> new Step.Push(chosen);
                  case 3, 4 -> new Step.Claim();
                  case 5 -> new Step.Done(chosen);
                  case 6 -> new Step.Retry(chosen);
                  case 7 -> new Step.GiveUp(chosen);
                  case 8 -> new Step.Crash();
                  default -> new Step.Wait();
                });
    return step.list().ofMaxSize(40);
  }

  // @spec app/jobs#REQ-JOB-001, app/jobs#REQ-JOB-002
  @Property(tries = 160)
  void theLawsHoldForEveryInterleaving(@ForAll("steps") List<Step> steps, @ForAll TestStore store) {
    World world = empty(store);
    steps.forEach(world::apply);
    world.drain();
    assertThat(world.judged).containsExactlyInAnyOrderEntriesOf(world.newest);
  }

  /// The queue beside a plain account of what must be true of it.
  private static final class World {
    private final SteppedClock clock = new SteppedClock();
    private final DeliveryLog log;
    private final Deque<Database> processes;
    private JobQueue queue;
    private final List<Claimed> running = new ArrayList<>();
    private final Map<String, CommitId> newest = new HashMap<>();
    private final Map<String, CommitId> judged = new HashMap<>();
    private final Set<CommitId> everJudged = new HashSet<>();
    private final Map<String, Instant> waitsSince = new HashMap<>();
    private int heads;

    World(List<Database> databases) {
      this.processes = new ArrayDeque<>(databases);
      this.log = new DeliveryLog(databases.getFirst());
      this.queue = new JobQueue(databases.getFirst(), clock);
      queue.recover();
    }

    /// The process dies, and the next one misses its beat.
    private void die() {
      processes.addLast(processes.removeFirst());
      queue = new JobQueue(processes.getFirst(), clock);
      queue.recover();
      for (int beat = 0; beat < 7; beat++) {
        queue.beat(Set.of());
      }
    }

    void apply(Step step) {
      switch (step) {
        case Step.Push(int number) -> push(number);
        case Step.Claim() -> claim();
        case Step.Done(int pick) when pick < running.size() -> done(running.remove(pick));
        case Step.Retry(int pick) when pick < running.size() -> {
          Claimed claimed = running.remove(pick);
          backToWaiting(claimed);
          queue.retry(claimed, clock.instant().plusSeconds(30), "again");
        }
        case Step.GiveUp(int pick) when pick < running.size() -> {
          Claimed claimed = running.remove(pick);
          backToWaiting(claimed);
          queue.giveUp(claimed, "for good");
        }
        case Step.Crash() -> {
          running.forEach(this::backToWaiting);
          running.clear();
          die();
        }
        case Step.Wait() -> clock.advance(Duration.ofSeconds(20));
        case Step.Done _, Step.Retry _, Step.GiveUp _ -> {
          // Nothing runs that could end.
        }
      }
    }

    private void push(int number) {
      clock.advance(Duration.ofSeconds(1));
      var head = new CommitId("%040x".formatted(++heads));
      var job = new Job.AssessPullRequest(SHOP, number, head);
      Delivery delivery = ScriptedForge.delivery("hub", "law-" + deliveries++, "");
      log.keep(delivery);
      assertThat(queue.enqueue(List.of(job), DeliveryRef.of(delivery)).await()).isTrue();
      newest.put(job.key(), head);
      waitsSince.putIfAbsent(job.key(), clock.instant());
    }

    private boolean claim() {
      var next = queue.claim(Lane.ASSESS);
      next.ifPresent(claimed -> {
        String key = claimed.job().key();
        assertThat(running).noneMatch(other -> other.job().key().equals(key));
        assertThat(head(claimed)).isEqualTo(newest.get(key));
        assertThat(claimed.waitingSince()).isEqualTo(waitsSince.remove(key));
        running.add(claimed);
      });
      return next.isPresent();
    }

    /// Judged, or its last word said: either way the check of this head has ended.
    private void done(Claimed claimed) {
      judged.put(claimed.job().key(), head(claimed));
      everJudged.add(head(claimed));
      if (claimed.failure().isPresent()) {
        queue.fail(claimed, claimed.failure().get(), List.of());
      } else {
        queue.done(claimed, List.of());
      }
    }

    private void backToWaiting(Claimed claimed) {
      waitsSince.merge(
          claimed.job().key(),
          claimed.waitingSince(),
          (one, other) -> one.isBefore(other) ? one : other);
    }

    private void drain() {
      while (true) {
        running.forEach(this::done);
        running.clear();
        clock.advance(Duration.ofSeconds(60));
        if (!claim()) {
          return;
        }
      }
    }

    private static CommitId head(Claimed claimed) {
      if (claimed.job() instanceof Job.AssessPullRequest job) {
        return job.head();
      }
      throw new AssertionError("not an assessment: " + claimed);
    }
  }

  private static World empty(TestStore store) {
    List<Database> databases = Optional.ofNullable(OPENED.get(store)).orElseThrow();
    databases
        .getFirst()
        .write(handle -> handle.execute("DELETE FROM job") + handle.execute("DELETE FROM process"));
    return new World(databases);
  }

  /// Every head that was announced ends: judged, or cancelled.
  @Property(tries = 80)
  void everyReplacedHeadIsCancelledOnce(
      @ForAll("steps") List<Step> steps, @ForAll TestStore store) {
    World world = empty(store);
    steps.forEach(world::apply);
    world.drain();
    Set<CommitId> ended = new HashSet<>(world.everJudged);
    for (var next = world.queue.claim(Lane.QUICK);
        next.isPresent();
        next = world.queue.claim(Lane.QUICK)) {
      if (next.get().job() instanceof Job.Cancel cancel) {
        assertThat(ended.add(cancel.head())).isTrue();
      }
    }
    Set<CommitId> pushed = new HashSet<>();
    for (int head = 1; head <= world.heads; head++) {
      pushed.add(new CommitId("%040x".formatted(head)));
    }
    assertThat(ended).isEqualTo(pushed);
  }
}
