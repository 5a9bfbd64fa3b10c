package io.github.sddtool.pipeline.harvest;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.pipeline.timetable.Timetable;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.score.ScoreBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

// @spec app/reharvest#REQ-HARVEST-007
/// Plans, whenever the schedule says so, that default branches are read again. One process does it;
/// which one does not matter. A moment that passed while none ran is made good.
public final class Weekly implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Weekly.class.getName());
  private static final String NAME = "reharvest";
  private static final Duration LOOK = Duration.ofSeconds(30);

  /// What was missed longer ago waits for the next time.
  private static final Duration MADE_GOOD = Duration.ofDays(2);

  private final Optional<Schedule> schedule;
  private final ScoreBook scores;
  private final JobQueue queue;
  private final Clock clock;
  private final Thread thread = Thread.ofVirtual().name("sdd-reharvest").unstarted(this::work);
  private volatile boolean closing;

  /// The last moment that somebody took: it need not be asked for again.
  private volatile Optional<Instant> known = Optional.empty();

  /// @param schedule empty: never
  public Weekly(Optional<Schedule> schedule, Database database, JobQueue queue, Clock clock) {
    this.schedule = schedule;
    this.scores = new ScoreBook(database);
    this.queue = queue;
    this.clock = clock;
  }

  /// Begins to look at the clock, where there is a schedule.
  public void start() {
    if (schedule.isPresent()) {
      thread.start();
    }
  }

  private void work() {
    while (!closing) {
      try {
        look();
      } catch (Fault e) {
        LOG.log(System.Logger.Level.WARNING, "event=plan-reharvest-failed reason={0}", e.message());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "event=plan-reharvest-failed", e);
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        // Only close() ends this thread.
      }
    }
  }

  /// Plans what is due; gives how many repositories that were.
  public int look() {
    Instant now = clock.instant();
    Optional<Instant> due =
        schedule
            .flatMap(one -> one.last(now))
            .filter(moment -> moment.isAfter(now.minus(MADE_GOOD)))
            .filter(moment -> !known.equals(Optional.of(moment)));
    if (due.isEmpty()) {
      return 0;
    }
    Instant planned = due.get();
    List<Job> jobs = scores.repositories().stream().<Job>map(Job.Reharvest::new).toList();
    boolean taken = queue.enqueueIf(handle -> Timetable.take(handle, NAME, planned), jobs);
    known = due;
    return taken ? jobs.size() : 0;
  }

  /// Ends after what is being planned.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
