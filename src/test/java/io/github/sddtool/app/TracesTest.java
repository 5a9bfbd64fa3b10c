package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.sddtool.fake.Eventually;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a collector of traces is told, over the wire.
class TracesTest extends Corridor {
  private static final List<Span> SPANS = new CopyOnWriteArrayList<>();
  private static final HttpServer COLLECTOR = collector();

  TracesTest(@TempDir Path folder) {
    super(
        folder,
        settings ->
            settings.telling(URI.create("http://127.0.0.1:" + COLLECTOR.getAddress().getPort())));
  }

  @BeforeEach
  void forget() {
    SPANS.clear();
  }

  @AfterAll
  static void closeCollector() {
    COLLECTOR.stop(0);
  }

  // @spec app/traces#REQ-TRC-001
  @Test
  void aDeliveryItsJobsTheirStagesAndTheirCallsAreOneTrace() {
    judged();
    // What is left is sent when the app stops.
    app.close();

    Span delivery = only("delivery");
    assertThat(delivery.getParentSpanId().size()).isZero();
    assertThat(text(delivery, "sdd.delivery")).isEqualTo("delivery-1");
    assertThat(text(delivery, "sdd.outcome")).isEqualTo("planned");
    assertThat(delivery.getAttributesList())
        .anyMatch(one -> one.getKey().equals("sdd.forge_latency_ms"));
    Span job = only("job AssessPullRequest");
    assertThat(job.getTraceId()).isEqualTo(delivery.getTraceId());
    assertThat(job.getParentSpanId()).isEqualTo(delivery.getSpanId());
    assertThat(text(job, "sdd.outcome")).isEqualTo("done");
    for (String stage : List.of("read", "fetch", "assess", "keep", "publish")) {
      assertThat(only(stage).getParentSpanId()).as(stage).isEqualTo(job.getSpanId());
    }
    assertThat(SPANS)
        .filteredOn(span -> span.getName().equals("POST github"))
        .isNotEmpty()
        .allMatch(span -> span.getTraceId().equals(delivery.getTraceId()));
    assertThat(SPANS).allMatch(span -> span.getEndTimeUnixNano() >= span.getStartTimeUnixNano());
  }

  // @spec app/traces#REQ-TRC-003
  @Test
  void aCollectorThatIsAwayHoldsUpNobody() {
    COLLECTOR.removeContext("/v1/traces");
    try {
      int number = judged();
      assertThat(onlyComment(number).body()).startsWith(MARKER);
    } finally {
      listen(COLLECTOR);
    }
  }

  private static Span only(String name) {
    Eventually.until(() -> SPANS.stream().anyMatch(span -> span.getName().equals(name)));
    List<Span> found = SPANS.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  private static String text(Span span, String attribute) {
    return span.getAttributesList().stream()
        .filter(one -> one.getKey().equals(attribute))
        .map(KeyValue::getValue)
        .findFirst()
        .orElseThrow()
        .getStringValue();
  }

  private static HttpServer collector() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      listen(server);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void listen(HttpServer server) {
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (var body = exchange.getRequestBody()) {
            boolean packed =
                "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var request =
                ExportTraceServiceRequest.parseFrom(packed ? new GZIPInputStream(body) : body);
            request
                .getResourceSpansList()
                .forEach(resource ->
                    resource
                        .getScopeSpansList()
                        .forEach(scope -> SPANS.addAll(scope.getSpansList())));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
  }
}
