package io.github.sddtool.app;

import io.github.sddtool.fake.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/// What an app shows to the outside: the route for a forge's webhooks, and its figures.
final class Gate implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration STEP = Duration.ofMillis(100);

  private final URI base;
  private final String forge;

  Gate(int port) {
    this(port, "github");
  }

  Gate(int port, String forge) {
    this.base = URI.create("http://127.0.0.1:" + port);
    this.forge = forge;
  }

  /// Delivers a body as GitHub does. Gives the status.
  int deliver(String id, OctoShop.WebhookBody body) {
    return deliver(body.headers(id), HttpRequest.BodyPublishers.ofByteArray(body.bytes().toArray()))
        .statusCode();
  }

  HttpResponse<String> deliver(Map<String, String> headers, HttpRequest.BodyPublisher body) {
    var request = HttpRequest.newBuilder(base.resolve("/webhooks/" + forge)).POST(body);
    headers.forEach(request::header);
    return send(request.build());
  }

  /// A page, with the status before it.
  String page(String path) {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(path)).build());
    return answer.statusCode() + " " + answer.body();
  }

  /// Waits until every delivery was planned or put aside and no job is left.
  void awaitIdle() {
    Eventually.until(STEP, () -> isSettled(metrics()));
    // The figures of one look are not of one moment: a job may slip from one to the other.
    Eventually.until(STEP, () -> IntStream.range(0, 2).allMatch(_ -> hasNoJobs(metrics())));
  }

  private boolean isSettled(String metrics) {
    double kept = deliveries(metrics, "new") + deliveries(metrics, "again");
    double settled =
        deliveries(metrics, "planned")
            + deliveries(metrics, "ignored")
            + deliveries(metrics, "unreadable");
    return settled >= kept;
  }

  private static boolean hasNoJobs(String metrics) {
    return sum(metrics, "sdd_jobs{") == 0;
  }

  /// Whether it says that it takes deliveries.
  boolean isOpen() {
    try {
      return send(HttpRequest.newBuilder(base.resolve("/health/ready")).build()).statusCode()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /// How many deliveries had this outcome since the app was started.
  double deliveries(String outcome) {
    return deliveries(metrics(), outcome);
  }

  private double deliveries(String metrics, String outcome) {
    return sum(metrics, "sdd_deliveries_total{forge=\"" + forge + "\",outcome=\"" + outcome + "\"");
  }

  private static double sum(String metrics, String begin) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String metrics() {
    return send(HttpRequest.newBuilder(base.resolve("/metrics")).build()).body();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the app was asked", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
