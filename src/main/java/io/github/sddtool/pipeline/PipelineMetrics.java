package io.github.sddtool.pipeline;

import io.github.sddtool.analysis.SurveyMemory;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.queue.Census;
import io.github.sddtool.pipeline.queue.Claimed;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Lane;
import io.github.sddtool.pipeline.trace.Traces;
import io.github.sddtool.source.git.ClonePool;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What an operator watches: figures, and traces where somebody collects them. Labels take few
/// values, never anything out of a payload.
public final class PipelineMetrics {
  private final MeterRegistry registry;
  private final Traces traces;
  private final Map<String, AtomicInteger> hooksOff = new ConcurrentHashMap<>();

  public PipelineMetrics(MeterRegistry registry) {
    this(registry, Traces.none());
  }

  public PipelineMetrics(MeterRegistry registry, Traces traces) {
    this.registry = registry;
    this.traces = traces;
  }

  /// Counts a delivery: `new`, `known`, `again`, `unauthentic`, `malformed`, `unavailable`, `full`,
  /// `ignored`, `unreadable`, `planned`.
  ///
  /// @param forge an id out of the settings
  public void delivery(String forge, String outcome) {
    registry.counter("sdd.deliveries", "forge", forge, "outcome", outcome).increment();
  }

  /// Counts a delivery that is settled, and how long what it tells of took to get here.
  ///
  /// @param happened when that was on the forge, where it is known
  void settled(
      Delivery delivery, String kind, String outcome, Optional<Instant> happened, Instant now) {
    delivery(delivery.forge(), outcome);
    Optional<Duration> latency = happened.map(at -> between(at, delivery.receivedAt()));
    latency.ifPresent(
        time -> registry.timer("sdd.delivery.latency", "forge", delivery.forge()).record(time));
    traces.delivery(DeliveryRef.of(delivery), kind, delivery.receivedAt(), now, outcome, latency);
  }

  /// Times as forges and clocks tell them.
  private static Duration between(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    return time.isNegative() ? Duration.ZERO : time;
  }

  /// Records how long a stage of a job took.
  public void stage(String stage, Duration took) {
    registry.timer("sdd.stage.duration", "stage", stage).record(took);
    traces.stage(stage, took);
  }

  /// Counts what was old and settled, and is not kept any longer.
  void forgotten(String what, int count) {
    registry.counter("sdd.forgotten", "what", what).increment(count);
  }

  /// Shows how a forge's webhook stands, and counts what it had to be asked for again.
  public void hook(String forge, boolean off, int found) {
    hooksOff
        .computeIfAbsent(
            forge,
            id ->
                registry.gauge(
                    "sdd.webhook.off", List.of(Tag.of("forge", id)), new AtomicInteger()))
        .set(off ? 1 : 0);
    registry.counter("sdd.deliveries.missed", "forge", forge).increment(found);
  }

  /// Does an attempt of a job, and records how it ended and how long it took.
  ///
  /// @param work gives how it ended
  Attempt attempt(Lane lane, Claimed claimed, Supplier<String> work) {
    long begin = System.nanoTime();
    String outcome = traces.attempt(claimed, work);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    registry.timer("sdd.job.duration", "lane", label(lane), "outcome", outcome).record(took);
    return new Attempt(outcome, took);
  }

  /// How an attempt ended, and how long it took.
  record Attempt(String outcome, Duration took) {}

  /// How long a subject waited for its first attempt.
  void claimed(Lane lane, Claimed claimed, Instant now) {
    if (claimed.attempt() == 1 && claimed.failure().isEmpty()) {
      registry
          .timer("sdd.job.wait", "lane", label(lane))
          .record(between(claimed.waitingSince(), now));
    }
  }

  // @spec engine/incremental#REQ-INC-004
  /// Shows what is remembered and how much may be, and how many changes are assessed at once.
  public void watch(FactsCache facts, SurveyMemory surveys, int parallel) {
    memory("facts", facts, FactsCache::bytes, FactsCache::budget);
    memory("surveys", surveys, SurveyMemory::bytes, SurveyMemory::budget);
    asked("known", facts, FactsCache::hits);
    asked("read", facts, FactsCache::misses);
    Gauge.builder("sdd.runner.parallel", () -> parallel)
        .description("How many changes are assessed at once at most")
        .register(registry);
  }

  private <T> void memory(
      String of, T memory, ToDoubleFunction<T> bytes, ToDoubleFunction<T> budget) {
    Gauge.builder("sdd.memory", memory, bytes)
        .description("How much is remembered, as it is estimated")
        .baseUnit("bytes")
        .tag("of", of)
        .register(registry);
    Gauge.builder("sdd.memory.budget", memory, budget)
        .description("How much may be remembered")
        .baseUnit("bytes")
        .tag("of", of)
        .register(registry);
  }

  private void asked(String outcome, FactsCache facts, ToDoubleFunction<FactsCache> count) {
    FunctionCounter.builder("sdd.facts.asked", facts, count)
        .description("How often facts were remembered, and how often read")
        .tag("outcome", outcome)
        .register(registry);
  }

  /// Shows the queue as it is when somebody looks; not a number while the database cannot be read.
  public void watch(JobQueue queue) {
    for (Lane lane : Lane.values()) {
      gauge(queue, lane, "waiting", Census::waiting);
      gauge(queue, lane, "running", Census::running);
      Gauge.builder(
              "sdd.queue.age",
              queue,
              q -> read(q, lane, census -> census.oldest().toMillis() / 1000.0))
          .description("How long the subject that waits longest has waited")
          .baseUnit("seconds")
          .tag("lane", label(lane))
          .register(registry);
    }
  }

  /// Shows what clones take of the disk, and how many were given up for others.
  public void watch(ClonePool clones) {
    Gauge.builder("sdd.clones", clones, ClonePool::bytes)
        .description("What clones take of the disk")
        .baseUnit("bytes")
        .register(registry);
    FunctionCounter.builder("sdd.clones.given.up", clones, ClonePool::givenUp)
        .description("How many clones were deleted to make room")
        .register(registry);
  }

  private void gauge(JobQueue queue, Lane lane, String state, ToDoubleFunction<Census> value) {
    Gauge.builder("sdd.jobs", queue, q -> read(q, lane, value))
        .description("Jobs that are not over")
        .tag("lane", label(lane))
        .tag("state", state)
        .register(registry);
  }

  private static double read(JobQueue queue, Lane lane, ToDoubleFunction<Census> value) {
    try {
      return value.applyAsDouble(queue.census(lane));
    } catch (StoreFault e) {
      return Double.NaN;
    }
  }

  private static String label(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }
}
