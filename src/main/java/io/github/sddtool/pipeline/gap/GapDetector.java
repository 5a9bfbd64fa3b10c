package io.github.sddtool.pipeline.gap;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.HookState;
import io.github.sddtool.pipeline.PipelineMetrics;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.source.RepoId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

// @spec app/gaps#REQ-GAP-001, app/gaps#REQ-GAP-002, app/gaps#REQ-GAP-003
/// Looks for what forges told us and we did not hear. Where a forge keeps a log of its deliveries,
/// what is missing of it is asked for again; and what is open is compared with what was judged,
/// after every start, and regularly. A hook that was disabled or removed is told of.
///
/// One process at a time looks after a forge; which one does not matter.
public final class GapDetector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GapDetector.class.getName());

  /// How often forges are asked.
  ///
  /// @param look for their hooks and logs
  /// @param sweep for what is open
  public record Rhythm(Duration look, Duration sweep) {
    public static final Rhythm USUAL = new Rhythm(Duration.ofMinutes(1), Duration.ofMinutes(5));
  }

  /// GitHub's log reaches back as far.
  private static final Duration LONGEST = Duration.ofDays(3);

  /// What was sent just before a look may be on its way.
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private final Collection<Forge> forges;
  private final HookLog hooks;
  private final DeliveryLog deliveries;
  private final JobQueue queue;
  private final PipelineMetrics metrics;
  private final Rhythm rhythm;
  private final Clock clock;
  private final Thread thread = Thread.ofVirtual().name("sdd-gaps").unstarted(this::work);
  private volatile boolean closing;

  public GapDetector(
      Collection<Forge> forges,
      HookLog hooks,
      DeliveryLog deliveries,
      JobQueue queue,
      PipelineMetrics metrics,
      Rhythm rhythm,
      Clock clock) {
    this.forges = List.copyOf(forges);
    this.hooks = hooks;
    this.deliveries = deliveries;
    this.queue = queue;
    this.metrics = metrics;
    this.rhythm = rhythm;
    this.clock = clock;
  }

  /// Begins to look; first for what was missed while no process ran.
  public void start() {
    thread.start();
  }

  private void work() {
    boolean first = true;
    while (!closing) {
      for (Forge forge : forges) {
        try {
          look(forge, first);
        } catch (Fault e) {
          LOG.log(
              System.Logger.Level.WARNING,
              "event=look-for-gaps-failed forge={0} reason={1}",
              forge.id(),
              e.message());
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.ERROR, "event=look-for-gaps-failed forge=" + forge.id(), e);
        }
      }
      first = false;
      try {
        Thread.sleep(rhythm.look());
      } catch (InterruptedException e) {
        // Only close() ends this thread.
      }
    }
  }

  private void look(Forge forge, boolean first) {
    Instant now = clock.instant();
    // Two processes do not fall into step: each asks a little early.
    Duration period = first ? Duration.ZERO : rhythm.look().dividedBy(2);
    Optional<Instant> since = hooks.turn(forge.id(), now, period);
    if (since.isEmpty()) {
      return;
    }
    List<RepoId> repos = hooks.repositories(forge.id());
    // Before anything is asked for that may fail: this needs no more than reading.
    if (hooks.sweepTurn(forge.id(), now, rhythm.sweep(), first)) {
      queue.enqueue(repos.stream().<Job>map(Job.CatchUp::new).toList());
    }
    Instant from = since.get().minus(OVERLAP);
    Instant oldest = now.minus(LONGEST);
    int found =
        forge.redeliver(
            from.isBefore(oldest) ? oldest : from,
            id -> deliveries.state(new DeliveryRef(forge.id(), id)).isPresent());
    HookState state = forge.hook(repos);
    boolean changed = hooks.looked(forge.id(), now, state, found, now);
    metrics.hook(forge.id(), state instanceof HookState.Off, found);
    if (found > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=missed-deliveries forge={0} count={1}",
          forge.id(),
          found);
    }
    if (changed) {
      boolean off = state instanceof HookState.Off;
      LOG.log(
          off ? System.Logger.Level.ERROR : System.Logger.Level.INFO,
          "event=webhook-{0} forge={1} reason={2}",
          HookLog.word(state),
          forge.id(),
          state.why());
    }
  }

  /// Ends after the forge that is being asked.
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
