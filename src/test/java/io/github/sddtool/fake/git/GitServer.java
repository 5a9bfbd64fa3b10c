package io.github.sddtool.fake.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// The repositories below a folder, served over smart HTTP by `git http-backend` on a free port of
/// this machine. What a forge may do besides can be switched on: ask for a login, redirect, fail,
/// say nothing.
public final class GitServer implements AutoCloseable {
  private final Path root;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Optional<String> login = Optional.empty();
  private volatile Optional<URI> redirect = Optional.empty();
  private volatile Optional<Moved> moved = Optional.empty();
  private volatile int failure;
  private volatile boolean silent;
  private volatile int requests;

  private GitServer(Path root) {
    this.root = root;
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      this.server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Serves every repository below this folder, each by its path: `<root>/a/b.git` at `/a/b.git`.
  public static GitServer over(Path root) {
    var server = new GitServer(root);
    server.server.setExecutor(server.threads);
    server.server.createContext("/", server::answer);
    server.server.start();
    return server;
  }

  /// For example `http://127.0.0.1:40123/a/b.git`.
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
  }

  /// From now on only who knows these is let in.
  public GitServer asksFor(String user, String password) {
    login =
        Optional.of(
            "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
    return this;
  }

  /// From now on every request is sent elsewhere, to the same path below this address.
  public GitServer redirectsTo(URI base) {
    redirect = Optional.of(base);
    return this;
  }

  /// From now on what is asked for below one path is sent to another path of this server.
  public GitServer moves(String from, String to) {
    moved = Optional.of(new Moved(from, to));
    return this;
  }

  private record Moved(String from, String to) {}

  /// From now on every request is answered with this status.
  public GitServer failsWith(int status) {
    failure = status;
    return this;
  }

  /// From now on requests are taken and not answered until the server is closed.
  public GitServer saysNothing() {
    silent = true;
    return this;
  }

  /// The `Authorization` headers that came, in order.
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  public int requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private synchronized void count() {
    requests++;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      count();
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given != null) {
        authorizations.add(given);
      }
      if (silent) {
        Thread.sleep(Long.MAX_VALUE);
      } else if (failure != 0) {
        exchange.sendResponseHeaders(failure, -1);
      } else if (redirect.isPresent()) {
        String target = redirect.get().resolve(exchange.getRequestURI().toString()).toString();
        exchange.getResponseHeaders().set("Location", target);
        exchange.sendResponseHeaders(302, -1);
      } else if (moved
          .filter(one -> exchange.getRequestURI().getPath().startsWith(one.from()))
          .isPresent()) {
        String asked = exchange.getRequestURI().toString();
        String target = asked.replace(moved.get().from(), moved.get().to());
        exchange.getResponseHeaders().set("Location", uri("").resolve(target).toString());
        exchange.sendResponseHeaders(301, -1);
      } else if (login.isPresent() && !login.get().equals(given)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else {
        backend(exchange);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Speaks CGI with git: the request in variables and on standard input, headers and body back.
  private void backend(HttpExchange exchange) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("git", "http-backend");
    var environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_0", "*");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put(
        "QUERY_STRING", Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
    header(exchange, "Content-Type").ifPresent(type -> environment.put("CONTENT_TYPE", type));
    header(exchange, "Git-Protocol").ifPresent(v -> environment.put("GIT_PROTOCOL", v));
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (header(exchange, "Content-Encoding").filter("gzip"::equals).isPresent()) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    environment.put("CONTENT_LENGTH", String.valueOf(body.length));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    byte[] input = body;
    threads.execute(() -> write(process, input));
    byte[] output;
    try (InputStream stream = process.getInputStream()) {
      output = stream.readAllBytes();
    }
    process.waitFor();
    reply(exchange, output);
  }

  private static void write(Process process, byte[] input) {
    try (var stream = process.getOutputStream()) {
      stream.write(input);
    } catch (IOException e) {
      // The backend ended without reading all of it; what it said stands in its answer.
      process.descendants().forEach(ProcessHandle::destroy);
    }
  }

  private static void reply(HttpExchange exchange, byte[] output) throws IOException {
    String text = new String(output, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int status = 200;
    for (String line : text.substring(0, Math.max(0, end)).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    int length = output.length - end - 4;
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    exchange.getResponseBody().write(output, end + 4, length);
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
