package io.github.sddtool.pipeline;

import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.Kept;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Thread thread = Thread.ofVirtual().name("sdd-intake").unstarted(this::work);
  private volatile boolean closing;
  private Instant nextForgetting = Instant.EPOCH;

  public Intake(
      DeliveryLog deliveries,
      JobQueue queue,
      Map<String, Forge> forges,
      PipelineMetrics metrics,
      Clock clock) {
    this.deliveries = deliveries;
    this.queue = queue;
    this.forges = Map.copyOf(forges);
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Begins planning, first what an earlier process left.
  public void start() {
    thread.start();
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
  public boolean replay(DeliveryRef ref) {
    boolean reopened = deliveries.reopen(ref);
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
        LOG.log(System.Logger.Level.ERROR, "event=planning-failed next=" + SWEEP, e);
        pause();
      }
    }
  }

  /// The database is in trouble: new arrivals do not make it better.
  private static void pause() {
    try {
      Thread.sleep(SWEEP);
    } catch (InterruptedException e) {
      // The loop looks whether it was close().
    }
  }

  /// Plans what is kept and not planned yet.
  void planAll() {
    long last = 0;
    int failures = 0;
    List<DeliveryLog.Unplanned> some;
    do {
      some = deliveries.unplanned(last, READ_AT_ONCE);
      for (DeliveryLog.Unplanned next : some) {
        if (closing) {
          return;
        }
        last = next.seq();
        failures = planned(next.ref(), failures) ? 0 : failures + 1;
      }
    } while (some.size() == READ_AT_ONCE);
  }

  /// One delivery that cannot be planned must not hold up those behind it; several in a row mean
  /// that it is not the deliveries' fault.
  private boolean planned(DeliveryRef ref, int failuresBefore) {
    try {
      plan(ref);
      return true;
    } catch (StoreFault e) {
      if (failuresBefore + 1 == FAILURES_IN_A_ROW) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "event=delivery-not-planned delivery=" + ref, e);
      return false;
    }
  }

  /// Removes what is settled and older than any redelivery.
  private void forget() {
    Instant now = clock.instant();
    if (now.isBefore(nextForgetting)) {
      return;
    }
    nextForgetting = now.plus(BETWEEN_FORGETTING);
    int old = deliveries.forgetBefore(now.minus(KEPT_FOR));
    queue.forgetBefore(now.minus(KEPT_FOR));
    if (old > 0) {
      LOG.log(System.Logger.Level.INFO, "event=deliveries-forgotten count={0}", old);
    }
  }

  private void plan(DeliveryRef ref) {
    Optional<Delivery> delivery = deliveries.find(ref);
    Forge forge = forges.get(ref.forge());
    if (forge == null) {
      deliveries.fail(ref, "no forge in the settings has the id " + ref.forge());
      LOG.log(System.Logger.Level.WARNING, "event=delivery-without-forge delivery={0}", ref);
    } else if (delivery.isPresent()) {
      settle(ref, understand(forge, delivery.get()));
    }
  }

  private void settle(DeliveryRef ref, ForgeEvent event) {
    String outcome =
        switch (event) {
          case ForgeEvent.Ignored(String reason) -> ignored(ref, reason);
          case ForgeEvent.Ping _ -> ignored(ref, "the forge tried out the webhook");
          case ForgeEvent.AccessChanged _ -> ignored(ref, "access is looked up when it is needed");
          case ForgeEvent.Unreadable(String reason) -> {
            deliveries.unreadable(ref, reason);
            yield "unreadable";
          }
          case ForgeEvent.PullRequestChanged _,
              ForgeEvent.PullRequestClosed _,
              ForgeEvent.DefaultBranchPushed _,
              ForgeEvent.MergeRequested _ -> {
            queue.enqueue(Planner.plan(event), ref);
            yield "planned";
          }
        };
    metrics.delivery(ref.forge(), outcome);
    LOG.log(
        System.Logger.Level.INFO,
        "event=delivery-settled delivery={0} kind={1} outcome={2}",
        ref,
        event.getClass().getSimpleName(),
        outcome);
  }

  private String ignored(DeliveryRef ref, String reason) {
    deliveries.ignore(ref, reason);
    return "ignored";
  }

  /// Adapters promise not to throw; one that does must not stop the deliveries behind.
  private static ForgeEvent understand(Forge forge, Delivery delivery) {
    try {
      return forge.understand(delivery);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=understanding-failed delivery=" + DeliveryRef.of(delivery),
          e);
      return new ForgeEvent.Unreadable("unexpected error " + e.getClass().getSimpleName());
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
