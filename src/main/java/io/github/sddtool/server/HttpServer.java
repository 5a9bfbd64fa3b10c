package io.github.sddtool.server;

import io.github.sddtool.fault.UserFault;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/// The HTTP server, a virtual thread a request: health, metrics and the doors it is given. It calls
/// no forge and waits for none.
public final class HttpServer implements AutoCloseable {
  /// GitHub's own limit for a webhook.
  public static final int LARGEST_BODY_BYTES = 25 * 1024 * 1024;

  /// Where to listen, and how long requests have to finish when the server stops.
  ///
  /// @param port 0 for any that is free
  public record Binding(String host, int port, Duration grace) {
    public Binding {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("a port is a number from 0 to 65535: " + port);
      }
    }

    /// On every address of the machine.
    public static Binding of(int port) {
      return new Binding("0.0.0.0", port, Duration.ofSeconds(10));
    }
  }

  /// Whoever sends nothing for so long has gone.
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private final WebServer server;
  private final Health health;
  private final Metrics metrics;

  private HttpServer(WebServer server, Health health, Metrics metrics) {
    this.server = server;
    this.health = health;
    this.metrics = metrics;
  }

  /// Listens when it returns.
  ///
  /// @throws UserFault when it cannot listen there
  /// @param probe throws a [io.github.sddtool.fault.StoreFault] when nothing could be kept now
  public static HttpServer start(
      Binding binding,
      List<? extends Door> doors,
      Runnable probe,
      PrometheusMeterRegistry registry) {
    requireFree(binding);
    var health = new Health(probe);
    var metrics = new Metrics(registry);
    HttpRouting.Builder routing = HttpRouting.builder().register(health).register(metrics);
    doors.forEach(routing::register);
    routing.addFilter(PlainPaths::filter);
    Failures.register(routing);
    WebServer server =
        WebServer.builder()
            .host(binding.host())
            .port(binding.port())
            .shutdownGracePeriod(binding.grace())
            // Whoever owns the object graph stops it in order.
            .shutdownHook(false)
            .maxPayloadSize(LARGEST_BODY_BYTES)
            .connectionOptions(options -> options.readTimeout(READ_TIMEOUT))
            .contentEncoding(encodings ->
                encodings
                    .contentEncodingsDiscoverServices(false)
                    .addContentEncoding(new PackedBodies()))
            .directHandlers(Failures.direct())
            .routing(routing)
            .build()
            .start();
    if (!server.isRunning()) {
      metrics.close();
      throw cannotListen(binding, "it was taken just now");
    }
    return new HttpServer(server, health, metrics);
  }

  /// The server below only logs why it cannot listen, so whoever starts it could not be told.
  private static void requireFree(Binding binding) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(binding.host(), binding.port()));
    } catch (IOException e) {
      throw cannotListen(binding, String.valueOf(e.getMessage()));
    }
  }

  private static UserFault cannotListen(Binding binding, String reason) {
    return UserFault.usage(
        "Cannot listen on " + binding.host() + ":" + binding.port() + ": " + reason + ".");
  }

  /// The port it listens on.
  public int port() {
    return server.port();
  }

  /// Not ready at once; then takes no more requests and lets those in flight finish.
  @Override
  public void close() {
    health.stopping();
    server.stop();
    metrics.close();
  }
}
