package io.github.sddtool.pipeline.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.pipeline.queue.Pace;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.score.ScoreBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/reharvest#REQ-HARVEST-007
class WeeklyTest {
  private static final Optional<Schedule> MONDAYS =
      Optional.of(Schedule.read("0 6 * * 1", ZoneOffset.UTC));

  /// A Sunday, ten o'clock.
  private final SteppedClock clock = new SteppedClock();

  @TempDir private Path folder;

  private void judged(Database database, String... names) {
    Report report =
        Engine.assessor().assess(Change.of(MemorySnapshot.empty().with("a.md", "# A\n")));
    for (String name : names) {
      for (char commit : new char[] {'1', '2'}) {
        database.write(handle -> {
          ScoreBook.keep(
              handle,
              new ScoreBook.Judged(
                  new RepoId("hub", name), ScriptedForge.commit(commit), clock.instant(), "1"),
              report);
          return 0;
        });
      }
    }
  }

  private static List<Job> planned(JobQueue queue) {
    var jobs = new ArrayList<Job>();
    for (var one = queue.claim(Lane.ASSESS); one.isPresent(); one = queue.claim(Lane.ASSESS)) {
      jobs.add(one.get().job());
      queue.done(one.get(), List.of());
    }
    return jobs;
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void everyJudgedRepositoryIsReadAgainOnceAWeek(TestStore engine) {
    try (Database database = engine.open(folder)) {
      judged(database, "octo/shop", "octo/bank");
      var queue = new JobQueue(database, clock, Pace.NONE);
      var weekly = new Weekly(MONDAYS, database, queue, clock);
      clock.advance(Duration.ofHours(19));
      assertThat(weekly.look()).isZero();
      clock.advance(Duration.ofHours(1));
      assertThat(weekly.look()).isEqualTo(2);
      assertThat(weekly.look()).isZero();
      assertThat(planned(queue))
          .containsExactlyInAnyOrder(
              new Job.Reharvest(new RepoId("hub", "octo/bank")),
              new Job.Reharvest(new RepoId("hub", "octo/shop")));
      assertThat(new Weekly(MONDAYS, database, queue, clock).look()).isZero();
      clock.advance(Duration.ofDays(7));
      assertThat(weekly.look()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aMomentThatPassedWhileNoneRanIsMadeGoodWithinTwoDays(TestStore engine) {
    try (Database database = engine.open(folder)) {
      judged(database, "octo/shop");
      var queue = new JobQueue(database, clock, Pace.NONE);
      clock.advance(Duration.ofHours(20).plus(Duration.ofHours(47)));
      assertThat(new Weekly(MONDAYS, database, queue, clock).look()).isEqualTo(1);
      assertThat(new Weekly(MONDAYS, database, queue, clock).look()).isZero();
      clock.advance(Duration.ofDays(7).plus(Duration.ofHours(2)));
      assertThat(new Weekly(MONDAYS, database, queue, clock).look()).isZero();
    }
  }

  @Test
  void threeReplicasPlanItOnce() throws InterruptedException, ExecutionException {
    var databases =
        IntStream.range(0, 3)
            .mapToObj(i ->
                Database.open(
                    folder.resolve(String.valueOf(i)), TestStore.POSTGRESQL.place(folder)))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      judged(databases.getFirst(), "octo/shop");
      clock.advance(Duration.ofHours(20));
      for (int week = 1; week <= 5; week++) {
        List<Callable<Integer>> replicas =
            databases.stream()
                .<Callable<Integer>>map(database ->
                    new Weekly(MONDAYS, database, new JobQueue(database, clock, Pace.NONE), clock)
                        ::look)
                .toList();
        int planned = 0;
        for (var one : threads.invokeAll(replicas)) {
          planned += one.get();
        }
        assertThat(planned).isEqualTo(1);
        clock.advance(Duration.ofDays(7));
      }
    } finally {
      databases.forEach(Database::close);
    }
  }

  @Test
  void aScheduleKeepsToTheClockOfItsZone() {
    var berlin = Schedule.read("30 6 * * 1", ZoneId.of("Europe/Berlin"));
    assertThat(berlin.last(java.time.Instant.parse("2026-11-23T05:30:59Z")))
        .contains(java.time.Instant.parse("2026-11-23T05:30:00Z"));
    assertThat(berlin.last(java.time.Instant.parse("2026-11-23T05:29:59Z")))
        .contains(java.time.Instant.parse("2026-11-16T05:30:00Z"));
  }

  @Test
  void withoutAScheduleNothingIsPlanned() {
    try (Database database = TestStore.SQLITE.open(folder)) {
      judged(database, "octo/shop");
      var queue = new JobQueue(database, clock, Pace.NONE);
      clock.advance(Duration.ofHours(20));
      try (var weekly = new Weekly(Optional.empty(), database, queue, clock)) {
        weekly.start();
        assertThat(weekly.look()).isZero();
      }
      assertThat(planned(queue)).isEmpty();
    }
  }
}
