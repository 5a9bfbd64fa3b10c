package io.github.sddtool.fake.github;

import io.github.sddtool.source.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The App's webhook, and the log of what was delivered.
final class HookRoutes {
  /// A delivery of the log.
  private record Sent(
      long id, String guid, Instant at, int status, Map<String, String> headers, Bytes body) {}

  private final World world;
  private final Clock clock;
  private final List<Sent> log = new ArrayList<>();
  private String url = "https://sdd.example/webhooks/github";
  private URI reachedAt = URI.create("http://127.0.0.1:1");

  HookRoutes(World world, Clock clock) {
    this.world = world;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/app/hook/config", Route.app(), _ -> config()),
        new Route("GET", "/app/hook/deliveries", Route.app(), this::list),
        new Route("POST", "/app/hook/deliveries/{id}/attempts", Route.app(), this::again));
  }

  /// Where the App says it is, and where it really is.
  void pointTo(String said, URI reached) {
    synchronized (world) {
      url = said;
      reachedAt = reached;
    }
  }

  /// A delivery that nobody answered.
  void missed(String guid, Instant at, Map<String, String> headers, byte[] body) {
    synchronized (world) {
      log.add(new Sent(world.newId(), guid, at, 502, headers, Bytes.of(body)));
    }
  }

  private Answer config() {
    return Json.answer(
        200, Json.object().put("content_type", "json").put("insecure_ssl", "0").put("url", url));
  }

  private Answer list(Request request) {
    int size = Integer.parseInt(request.query().getOrDefault("per_page", "30"));
    var all = Json.MAPPER.createArrayNode();
    log.reversed().stream()
        .limit(size)
        .forEach(sent ->
            all.addObject()
                .put("id", sent.id())
                .put("guid", sent.guid())
                .put("delivered_at", sent.at().toString())
                .put("redelivery", false)
                .put("duration", 0.5)
                .put("status", sent.status() == 202 ? "OK" : "Bad Gateway")
                .put("status_code", sent.status())
                .put("event", "pull_request")
                .put("action", "opened")
                .putNull("installation_id")
                .putNull("repository_id"));
    return Json.answer(200, all);
  }

  private Answer again(Request request) {
    long id = request.number("id");
    Sent sent =
        log.stream().filter(one -> one.id() == id).findFirst().orElseThrow(Refusal::notFound);
    URI to = reachedAt;
    Thread.startVirtualThread(() -> deliver(sent, to));
    return Json.answer(202, Json.object());
  }

  private void deliver(Sent sent, URI to) {
    var request =
        HttpRequest.newBuilder(to)
            .POST(HttpRequest.BodyPublishers.ofByteArray(sent.body().toArray()));
    sent.headers().forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      synchronized (world) {
        log.add(
            new Sent(
                world.newId(), sent.guid(), clock.instant(), status, sent.headers(), sent.body()));
      }
    } catch (IOException e) {
      // It is tried again when it is asked for again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
