package io.github.sddtool.fake.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A server that keeps the specs of the project `shop` in memory and answers the routes of the API
/// that the command line asks.
public final class SpecServer implements AutoCloseable {
  /// The one key it takes.
  public static final String KEY = "sdd_key";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final TreeMap<Long, List<Spec>> specs = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private final TreeMap<Long, String> conflicts = new TreeMap<>();
  private long last;
  private int writesLeft = Integer.MAX_VALUE;
  private int busy;
  private Runnable beforeWrite = () -> {};

  /// A revision.
  public record Spec(long number, int revision, String id, String path, String text) {
    String tag() {
      return "\"" + number + "-" + revision + "\"";
    }
  }

  /// An answer.
  private record Answer(int status, ObjectNode body, Map<String, String> headers) {}

  public SpecServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::serve);
    http.start();
  }

  /// Where it is.
  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /// What was asked, as `METHOD path`.
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /// A spec as it is now.
  public synchronized Optional<Spec> find(String id) {
    return specs.values().stream().map(List::getLast).filter(s -> s.id().equals(id)).findFirst();
  }

  /// Somebody adds or edits a spec.
  public synchronized Spec put(String id, String text) {
    Optional<Spec> before = find(id);
    long number = before.map(Spec::number).orElseGet(() -> ++last);
    String path = before.map(Spec::path).orElse(".sdd/specs/" + id + "/spec.md");
    return keep(new Spec(number, before.map(Spec::revision).orElse(0) + 1, id, path, text));
  }

  /// Somebody removes a spec.
  public synchronized void remove(String id) {
    find(id).ifPresent(spec -> specs.remove(spec.number()));
  }

  /// A conflict between git and the store.
  public synchronized void conflict(long number, String spec) {
    conflicts.put(number, spec);
  }

  /// After so many edits it answers nothing any more, as if it were gone in the middle.
  public synchronized void dieAfter(int writes) {
    writesLeft = writes;
  }

  /// So many requests are told to come again.
  public synchronized void busyFor(int requests) {
    busy = requests;
  }

  /// What happens before the next edit.
  public synchronized void beforeNextWrite(Runnable what) {
    beforeWrite = what;
  }

  private Spec keep(Spec spec) {
    specs.computeIfAbsent(spec.number(), _ -> new ArrayList<>()).add(spec);
    return spec;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      if (answer.status() == 0) {
        return;
      }
      byte[] bytes = JSON.writeValueAsBytes(answer.body());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      boolean empty = answer.status() == 204;
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : bytes.length);
      if (!empty) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private synchronized Answer answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    asked.add(method + " " + path);
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    if (busy > 0) {
      busy--;
      return new Answer(429, JSON.createObjectNode(), Map.of("Retry-After", "0"));
    }
    if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return problem(401, "The key is none of this server's.");
    }
    boolean write = !method.equals("GET");
    if (write) {
      Runnable once = beforeWrite;
      beforeWrite = () -> {};
      once.run();
      if (writesLeft-- <= 0) {
        writesLeft = 0;
        return new Answer(0, JSON.createObjectNode(), Map.of());
      }
    }
    JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
    String tag = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match")).orElse("");
    return route(method, path, exchange.getRequestURI().getRawQuery(), body, tag);
  }

  private Answer route(String method, String path, String query, JsonNode body, String tag) {
    String decoded = URLDecoder.decode(path, StandardCharsets.UTF_8);
    if (path.equals("/api/me")) {
      return ok(
          JSON.createObjectNode()
              .put("name", "ada")
              .put("role", "org_admin")
              .put("project", "shop"));
    }
    if (path.equals("/api/keys")) {
      return body.path("email").asText("").contains("@")
          ? new Answer(201, JSON.createObjectNode().put("secret", "sdd_new"), Map.of())
          : problem(422, "'email' is missing.");
    }
    if (path.equals("/api/conflicts")) {
      ObjectNode json = JSON.createObjectNode();
      ArrayNode items = json.putArray("items");
      conflicts.forEach((number, spec) ->
          items.addObject().put("number", number).put("spec", spec).put("why", "Both changed."));
      return ok(json);
    }
    if (path.startsWith("/api/conflicts/")) {
      long number = Long.parseLong(path.split("/", -1)[3]);
      return conflicts.remove(number) == null
          ? problem(404, "The project 'shop' has no conflict " + number + ".")
          : ok(JSON.createObjectNode().put("number", number));
    }
    if (path.equals("/api/specs")) {
      return method.equals("GET") ? list() : create(body);
    }
    return spec(
        method, decoded.substring("/api/specs/".length()), String.valueOf(query), body, tag);
  }

  private Answer list() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode items = json.putArray("items");
    specs.values().stream().map(List::getLast).forEach(spec -> items.add(json(spec)));
    json.putNull("next");
    return ok(json);
  }

  private Answer create(JsonNode body) {
    String id = body.path("id").asText();
    if (find(id).isPresent()) {
      return problem(409, "There is a spec '" + id + "' already.");
    }
    if (id.contains(" ")) {
      return problem(422, "The id '" + id + "' must be segments of letters.");
    }
    Spec made =
        keep(new Spec(++last, 1, id, body.path("path").asText(), body.path("content").asText()));
    return new Answer(201, json(made), Map.of("ETag", made.tag()));
  }

  private Answer spec(String method, String id, String query, JsonNode body, String tag) {
    Optional<Spec> now = find(id);
    if (now.isEmpty()) {
      return problem(404, "The project 'shop' has no spec '" + id + "'.");
    }
    if (method.equals("GET")) {
      Spec shown =
          specs.getOrDefault(now.get().number(), List.of()).stream()
              .filter(one -> query.contains("revision=" + one.revision()))
              .findFirst()
              .orElse(now.get());
      return new Answer(200, json(shown), Map.of("ETag", shown.tag()));
    }
    if (!now.get().tag().equals(tag)) {
      return problem(412, "The edit is of " + tag + ".");
    }
    if (method.equals("DELETE")) {
      specs.remove(now.get().number());
      return new Answer(204, JSON.createObjectNode(), Map.of());
    }
    Spec made =
        keep(
            new Spec(
                now.get().number(),
                now.get().revision() + 1,
                body.path("id").asText(id),
                body.path("path").asText(now.get().path()),
                body.path("content").asText(now.get().text())));
    return new Answer(200, json(made), Map.of("ETag", made.tag()));
  }

  private static ObjectNode json(Spec spec) {
    return JSON.createObjectNode()
        .put("id", spec.id())
        .put("format", "sdd")
        .put("path", spec.path())
        .put("content", spec.text())
        .put("revision", spec.revision())
        .put("updatedAt", "r" + spec.revision());
  }

  private static Answer ok(ObjectNode body) {
    return new Answer(200, body, Map.of());
  }

  private static Answer problem(int status, String detail) {
    return new Answer(
        status,
        JSON.createObjectNode().put("status", status).put("detail", detail),
        Map.of("Content-Type", "application/problem+json"));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
