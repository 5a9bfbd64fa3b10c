package io.github.sddtool.fake.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// HTTP: receives calls, lets the ordered trouble happen, adds the headers every answer carries.
final class Wire implements AutoCloseable {
  /// What speaks over the wire.
  record Speakers(
      Router router, GitBackend git, RateLimit rate, SecondaryLimits bursts, Faults faults) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Wire() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// @param seen hears of each exchange of the REST API before its answer leaves
  /// @param gitSeen hears of each request of a git client
  void open(Speakers speakers, Consumer<Exchange> seen, Consumer<String> gitSeen) {
    server.createContext(
        "/",
        http -> {
          try (http) {
            var path = http.getRequestURI().getRawPath();
            if (path.startsWith(Links.API_PATH + "/")) {
              api(http, speakers, seen);
            } else {
              git(http, speakers, gitSeen);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      // Nobody may write into the repositories while they are deleted.
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void api(HttpExchange http, Speakers speakers, Consumer<Exchange> seen)
      throws IOException, InterruptedException {
    var body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var call = call(http, body);
    var burst = speakers.bursts().enter(call);
    try {
      if (burst.isPresent()) {
        var refused = dressed(call, burst.get().answer(), speakers.rate());
        seen.accept(new Exchange(call, refused));
        send(http, refused, false);
      } else {
        api(http, call, speakers, seen);
      }
    } finally {
      speakers.bursts().leave();
    }
  }

  private static void api(HttpExchange http, Call call, Speakers speakers, Consumer<Exchange> seen)
      throws IOException, InterruptedException {
    speakers.faults().passHolds(call, false);
    var trouble = speakers.faults().next(call);
    if (trouble.isPresent() && trouble.get() instanceof Faults.Trouble.Dropped) {
      return;
    }
    if (trouble.isPresent() && trouble.get() instanceof Faults.Trouble.Silent(Duration time)) {
      Thread.sleep(time);
      return;
    }
    var answer =
        trouble.isPresent() && trouble.get() instanceof Faults.Trouble.Refused refused
            ? refused.answer()
            : answer(call, authorization(http), speakers);
    answer = dressed(call, answer, speakers.rate());
    speakers.faults().passHolds(call, true);
    seen.accept(new Exchange(call, answer));
    if (trouble.isPresent() && trouble.get() instanceof Faults.Trouble.AnswerDropped) {
      return;
    }
    boolean cut = trouble.isPresent() && trouble.get() instanceof Faults.Trouble.Truncated;
    send(http, answer, cut);
  }

  private static Answer answer(Call call, String authorization, Speakers speakers) {
    try {
      if (!call.pathOnly().equals(Links.API_PATH + "/rate_limit")) {
        speakers.rate().take();
      }
    } catch (Refusal refusal) {
      return refusal.answer();
    }
    return speakers.router().answer(call, authorization);
  }

  private static void git(HttpExchange http, Speakers speakers, Consumer<String> seen)
      throws IOException, InterruptedException {
    var call = call(http, "");
    speakers.faults().passHolds(call, false);
    var trouble = speakers.faults().next(call);
    var said = call.method() + " " + call.path();
    if (trouble.isEmpty()) {
      seen.accept(said + " " + speakers.git().serve(http, call, authorization(http)));
    } else if (trouble.get() instanceof Faults.Trouble.Refused refused) {
      http.getRequestBody().readAllBytes();
      send(http, refused.answer(), false);
      seen.accept(said + " " + refused.answer().status());
    }
    // Every other trouble ends the connection: a pack that is cut is no pack.
  }

  /// Adds what every answer carries and turns an unchanged one into a 304.
  private static Answer dressed(Call call, Answer answer, RateLimit rate) {
    var headers = new HashMap<>(rate.headers());
    headers.put("x-github-request-id", UUID.randomUUID().toString());
    headers.put("x-github-media-type", "github.v3; format=json");
    headers.put("etag", etag(answer.body()));
    headers.putAll(answer.headers());
    boolean unchanged =
        call.method().equals("GET")
            && answer.status() == 200
            && etag(answer.body()).equals(call.headers().get("if-none-match"));
    if (unchanged) {
      headers.remove("content-type");
      return new Answer(304, headers, "");
    }
    return new Answer(answer.status(), headers, answer.body());
  }

  private static void send(HttpExchange http, Answer answer, boolean cut) throws IOException {
    answer.headers().forEach((name, value) -> http.getResponseHeaders().set(name, value));
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length == 0) {
      return;
    }
    var out = http.getResponseBody();
    out.write(body, 0, cut ? body.length / 2 : body.length);
    out.flush();
    if (!cut) {
      out.close();
    }
  }

  private static Call call(HttpExchange http, String body) {
    var uri = http.getRequestURI();
    var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    Map<String, String> headers = new HashMap<>();
    http.getRequestHeaders()
        .forEach((name, values) -> {
          var key = name.toLowerCase(Locale.ROOT);
          headers.put(
              key, key.equals("authorization") ? redacted(values.getFirst()) : values.getFirst());
        });
    return new Call(http.getRequestMethod(), path, headers, body);
  }

  private static String redacted(String authorization) {
    return authorization.split(" ", 2)[0] + " ***";
  }

  private static String authorization(HttpExchange http) {
    return Optional.ofNullable(http.getRequestHeaders().getFirst("Authorization")).orElse("");
  }

  private static String etag(String body) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return "W/\"" + HexFormat.of().formatHex(digest) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
