package io.github.sddtool.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.pipeline.Intake;
import io.github.sddtool.pipeline.PipelineMetrics;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.server.webhook.WebhookDoor;
import io.github.sddtool.store.Database;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class HttpServerTest {
  private static final String CHANGED = "changed octo/shop 17 " + "a".repeat(40);

  private final Faulty faulty = new Faulty();
  private final TestStore store;

  @TempDir Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Database database;
  private DeliveryLog log;
  private JobQueue queue;
  private Intake intake;
  private HttpServer server;

  HttpServerTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    database = store.open(folder);
    log = new DeliveryLog(database);
    queue = new JobQueue(database, Clock.systemUTC());
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var metrics = new PipelineMetrics(registry);
    metrics.watch(queue);
    Map<String, Forge> forges = Map.of("hub", new ScriptedForge("hub"));
    intake = new Intake(log, queue, forges, metrics, Clock.systemUTC());
    intake.start(_ -> {});
    var door = new WebhookDoor(forges, intake, metrics, Clock.systemUTC());
    server =
        HttpServer.start(
            new HttpServer.Binding("127.0.0.1", 0, Duration.ofSeconds(5)),
            List.of(door, faulty),
            database::probe,
            registry);
  }

  @AfterEach
  void stop() {
    server.close();
    intake.close();
    database.close();
  }

  // @spec app/webhooks#REQ-HOOK-002
  @Test
  void aDeliveryIsKeptBeforeItIsAcknowledgedAndThenPlanned() throws Exception {
    HttpResponse<String> response = deliver("d-1", CHANGED);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.body()).isEqualTo("{\"delivery\":\"d-1\",\"kept\":\"new\"}");
    assertThat(log.find(new DeliveryRef("hub", "d-1"))).isPresent();
    Eventually.until(() -> queue.of(new DeliveryRef("hub", "d-1")).size() == 2);
  }

  // @spec app/webhooks#REQ-HOOK-003
  @Test
  void twentyIdenticalDeliveriesAtOnceAreOne() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> sending = () -> deliver("d-1", CHANGED).body();
      var bodies = new ArrayList<String>();
      for (var body : threads.invokeAll(Collections.nCopies(20, sending))) {
        bodies.add(body.get());
      }
      assertThat(bodies).filteredOn(body -> body.contains("\"new\"")).hasSize(1);
      assertThat(bodies).filteredOn(body -> body.contains("\"known\"")).hasSize(19);
    }
    Eventually.until(() -> queue.of(new DeliveryRef("hub", "d-1")).size() == 2);
  }

  // @spec app/webhooks#REQ-HOOK-009
  @Test
  void whereTooMuchWaitsADeliveryIsRefusedAndCounted() throws Exception {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var metrics = new PipelineMetrics(registry);
    Map<String, Forge> forges = Map.of("hub", new ScriptedForge("hub"));
    server.close();
    try (var full = new Intake(log, queue, forges, metrics, Clock.systemUTC(), 0)) {
      full.start(_ -> {});
      server =
          HttpServer.start(
              new HttpServer.Binding("127.0.0.1", 0, Duration.ofSeconds(5)),
              List.of(new WebhookDoor(forges, full, metrics, Clock.systemUTC())),
              database::probe,
              registry);
      HttpResponse<String> response = deliver("d-1", CHANGED);
      assertError(response, 503);
      assertThat(response.headers().firstValue("retry-after")).isPresent();
      assertThat(log.find(new DeliveryRef("hub", "d-1"))).isEmpty();
      assertThat(registry.counter("sdd.deliveries", "forge", "hub", "outcome", "full").count())
          .isEqualTo(1);
    }
  }

  @Test
  void aDeliveryWhoseWorkFailedIsTakenAgain() throws Exception {
    deliver("d-1", "ping");
    database.write(handle -> handle.execute("UPDATE delivery SET state = 'failed'"));
    assertThat(deliver("d-1", "ping").body()).contains("\"kept\":\"again\"");
  }

  // @spec app/webhooks#REQ-HOOK-001
  @Test
  void whatIsNotAuthenticOrMalformedOrOfNoForgeIsRefused() throws Exception {
    assertError(send(post("/webhooks/hub", text("ping")).header("x-delivery", "d-1")), 401);
    assertError(send(post("/webhooks/hub", text("ping")).header("x-secret", "open")), 400);
    assertError(send(post("/webhooks/%22%3Cscript%3E", text("ping"))), 404);
    assertError(send(request("/webhooks/hub").GET()), 404);
    assertError(send(request("/nothing/<here>".replace("<", "%3C").replace(">", "%3E"))), 404);
    assertThat(log.unplanned(0, 10, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void textFromOutsideComesBackEscaped() throws Exception {
    assertThat(deliver("a\"b\\c", "ping").body())
        .isEqualTo("{\"delivery\":\"a\\\"b\\\\c\",\"kept\":\"new\"}");
  }

  @Test
  void aBodyOfExactlyTheLimitIsKept() throws Exception {
    byte[] body = new byte[HttpServer.LARGEST_BODY_BYTES];
    for (BodyPublisher publisher :
        List.of(BodyPublishers.ofByteArray(body), chunked(body.length))) {
      String id = "d-" + publisher.contentLength();
      assertThat(send(authentic(id, publisher)).statusCode()).isEqualTo(202);
      assertThat(log.find(new DeliveryRef("hub", id)))
          .hasValueSatisfying(kept -> assertThat(kept.body().size()).isEqualTo(body.length));
    }
  }

  // @spec app/webhooks#REQ-HOOK-004
  @Test
  void aChunkedBodyOverTheLimitIsRefused() throws Exception {
    assertError(send(authentic("d-1", chunked(HttpServer.LARGEST_BODY_BYTES + 1))), 413);
    assertThat(log.find(new DeliveryRef("hub", "d-1"))).isEmpty();
  }

  @Test
  void aDeclaredBodyOverTheLimitIsRefusedBeforeItIsSent() throws Exception {
    String answer =
        raw(
            """
            POST /webhooks/hub HTTP/1.1\r
            Host: localhost\r
            x-secret: open\r
            x-delivery: d-1\r
            Content-Length: %d\r
            \r
            """
                .formatted(HttpServer.LARGEST_BODY_BYTES + 1));
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("{\"error\":\"the body is larger than");
  }

  @Test
  void whatIsNoHttpGetsOneSentence() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nno header <script>\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"error\":\"the request cannot be read\"}");
    assertThat(raw("<script>alert(1)</script> HTTP/9.9\r\n\r\n"))
        .contains("{\"error\":")
        .doesNotContain("script")
        .doesNotContain("Exception");
  }

  @Test
  void whatCannotBeKeptIsToldSoAndIsNotAcknowledged() throws Exception {
    database.close();
    HttpResponse<String> response = deliver("d-1", CHANGED);
    assertError(response, 503);
    assertThat(response.headers().firstValue("retry-after")).contains("30");
    assertThat(response.body()).doesNotContain(folder.toString());
  }

  @Test
  void readinessFollowsTheDatabaseAndLifeDoesNot() throws Exception {
    assertThat(send(request("/health/live")).body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
    database.close();
    assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
    assertError(send(request("/health/ready")), 503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/../metrics",
        "/webhooks/%2e%2e/metrics",
        "/webhooks/%2E./metrics",
        "/webhooks/..%2fmetrics",
        "/webhooks/..;/metrics",
        "/webhooks/.;x/../metrics",
        "/./metrics",
        "/metrics;x",
        "/m%65trics",
        "//metrics"
      })
  void anAddressThatIsWrittenInARoundaboutWayReachesNothing(String path) throws IOException {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ")
        .contains("{\"error\":\"there is nothing here\"}");
  }

  @Test
  void anAddressThatIsTakenOrNotOursIsToldWithItsHostAndPort() {
    var taken = new HttpServer.Binding("127.0.0.1", server.port(), Duration.ZERO);
    assertThatThrownBy(() -> startAt(taken))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("127.0.0.1:" + server.port());
    var nowhere = new HttpServer.Binding("192.0.2.1", 0, Duration.ZERO);
    assertThatThrownBy(() -> startAt(nowhere))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("192.0.2.1:0");
  }

  private static HttpServer startAt(HttpServer.Binding binding) {
    return HttpServer.start(
        binding, List.of(), () -> {}, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @Test
  void metricsCountDeliveriesAndShowTheQueueAndTheMachine() throws Exception {
    deliver("d-1", CHANGED);
    Eventually.until(() -> queue.of(new DeliveryRef("hub", "d-1")).size() == 2);
    HttpResponse<String> metrics = send(request("/metrics"));
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body())
        .contains("sdd_deliveries_total{forge=\"hub\",outcome=\"new\"} 1.0")
        .contains("sdd_jobs{lane=\"assess\",state=\"waiting\"} 1.0")
        .contains("sdd_queue_age_seconds{lane=\"assess\"}")
        .contains("jvm_memory_used_bytes")
        .contains("process_uptime_seconds");
  }

  @Test
  void anUnexpectedErrorShowsNothingOfItself() throws Exception {
    HttpResponse<String> response = send(request("/bug"));
    assertError(response, 500);
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
    assertError(send(request("/store")), 503);
  }

  @Test
  void stoppingLetsARequestInFlightFinish() throws Exception {
    HttpRequest.Builder another = request("/health/live");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> send(request("/slow")));
      faulty.entered.await();
      var stopping = threads.submit(() -> server.close());
      faulty.leave.countDown();
      assertThat(slow.get().statusCode()).isEqualTo(200);
      stopping.get();
    }
    assertThatThrownBy(() -> send(another)).isInstanceOf(ConnectException.class);
  }

  /// Routes that go wrong.
  private static final class Faulty implements Door {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Override
    public void routing(HttpRules rules) {
      rules
          .get(
              "/bug",
              (_, _) -> {
                throw new IllegalStateException("a secret");
              })
          .get(
              "/store",
              (_, _) -> {
                throw new StoreFault("no disk");
              })
          .get(
              "/slow",
              (_, response) -> {
                entered.countDown();
                leave.await();
                response.send("done");
              });
    }
  }

  private HttpResponse<String> deliver(String id, String script) throws Exception {
    return send(authentic(id, text(script)));
  }

  private HttpRequest.Builder authentic(String id, BodyPublisher body) {
    return post("/webhooks/hub", body).header("x-secret", "open").header("x-delivery", id);
  }

  private HttpRequest.Builder post(String path, BodyPublisher body) {
    return request(path).POST(body);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }

  private static BodyPublisher chunked(int size) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
  }

  private static void assertError(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.body()).startsWith("{\"error\":\"").doesNotContain("<");
  }
}
