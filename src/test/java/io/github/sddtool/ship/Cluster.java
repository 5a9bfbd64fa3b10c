package io.github.sddtool.ship;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// As much of a cluster's interface as Helm asks for what is there already: Secrets by name.
final class Cluster {
  private static final Cluster CLUSTER = new Cluster();

  private final Map<String, String> passwords = new ConcurrentHashMap<>();

  private Cluster() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(address, 0);
      server.createContext("/", this::answer);
      Thread.ofPlatform().daemon().name("cluster").start(server::start);
      Files.writeString(kubeconfig(), config(server.getAddress().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one that Helm asks in this process.
  static Cluster running() {
    return CLUSTER;
  }

  /// Maven sets it, so that no test asks the cluster of whoever runs it.
  private static Path kubeconfig() {
    return Optional.ofNullable(System.getenv("KUBECONFIG"))
        .map(Path::of)
        .filter(file -> file.getParent() != null && file.getParent().endsWith("target"))
        .orElseThrow(
            () -> new IllegalStateException("KUBECONFIG must be a file in target; mvn sets it."));
  }

  private static String config(int port) {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    clusters: [{name: test, cluster: {server: 'http://127.0.0.1:%d'}}]
    contexts: [{name: test, context: {cluster: test, user: test}}]
    users: [{name: test, user: {}}]
    """
        .formatted(port);
  }

  /// From now on there is a Secret with a password.
  void keep(String name, String password) {
    passwords.put(name, password);
  }

  void forget(String name) {
    passwords.remove(name);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String password = passwords.get(name);
    if (path.equals("/api/v1")) {
      send(
          exchange,
          200,
          """
          {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
            {"name": "secrets", "singularName": "secret", "namespaced": true, "kind": "Secret",
             "verbs": ["get"]}]}
          """);
    } else if (path.contains("/secrets/") && password != null) {
      var base64 = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
      send(
          exchange,
          200,
          """
          {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "%s"},
           "data": {"password": "%s"}}
          """
              .formatted(name, base64));
    } else {
      send(
          exchange,
          404,
          """
          {"apiVersion": "v1", "kind": "Status", "status": "Failure", "reason": "NotFound",
           "code": 404}
          """);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
