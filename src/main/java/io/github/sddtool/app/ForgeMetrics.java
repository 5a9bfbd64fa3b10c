package io.github.sddtool.app;

import io.github.sddtool.forge.Traffic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

// @spec app/economy#REQ-ECO-004
/// Counts what is asked of forges, and shows how much each account may still ask.
final class ForgeMetrics implements Traffic {
  private final MeterRegistry registry;
  private final ConcurrentMap<String, AtomicLong> left = new ConcurrentHashMap<>();

  ForgeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void heard(Call call) {
    registry
        .counter(
            "sdd.forge.calls",
            "forge",
            call.forge(),
            "kind",
            call.writes() ? "write" : "read",
            "outcome",
            outcome(call.status()))
        .increment();
    registry
        .timer("sdd.forge.answer", "forge", call.forge(), "kind", call.writes() ? "write" : "read")
        .record(call.took());
    call.left()
        .ifPresent(calls ->
            left.computeIfAbsent(call.forge() + " " + call.account(), _ -> gauge(call)).set(calls));
  }

  private AtomicLong gauge(Call call) {
    var calls = new AtomicLong();
    Gauge.builder("sdd.forge.quota", calls, AtomicLong::get)
        .description("How many calls the forge still grants, as it said last")
        .tag("forge", call.forge())
        .tag("account", call.account())
        .register(registry);
    return calls;
  }

  private static String outcome(int status) {
    return switch (status) {
      case 0 -> "unanswered";
      case 304 -> "unchanged";
      case 429 -> "limited";
      default -> status < 400 ? "done" : status < 500 ? "refused" : "failed";
    };
  }
}
