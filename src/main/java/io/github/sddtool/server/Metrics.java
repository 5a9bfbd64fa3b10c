package io.github.sddtool.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The registry in the Prometheus text format, with what the JVM says of itself.
final class Metrics implements Door, AutoCloseable {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collector = new JvmGcMetrics();

  Metrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
    collector.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        "/metrics",
        (_, response) -> {
          response.header(HeaderNames.CONTENT_TYPE.defaultCase(), TEXT_FORMAT);
          response.send(registry.scrape(TEXT_FORMAT));
        });
  }

  @Override
  public void close() {
    collector.close();
  }
}
