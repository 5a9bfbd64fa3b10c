package io.github.sddtool.pipeline;

import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.Told;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.Kept;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Signal;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Pending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

// @spec app/webhooks#REQ-HOOK-002, app/webhooks#REQ-HOOK-006
/// From a delivery to its jobs: kept first; then, after whoever brought it has been answered,
/// understood and planned, one after the other in the order they came.
///
/// A process may die at any point: what is kept and not planned is planned after the next start,
/// and every 30 seconds.
public final class Intake implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Intake.class.getName());
  private static final Duration SWEEP = Duration.ofSeconds(30);

  private static final int READ_AT_ONCE = 100;
  private static final long BYTES_AT_ONCE = 8L << 20;

  /// While deliveries keep coming, planning gives way to keeping them: for one part of the time it
  /// takes, it rests so many.
  private static final int RESTS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /// Looking takes one part in so many of the time.
  private static final int LOOKING_PART = 20;

  private static final String PLANNED = "planned";
  private static final int FAILURES_IN_A_ROW = 3;

  /// Longer than forges redeliver, so that a redelivery is always recognised.
  private static final Duration KEPT_FOR = Duration.ofDays(14);

  private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);

  private final DeliveryLog deliveries;
  private final JobQueue queue;
  private final Map<String, Forge> forges;
  private final PipelineMetrics metrics;
  private final Clock clock;
  private final Signal arrived = new Signal();
  private final Thread thread = Thread.ofPlatform().name("sdd-intake").unstarted(this::work);
  private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
  private final long backlog;
  private volatile boolean full;
  private volatile boolean closing;
  private volatile Consumer<ForgeEvent> planned = _ -> {};
  private Instant nextForgetting = Instant.EPOCH;

  public Intake(
      DeliveryLog deliveries,
      JobQueue queue,
      Map<String, Forge> forges,
      PipelineMetrics metrics,
      Clock clock) {
    this(deliveries, queue, forges, metrics, clock, Long.MAX_VALUE);
  }

  /// @param backlog how many deliveries and jobs may wait before no more are let in
  public Intake(
      DeliveryLog deliveries,
      JobQueue queue,
      Map<String, Forge> forges,
      PipelineMetrics metrics,
      Clock clock,
      long backlog) {
    this.backlog = backlog;
    this.deliveries = deliveries;
    this.queue = queue;
    this.forges = Map.copyOf(forges);
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Begins planning, first what an earlier process left.
  ///
  /// @param planned hears of every event whose jobs are on the disk
  public void start(Consumer<ForgeEvent> planned) {
    this.planned = planned;
    thread.start();
  }

  // @spec app/webhooks#REQ-HOOK-009
  /// Whether more may be let in. Looked up once a second at most, and less often when looking takes
  /// long: what comes meanwhile is let in.
  public boolean hasRoom() {
    long now = System.nanoTime();
    long due = nextLook.get();
    if (now - due >= 0 && nextLook.compareAndSet(due, now + BETWEEN_LOOKS.toNanos())) {
      full = deliveries.waiting() >= backlog;
      long took = System.nanoTime() - now;
      nextLook.accumulateAndGet(now + took * LOOKING_PART, Math::max);
    }
    return !full;
  }

  /// Keeps a delivery and lets it be planned; it may be acknowledged when this returns.
  ///
  /// @throws StoreFault when it could not be kept
  public Kept accept(Delivery delivery) {
    Kept kept = deliveries.keep(delivery);
    if (kept != Kept.KNOWN) {
      arrived.raise();
    }
    return kept;
  }

  /// Lets a kept delivery be worked on again, whatever became of it; false when there is none.
  public boolean replay(String id) {
    boolean reopened = deliveries.reopen(id);
    arrived.raise();
    return reopened;
  }

  private void work() {
    while (!closing) {
      long seen = arrived.count();
      try {
        planAll();
        forget();
        if (!closing) {
          arrived.await(seen, SWEEP);
        }
      } catch (InterruptedException e) {
        // Only close() ends this thread.
      } catch (RuntimeException e) {
        // The database is in trouble: new arrivals do not make it better.
        LOG.log(System.Logger.Level.ERROR, "event=planning-failed next=" + SWEEP, e);
        rest(SWEEP);
      }
    }
  }

  /// Plans what is kept and not planned yet: handful by handful, each on the disk before the next
  /// is read.
  void planAll() {
    long last = 0;
    int failures = 0;
    while (!closing) {
      long begin = System.nanoTime();
      long seen = arrived.count();
      List<DeliveryLog.Unplanned> some = deliveries.unplanned(last, READ_AT_ONCE, BYTES_AT_ONCE);
      if (some.isEmpty()) {
        return;
      }
      last = some.getLast().seq();
      for (Plan plan : some.stream().map(this::plan).toList()) {
        failures = planned(plan, failures) ? 0 : failures + 1;
      }
      if (arrived.count() != seen) {
        rest(Duration.ofNanos((System.nanoTime() - begin) * RESTS));
      }
    }
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      // Only close() ends this thread, and the loop looks whether it was.
    }
  }

  /// What a delivery means, on its way to the disk.
  private record Plan(Delivery delivery, Told told, String outcome, Pending<?> written) {
    String kind() {
      return told.event().getClass().getSimpleName();
    }

    DeliveryRef ref() {
      return DeliveryRef.of(delivery);
    }
  }

  /// One delivery that cannot be planned must not hold up those behind it; several in a row mean
  /// that it is not the deliveries' fault.
  private boolean planned(Plan plan, int failuresBefore) {
    try {
      plan.written().await();
    } catch (StoreFault e) {
      if (failuresBefore + 1 == FAILURES_IN_A_ROW) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "event=delivery-not-planned delivery=" + plan.ref(), e);
      return false;
    }
    if (plan.outcome().equals(PLANNED)) {
      planned.accept(plan.told().event());
    }
    metrics.settled(
        plan.delivery(), plan.kind(), plan.outcome(), plan.told().happened(), clock.instant());
    LOG.log(
        System.Logger.Level.INFO,
        "event=delivery-settled delivery={0} kind={1} outcome={2}",
        plan.ref(),
        plan.kind(),
        plan.outcome());
    return true;
  }

  /// Removes what is settled and older than any redelivery.
  private void forget() {
    Instant now = clock.instant();
    if (now.isBefore(nextForgetting)) {
      return;
    }
    nextForgetting = now.plus(BETWEEN_FORGETTING);
    int old = deliveries.forgetBefore(now.minus(KEPT_FOR));
    int jobs = queue.forgetBefore(now.minus(KEPT_FOR));
    metrics.forgotten("deliveries", old);
    metrics.forgotten("jobs", jobs);
    if (old + jobs > 0) {
      LOG.log(System.Logger.Level.INFO, "event=forgotten deliveries={0} jobs={1}", old, jobs);
    }
  }

  private Plan plan(DeliveryLog.Unplanned next) {
    DeliveryRef ref = next.ref();
    Forge forge = forges.get(ref.forge());
    if (forge == null) {
      String reason = "no forge in the settings has the id " + ref.forge();
      return new Plan(
          next.delivery(),
          Told.of(new ForgeEvent.Unreadable(reason)),
          "failed",
          deliveries.fail(ref, reason));
    }
    return plan(next.delivery(), understand(forge, next.delivery()));
  }

  private Plan plan(Delivery delivery, Told told) {
    DeliveryRef ref = DeliveryRef.of(delivery);
    return switch (told.event()) {
      case ForgeEvent.Ignored(String reason) -> ignored(delivery, told, reason);
      case ForgeEvent.Ping _ -> ignored(delivery, told, "the forge tried out the webhook");
      case ForgeEvent.AccessChanged(boolean granted, List<RepoId> repos)
          when !granted || repos.isEmpty() ->
          ignored(delivery, told, "access is looked up when it is needed");
      case ForgeEvent.Unreadable(String reason) ->
          new Plan(delivery, told, "unreadable", deliveries.unreadable(ref, reason));
      case ForgeEvent.AccessChanged _,
          ForgeEvent.PullRequestChanged _,
          ForgeEvent.PullRequestClosed _,
          ForgeEvent.Commanded _,
          ForgeEvent.DefaultBranchPushed _,
          ForgeEvent.MergeRequested _,
          ForgeEvent.AskedAgain _ ->
          new Plan(delivery, told, PLANNED, queue.enqueue(Planner.plan(told.event()), ref));
    };
  }

  private Plan ignored(Delivery delivery, Told told, String reason) {
    return new Plan(delivery, told, "ignored", deliveries.ignore(DeliveryRef.of(delivery), reason));
  }

  /// Adapters promise not to throw; one that does must not stop the deliveries behind.
  private static Told understand(Forge forge, Delivery delivery) {
    try {
      return forge.understand(delivery);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=understanding-failed delivery=" + DeliveryRef.of(delivery),
          e);
      return Told.of(new ForgeEvent.Unreadable("unexpected error " + e.getClass().getSimpleName()));
    }
  }

  /// Ends after the delivery that is being planned; the others wait for the next start.
  @Override
  public void close() {
    closing = true;
    arrived.raise();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
