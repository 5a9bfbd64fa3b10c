package io.github.sddtool.pipeline.queue;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Pending;
import io.github.sddtool.store.SqlAuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

// @spec app/jobs#REQ-JOB-001, app/jobs#REQ-JOB-002
/// The jobs that wait and run, on the disk. Every method is one unit of work: a process that dies
/// leaves it done or not begun.
///
/// Of one key at most one job waits and one runs, in whichever process. Tenants take turns within a
/// lane, and so do the repositories of each, so that a busy one does not hold up the others; within
/// a repository the first to wait comes first. Settling a claim twice, or one that was lost to
/// another process meanwhile, changes nothing.
public final class JobQueue {
  /// How often a job is tried before it fails for good. Its last word has as many tries again.
  public static final int MAX_ATTEMPTS = 5;

  /// How often the process may end while a job runs, before the job counts as the cause. Processes
  /// are seldom ended by their jobs; the pauses between come to some nine minutes.
  public static final int MAX_CRASHES = 12;

  private static final int UNSUSPICIOUS_CRASHES = 2;
  private static final int LONGEST_REASON = 500;
  private static final int FORGOTTEN_AT_ONCE = 200;

  /// Who was served within it counts as one who may come again any moment.
  private static final Duration ACTIVE = Duration.ofMinutes(10);

  /// A moment that every clock is past, also one that is set back.
  private static final long AT_ONCE = 0;

  private static final List<String> NOBODY = List.of("", "");

  private final Database database;
  private final Clock clock;
  private final Pace pace;
  private final Leases leases;
  private final Signal changed = new Signal();

  /// A queue that begins every run at once.
  public JobQueue(Database database, Clock clock) {
    this(database, clock, Pace.NONE);
  }

  /// @param pace how often a subject is run that changes again and again
  public JobQueue(Database database, Clock clock, Pace pace) {
    this.database = database;
    this.clock = clock;
    this.pace = pace;
    this.leases = new Leases(database);
  }

  /// Lets the jobs that other processes plan be claimed at once.
  public void listen() {
    database.hear(changed::raise);
  }

  /// Raised whenever a job may have become ready to be claimed.
  public Signal changed() {
    return changed;
  }

  /// Plans a delivery's jobs and marks it planned; false, and nothing done, when it was settled
  /// before. Workers are told when it is awaited.
  public Pending<Boolean> enqueue(List<Job> jobs, DeliveryRef delivery) {
    Pending<Boolean> written =
        database.writeSoon(handle -> {
          Optional<Long> seq = DeliveryLog.plan(handle, delivery);
          seq.ifPresent(number -> {
            jobs.forEach(job -> add(handle, job, Optional.of(number)));
            database.announce(handle);
          });
          return seq.isPresent();
        });
    return () -> {
      boolean planned = written.await();
      if (planned) {
        changed.raise();
      }
      return planned;
    };
  }

  /// Plans jobs that another job asks for; planned twice, they are done once.
  public void enqueue(List<Job> jobs) {
    database.write(handle -> {
      jobs.forEach(job -> add(handle, job, Optional.empty()));
      database.announce(handle);
      return jobs.size();
    });
    changed.raise();
  }

  /// Plans jobs if something holds that is written down in the same unit of work; gives whether it
  /// did.
  ///
  /// @param first asked before anything is planned
  public boolean enqueueIf(Predicate<Handle> first, List<Job> jobs) {
    boolean planned =
        database.write(handle -> {
          boolean holds = first.test(handle);
          if (holds && !jobs.isEmpty()) {
            jobs.forEach(job -> add(handle, job, Optional.empty()));
            database.announce(handle);
          }
          return holds;
        });
    if (planned) {
      changed.raise();
    }
    return planned;
  }

  private void add(Handle handle, Job job, Optional<Long> delivery) {
    Optional<JobRow> older = JobTable.waiting(handle, job.key());
    older.ifPresent(row -> JobTable.replaced(handle, row, now()));
    long since = older.map(row -> row.turn().waitingSince()).orElse(now());
    var times = new JobTable.Times(since, readyAt(handle, job, since, delivery));
    long id = JobTable.insert(handle, job, older.map(row -> row.turn().place()), times, delivery);
    older.ifPresent(row -> {
      JobTable.replacedBy(handle, row, id);
      cancelCheck(handle, row, job, delivery);
    });
  }

  /// Only what a forge tells of is paced: who asks is waiting.
  private long readyAt(Handle handle, Job job, long since, Optional<Long> delivery) {
    if (job instanceof Job.SyncSpecs sync && sync.edited() && !pace.isNone()) {
      return pace.afterQuiet(since, now());
    }
    boolean paced = job instanceof Job.AssessPullRequest pull && !pull.again();
    if (!paced || delivery.isEmpty() || pace.isNone()) {
      return AT_ONCE;
    }
    long now = now();
    long ready =
        pace.readyAt(JobTable.starts(handle, job.key(), pace.since(now), pace.most()), since, now);
    return ready > now ? ready : AT_ONCE;
  }

  /// A head that was announced and will not be judged must not look queued for ever.
  private void cancelCheck(Handle handle, JobRow older, Job newer, Optional<Long> delivery) {
    if (older.job().orElse(newer) instanceof Job.AssessPullRequest dropped
        && newer instanceof Job.OfPullRequest taker) {
      switch (taker) {
        case Job.AssessPullRequest taking when taking.head().equals(dropped.head()) -> {
          // The same head is judged by the newer job.
        }
        case Job.Withdraw _ -> cancel(handle, dropped, "the pull request was closed", delivery);
        case Job.AssessPullRequest _ ->
            cancel(handle, dropped, "a newer commit took its place", delivery);
      }
    }
  }

  private void cancel(
      Handle handle, Job.AssessPullRequest dropped, String reason, Optional<Long> delivery) {
    add(handle, new Job.Cancel(dropped.repo(), dropped.number(), dropped.head(), reason), delivery);
  }

  /// Takes the next job of the lane that is ready and whose key is free. A row that cannot be read
  /// fails here and is passed over.
  public Optional<Claimed> claim(Lane lane) {
    return claim(lane, 1);
  }

  // @spec app/jobs#REQ-JOB-009
  /// The same, so that the last free slot is left to others while there are others.
  ///
  /// @param slots how many jobs of the lane this process runs at once
  public Optional<Claimed> claim(Lane lane, int slots) {
    if (!database.read(handle -> JobTable.anyReady(handle, lane, now()))) {
      return Optional.empty();
    }
    return database.write(handle -> {
      List<String> barred = barred(handle, lane, slots);
      while (true) {
        Optional<JobRow> next = JobTable.next(handle, lane, now(), barred);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        JobRow row = next.get();
        Optional<Job> job = row.job();
        if (job.isPresent()) {
          JobTable.start(handle, row, job.get(), database.process(), now());
          return Optional.of(claimed(handle, row, job.get()));
        }
        end(handle, row, "its row cannot be read by this version");
      }
    });
  }

  /// The tenant and the repository that must not have the last slot, because all others are theirs.
  private List<String> barred(Handle handle, Lane lane, int slots) {
    List<String> tenants = JobTable.scopes(handle, lane, database.process(), "tenant");
    if (slots < 2 || tenants.size() != slots - 1) {
      return NOBODY;
    }
    List<String> repos = JobTable.scopes(handle, lane, database.process(), "repo");
    return List.of(greedy(handle, lane, tenants), greedy(handle, lane, repos));
  }

  private String greedy(Handle handle, Lane lane, List<String> scopes) {
    String one = scopes.getFirst();
    long since = now() - ACTIVE.toMillis();
    return scopes.stream().allMatch(one::equals) && JobTable.othersActive(handle, lane, one, since)
        ? one
        : "";
  }

  private static Claimed claimed(Handle handle, JobRow row, Job job) {
    return new Claimed(
        row.id(),
        row.fence() + 1,
        job,
        row.attempts() + 1,
        Instant.ofEpochMilli(row.turn().waitingSince()),
        row.delivery().flatMap(seq -> DeliveryLog.ref(handle, seq)),
        row.content().failure());
  }

  /// How long until a job of the lane is ready; empty when none waits for a moment to come.
  public Optional<Duration> untilReady(Lane lane) {
    return database
        .read(handle -> JobTable.nextReadyAt(handle, lane))
        .map(at -> Duration.ofMillis(Math.max(0, at - now())));
  }

  /// The job did its work: its effects go to the audit log with it.
  public void done(Claimed claimed, List<Effect> effects) {
    settle(
        claimed,
        (handle, row) -> {
          record(handle, row, effects);
          JobTable.end(handle, row, JobTable.End.DONE, "", now());
        });
  }

  /// Lets the job wait until `at` and be tried again, unless a newer one of its key waits already.
  public void retry(Claimed claimed, Instant at, String reason) {
    settle(claimed, (handle, row) -> putBack(handle, row, at.toEpochMilli(), reason));
  }

  /// The forge asked us to wait: the attempt does not count.
  public void holdOff(Claimed claimed, Instant at, String reason) {
    settle(
        claimed,
        (handle, row) ->
            putBack(handle, row.attempted(row.attempts() - 1), at.toEpochMilli(), reason));
  }

  /// The job was not tried to its end, through no fault of its own: it keeps its place and the
  /// attempt does not count.
  public void release(Claimed claimed) {
    settle(
        claimed,
        (handle, row) ->
            putBack(handle, row.attempted(row.attempts() - 1), AT_ONCE, "not finished"));
  }

  /// The job failed for good and its last word is to be said: it is claimed once more, with its
  /// failure. Effects it had are recorded.
  public void giveUp(Claimed claimed, String reason) {
    settle(claimed, (handle, row) -> putBack(handle, row.failed(cut(reason)), AT_ONCE, reason));
  }

  /// The job and its last word are over: its delivery, and those of jobs it replaced, have failed
  /// and are worked on again when they are sent again.
  public void fail(Claimed claimed, String reason, List<Effect> effects) {
    settle(
        claimed,
        (handle, row) -> {
          record(handle, row, effects);
          end(handle, row, reason);
        });
  }

  // @spec app/jobs#REQ-JOB-008
  /// To be called before the first claim: jobs that ran in a process that died wait again; those
  /// that have used up their attempts have only the last word left. Returns how many there were.
  public int recover() {
    int recovered =
        database.write(handle -> {
          List<JobRow> left = database.isShared() ? leases.enter(handle) : JobTable.running(handle);
          left.forEach(row -> recover(handle, row));
          return left.size();
        });
    changed.raise();
    return recovered;
  }

  /// What another process has to do with our jobs.
  ///
  /// @param ours false when the others count this process as dead: what it runs is lost
  /// @param taken how many jobs of dead processes wait again
  public record Beat(boolean ours, int taken) {}

  /// To be called regularly where several processes share the database: keeps the lease on the jobs
  /// that run here, and takes over those of processes that no longer keep theirs.
  ///
  /// @param running those that run here; what counts as ours and is not among them waits again
  public Beat beat(Set<Long> running) {
    if (!database.isShared()) {
      return new Beat(true, 0);
    }
    Beat beat =
        database.write(handle -> {
          boolean ours = leases.renew(handle);
          List<JobRow> left = leases.lapsed(handle, running);
          left.forEach(row -> recover(handle, row));
          return new Beat(ours, left.size());
        });
    if (beat.taken() > 0) {
      changed.raise();
    }
    return beat;
  }

  /// To be called after the last claim was settled: nobody has to wait for our lease to lapse.
  public void leave() {
    if (database.isShared()) {
      database.write(handle -> {
        leases.leave(handle).forEach(row -> recover(handle, row));
        database.announce(handle);
        return true;
      });
    }
  }

  /// The jobs running here whose subject has moved on: a newer head waits, or a withdrawal.
  public List<Long> overtaken() {
    return database.read(handle -> {
      var overtaken = new ArrayList<Long>();
      for (JobRow row : JobTable.running(handle, database.process())) {
        Optional<Job> newer = JobTable.waiting(handle, row.key()).flatMap(JobRow::job);
        if (row.job().flatMap(job -> newer.filter(other -> overtakes(other, job))).isPresent()) {
          overtaken.add(row.id());
        }
      }
      return overtaken;
    });
  }

  private static boolean overtakes(Job newer, Job running) {
    return running instanceof Job.AssessPullRequest judged
        && newer instanceof Job.OfPullRequest taker
        && switch (taker) {
          case Job.AssessPullRequest other -> !other.head().equals(judged.head());
          case Job.Withdraw _ -> true;
        };
  }

  /// Part of a unit of work: whether a claim still holds, and nobody took the job over.
  public boolean holds(Handle handle, Claimed claimed) {
    return JobTable.running(handle, claimed).isPresent();
  }

  private void recover(Handle handle, JobRow row) {
    JobRow crashed = row.crashed();
    if (crashed.crashes() < MAX_CRASHES) {
      Duration pause = pauseAfter(crashed.crashes());
      long readyAt = pause.isZero() ? AT_ONCE : now() + pause.toMillis();
      putBack(handle, crashed, readyAt, "the process ended while it ran");
    } else if (row.content().failure().isPresent()) {
      end(handle, row, row.content().failure().get());
    } else {
      String reason = "the process ended " + crashed.crashes() + " times while it ran";
      putBack(handle, crashed.failed(cut(reason)), AT_ONCE, reason);
    }
  }

  /// One that may be what ends the process makes way for the others.
  private static Duration pauseAfter(int crashes) {
    return crashes <= UNSUSPICIOUS_CRASHES
        ? Duration.ZERO
        : Duration.ofSeconds(1L << (crashes - UNSUSPICIOUS_CRASHES - 1));
  }

  /// The commit of a repository that was to be judged last and stands on a default branch.
  public Optional<CommitId> lastCommit(RepoId repo) {
    String begin = "commit " + repo + "@";
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT key FROM job WHERE repo = :repo AND lane = 'ASSESS' AND key >= :begin"
                    + " AND key < :end ORDER BY id DESC LIMIT 1")
            .bind("repo", repo.toString())
            .bind("begin", begin)
            .bind("end", begin + "~")
            .mapTo(String.class)
            .findOne()
            .map(key -> new CommitId(key.substring(begin.length()))));
  }

  /// How full a lane is now.
  public Census census(Lane lane) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT COUNT(*) FILTER (WHERE state = 'waiting') AS waiting,"
                    + " COUNT(*) FILTER (WHERE state = 'running') AS running,"
                    + " MIN(waiting_since) FILTER (WHERE state = 'waiting') AS oldest"
                    + " FROM (SELECT state, waiting_since FROM job"
                    + " WHERE lane = :lane AND state = 'waiting' UNION ALL"
                    + " SELECT state, waiting_since FROM job"
                    + " WHERE lane = :lane AND state = 'running') AS live")
            .bind("lane", lane.name())
            .map((row, _) -> {
              long oldest = row.getLong("oldest");
              return new Census(
                  row.getInt("waiting"),
                  row.getInt("running"),
                  Duration.ofMillis(row.getInt("waiting") == 0 ? 0 : now() - oldest));
            })
            .one());
  }

  /// What became of a delivery's jobs, in the order they were planned.
  public List<JobStatus> of(DeliveryRef delivery) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT job.* FROM job JOIN delivery ON delivery.seq = job.delivery"
                    + " WHERE delivery.forge = :forge AND delivery.id = :id ORDER BY job.id")
            .bind("forge", delivery.forge())
            .bind("id", delivery.id())
            .map((row, _) -> JobStatus.of(row))
            .list());
  }

  /// Removes jobs that ended before `limit`; what they did stays in the audit log. Returns how
  /// many.
  public int forgetBefore(Instant limit) {
    int all = 0;
    int some;
    do {
      some =
          database.write(
              handle -> JobTable.forget(handle, limit.toEpochMilli(), FORGOTTEN_AT_ONCE));
      all += some;
    } while (some == FORGOTTEN_AT_ONCE);
    return all;
  }

  @FunctionalInterface
  private interface Settlement {
    void apply(Handle handle, JobRow row);
  }

  private void settle(Claimed claimed, Settlement settlement) {
    database.write(handle -> {
      Optional<JobRow> row = JobTable.running(handle, claimed);
      row.ifPresent(running -> settlement.apply(handle, running));
      return row.isPresent();
    });
    changed.raise();
  }

  /// Among the waiting again, or merged into the newer job that waits already.
  private void putBack(Handle handle, JobRow row, long readyAt, String reason) {
    Optional<JobRow> newer = JobTable.waiting(handle, row.key());
    if (newer.isEmpty()) {
      JobTable.wait(handle, row, readyAt, cut(reason));
      return;
    }
    JobTable.replaced(handle, row, now());
    JobTable.replacedBy(handle, row, newer.get().id());
    JobTable.moveTo(handle, newer.get(), newer.get().turn().merge(row.turn()));
    newer.get().job().ifPresent(job -> cancelCheck(handle, row, job, newer.get().delivery()));
  }

  private void end(Handle handle, JobRow row, String reason) {
    JobTable.end(handle, row, JobTable.End.FAILED, cut(reason), now());
    JobTable.deliveries(handle, row)
        .forEach(delivery -> DeliveryLog.workFailed(handle, delivery, reason));
  }

  private void record(Handle handle, JobRow row, List<Effect> effects) {
    for (Effect effect : effects) {
      SqlAuditLog.append(handle, new AuditEvent(row.id(), clock.instant(), effect));
    }
  }

  private long now() {
    return clock.millis();
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
