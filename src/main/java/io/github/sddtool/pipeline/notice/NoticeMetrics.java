package io.github.sddtool.pipeline.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

// @spec app/notifications#REQ-NOTE-013
/// What an operator watches of notices, by channel.
public final class NoticeMetrics {
  private final MeterRegistry registry;
  private final Map<String, AtomicInteger> disabled = new ConcurrentHashMap<>();

  public NoticeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Counts parcels: `sent`, `failed`, `refused`, `held`.
  void parcel(String channel, String outcome) {
    registry.counter("sdd.notices", "channel", channel, "outcome", outcome).increment();
  }

  /// Counts notices that were put in the outbox.
  void put(String channel) {
    registry.counter("sdd.notices", "channel", channel, "outcome", "written").increment();
  }

  /// Shows how much of a channel is disabled.
  void disabled(String channel, int endpoints) {
    disabled
        .computeIfAbsent(
            channel,
            name ->
                registry.gauge(
                    "sdd.notices.disabled", List.of(Tag.of("channel", name)), new AtomicInteger()))
        .set(endpoints);
  }
}
