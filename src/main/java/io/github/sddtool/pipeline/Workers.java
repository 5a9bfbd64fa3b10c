package io.github.sddtool.pipeline;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Ledger;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.queue.Claimed;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

// @spec app/jobs#REQ-JOB-003
/// Works off the queue, a virtual thread a job. A job that fails is tried again as [RetryPolicy]
/// says; one that fails for good has its last word, so that the check it promised ends honestly.
/// One whose subject has moved on, or that was lost to another process, is interrupted.
public final class Workers implements AutoCloseable {
  /// Does a job; what it throws decides about another try.
  @FunctionalInterface
  public interface Handler {
    List<Effect> handle(Job job);
  }

  /// Says on the forge that a job could not be evaluated; tried again like a job.
  @FunctionalInterface
  public interface LastWord {
    List<Effect> couldNotEvaluate(Job job, String reason);
  }

  /// What the jobs are done by.
  ///
  /// @param ledger answers for what a job writes
  public record Hands(Handler handler, LastWord lastWord, Function<Claimed, Ledger> ledger) {
    /// Hands that nobody looks at.
    public Hands(Handler handler, LastWord lastWord) {
      this(handler, lastWord, _ -> Ledger.NONE);
    }
  }

  /// How many assessments run at once, how failures are retried, how long running jobs have to
  /// finish when the process shall end, and how often the process shows others that it lives.
  public record Limits(int assessments, RetryPolicy retries, Duration grace, Duration beat) {
    private static final Duration BEAT = Duration.ofSeconds(3);

    /// Limits with the usual beat.
    public Limits(int assessments, RetryPolicy retries, Duration grace) {
      this(assessments, retries, grace, BEAT);
    }

    public Limits {
      if (assessments < 1) {
        throw new IllegalArgumentException("at least one assessment at once: " + assessments);
      }
    }
  }

  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int QUICK_AT_ONCE = 8;

  /// The system's clock may be set while we wait for a moment to come.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /// Between two tries to tell a database in trouble how a job ended.
  private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

  /// What jobs that were interrupted have to let go.
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  private final JobQueue queue;
  private final Hands hands;
  private final Limits limits;
  private final PipelineMetrics metrics;
  private final Clock clock;
  private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();
  private final List<Thread> dispatchers;
  private final Thread overseer = Thread.ofVirtual().name("sdd-overseer").unstarted(this::oversee);
  private volatile boolean closing;
  private volatile boolean interrupting;

  public Workers(JobQueue queue, Hands hands, Limits limits, PipelineMetrics metrics, Clock clock) {
    this.queue = queue;
    this.hands = hands;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
    this.dispatchers =
        List.of(
            dispatcher(Lane.QUICK, QUICK_AT_ONCE), dispatcher(Lane.ASSESS, limits.assessments()));
  }

  /// A job that runs here, and whether it was told to stop.
  private static final class Run {
    private final Thread thread = Thread.currentThread();
    private boolean over;
    private boolean overtaken;

    /// Nobody interrupts what the thread does after its job.
    synchronized void overtake() {
      if (!over && !overtaken) {
        overtaken = true;
        thread.interrupt();
      }
    }

    /// Gives whether it was told to stop.
    synchronized boolean end() {
      over = true;
      return overtaken;
    }
  }

  private Thread dispatcher(Lane lane, int atOnce) {
    var slots = new Semaphore(atOnce);
    return Thread.ofVirtual()
        .name("sdd-lane-" + lane)
        .unstarted(() -> dispatch(lane, slots, atOnce));
  }

  /// Takes back the jobs of a process that died, then begins.
  public void start() {
    int recovered = queue.recover();
    if (recovered > 0) {
      LOG.log(System.Logger.Level.INFO, "event=jobs-recovered count={0}", recovered);
    }
    queue.listen();
    dispatchers.forEach(Thread::start);
    overseer.start();
  }

  // @spec app/jobs#REQ-JOB-006, app/jobs#REQ-JOB-008
  /// Stops what has been overtaken, and keeps the lease on what runs.
  private void oversee() {
    long nextBeat = System.nanoTime();
    while (!closing) {
      long seen = queue.changed().count();
      try {
        if (!runs.isEmpty()) {
          queue.overtaken().forEach(this::overtake);
        }
        if (System.nanoTime() - nextBeat >= 0) {
          nextBeat = System.nanoTime() + limits.beat().toNanos();
          beat();
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "event=overseeing-failed", e);
      }
      try {
        queue.changed().await(seen, limits.beat());
      } catch (InterruptedException e) {
        // Only close() ends this thread.
      }
    }
  }

  private void overtake(long job) {
    Optional.ofNullable(runs.get(job)).ifPresent(Run::overtake);
  }

  private void beat() {
    JobQueue.Beat beat = queue.beat(Set.copyOf(runs.keySet()));
    if (!beat.ours()) {
      LOG.log(System.Logger.Level.WARNING, "event=leases-lost running={0}", runs.size());
      runs.values().forEach(Run::overtake);
    }
    if (beat.taken() > 0) {
      LOG.log(System.Logger.Level.INFO, "event=jobs-taken-over count={0}", beat.taken());
    }
  }

  private void dispatch(Lane lane, Semaphore slots, int atOnce) {
    while (!closing) {
      try {
        slots.acquire();
        boolean given = false;
        try {
          given = giveOut(lane, slots, atOnce);
        } finally {
          if (!given) {
            slots.release();
          }
        }
      } catch (InterruptedException e) {
        // Only close() ends this thread.
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "event=claim-failed lane=" + lane, e);
        pauseForStore();
      }
    }
  }

  /// Starts the next job, or waits until there may be one; true when a job took the slot.
  private boolean giveOut(Lane lane, Semaphore slots, int atOnce) throws InterruptedException {
    long seen = queue.changed().count();
    Optional<Claimed> next = closing ? Optional.empty() : queue.claim(lane, atOnce);
    if (next.isPresent()) {
      metrics.claimed(lane, next.get(), clock.instant());
      running.execute(() -> {
        try {
          run(lane, next.get());
        } finally {
          slots.release();
        }
      });
      return true;
    }
    if (!closing) {
      Duration pause = queue.untilReady(lane).orElse(LONGEST_WAIT);
      queue.changed().await(seen, pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT);
    }
    return false;
  }

  private void run(Lane lane, Claimed claimed) {
    var run = new Run();
    runs.put(claimed.id(), run);
    PipelineMetrics.Attempt attempt;
    try {
      attempt = metrics.attempt(lane, claimed, () -> outcome(claimed, run));
    } finally {
      runs.remove(claimed.id());
    }
    LOG.log(
        System.Logger.Level.INFO,
        "event=job-attempted job={0} kind={1} repo={2} attempt={3} outcome={4} millis={5} delivery={6} key=\"{7}\"",
        Long.toString(claimed.id()),
        claimed.job().getClass().getSimpleName(),
        claimed.job().repo(),
        claimed.attempt(),
        attempt.outcome(),
        Long.toString(attempt.took().toMillis()),
        claimed.delivery().map(DeliveryRef::toString).orElse("-"),
        claimed.job().key());
  }

  private String outcome(Claimed claimed, Run run) {
    try {
      List<Effect> effects = attempt(claimed);
      ended(run);
      Optional<String> failure = claimed.failure().or(() -> refusal(effects));
      untilKept(claimed, () -> settle(claimed, failure, effects));
      return failure.isEmpty() ? "done" : "failed";
    } catch (Throwable failure) {
      return ended(run) ? release(claimed, "overtaken") : failed(claimed, failure);
    }
  }

  /// Gives whether it was overtaken; then its thread is not interrupted any more.
  private static boolean ended(Run run) {
    boolean overtaken = run.end();
    if (overtaken) {
      Thread.interrupted();
    }
    return overtaken;
  }

  private String release(Claimed claimed, String outcome) {
    untilKept(claimed, () -> queue.release(claimed));
    return outcome;
  }

  private List<Effect> attempt(Claimed claimed) {
    return Ledger.during(
        hands.ledger().apply(claimed),
        () ->
            claimed
                .failure()
                .map(reason -> hands.lastWord().couldNotEvaluate(claimed.job(), reason))
                .orElseGet(() -> hands.handler().handle(claimed.job())));
  }

  /// What a forge refused is work that failed: sent again, the delivery is worked on again.
  private static Optional<String> refusal(List<Effect> effects) {
    return effects.stream()
        .flatMap(effect ->
            effect instanceof Effect.Failed(_, _, String reason)
                ? Stream.of(reason)
                : Stream.empty())
        .findFirst();
  }

  private void settle(Claimed claimed, Optional<String> failure, List<Effect> effects) {
    failure.ifPresentOrElse(
        reason -> queue.fail(claimed, reason, effects), () -> queue.done(claimed, effects));
  }

  private String failed(Claimed claimed, Throwable failure) {
    if (interrupting) {
      return release(claimed, "released");
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "event=job-failed job=%d attempt=%d delivery=%s key=\"%s\""
            .formatted(
                claimed.id(),
                claimed.attempt(),
                claimed.delivery().map(DeliveryRef::toString).orElse("-"),
                claimed.job().key()),
        failure);
    Duration waited = Duration.between(claimed.waitingSince(), clock.instant());
    switch (limits.retries().after(failure, claimed.attempt(), waited)) {
      case RetryPolicy.Decision.Again(Duration pause, String reason, boolean counts) -> {
        Instant at = clock.instant().plus(pause);
        untilKept(
            claimed,
            () -> {
              if (counts) {
                queue.retry(claimed, at, reason);
              } else {
                queue.holdOff(claimed, at, reason);
              }
            });
        return "retried";
      }
      case RetryPolicy.Decision.Never(String reason) -> {
        untilKept(claimed, () -> giveUp(claimed, reason));
        return claimed.failure().isEmpty() ? "given-up" : "failed";
      }
    }
  }

  private void giveUp(Claimed claimed, String reason) {
    claimed
        .failure()
        .ifPresentOrElse(
            first -> queue.fail(claimed, first + "; and could not say so: " + reason, List.of()),
            () -> queue.giveUp(claimed, reason));
  }

  /// A job's end must not be lost to a database in trouble: what cannot be told now is told later,
  /// and the slot stays taken meanwhile. Told twice, it counts once.
  private void untilKept(Claimed claimed, Runnable tell) {
    while (true) {
      try {
        tell.run();
        return;
      } catch (StoreFault e) {
        LOG.log(System.Logger.Level.ERROR, "event=job-not-settled job=" + claimed.id(), e);
        if (closing) {
          // The next start takes the job back.
          return;
        }
        pauseForStore();
      }
    }
  }

  private void pauseForStore() {
    try {
      Thread.sleep(STORE_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Claims nothing more and lets running jobs finish within the grace; those that do not are
  /// interrupted and wait for the next start.
  @Override
  public void close() {
    closing = true;
    dispatchers.forEach(Thread::interrupt);
    overseer.interrupt();
    boolean interrupted = false;
    try {
      for (Thread dispatcher : dispatchers) {
        dispatcher.join();
      }
      running.shutdown();
      if (!running.awaitTermination(limits.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        interrupt();
        if (!running.awaitTermination(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.log(System.Logger.Level.WARNING, "event=jobs-left-running");
        }
      }
      overseer.join();
      leave();
    } catch (InterruptedException e) {
      interrupted = true;
      interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    try {
      queue.leave();
    } catch (StoreFault e) {
      LOG.log(System.Logger.Level.WARNING, "event=leases-not-given-back", e);
    }
  }

  private void interrupt() {
    interrupting = true;
    running.shutdownNow();
  }
}
