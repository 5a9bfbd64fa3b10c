package io.github.sddtool.fake.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A program that takes webhooks: it keeps what it is sent, and answers as it was told to.
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedDeque<Reply> replies = new ConcurrentLinkedDeque<>();
  private volatile Reply usual = new Reply(200, Map.of(), "ok");

  /// What was sent.
  ///
  /// @param headers by their names in small letters
  public record Got(String path, Map<String, String> headers, String body) {}

  /// What is answered.
  public record Reply(int status, Map<String, String> headers, String body) {}

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    got.add(
        new Got(
            exchange.getRequestURI().toString(),
            headers,
            new String(body, java.nio.charset.StandardCharsets.UTF_8)));
    Reply reply = Optional.ofNullable(replies.poll()).orElse(usual);
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] answer = reply.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /// An address of it.
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /// The next answers, one each.
  public Receiver next(Reply... some) {
    replies.addAll(List.of(some));
    return this;
  }

  /// Answers from now on with this status.
  public Receiver always(int status) {
    usual = new Reply(status, Map.of(), "");
    return this;
  }

  /// All that was sent, in its order.
  public List<Got> got() {
    return List.copyOf(got);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
