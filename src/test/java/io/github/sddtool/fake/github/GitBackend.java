package io.github.sddtool.fake.github;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Serves the repositories over smart HTTP through the real `git http-backend`.
final class GitBackend {
  private static final Pattern SERVED =
      Pattern.compile("/([^/]+/[^/]+?)(?:\\.git)?/(info/refs|git-upload-pack|git-receive-pack)");

  private final World world;
  private final Tokens tokens;
  private final Path projects;
  private final Path program;

  GitBackend(World world, Tokens tokens, Path projects) {
    this.world = world;
    this.tokens = tokens;
    this.projects = projects;
    this.program = Path.of(GitProcess.run(projects, "--exec-path")).resolve("git-http-backend");
  }

  /// Answers one request of a git client and gives the status it answered with.
  ///
  /// @param authorization the raw header, empty when there was none
  int serve(HttpExchange http, Call call, String authorization) throws IOException {
    var path = SERVED.matcher(call.pathOnly());
    if (!path.matches()) {
      return refuse(http, 404, "Not Found");
    }
    boolean pushes = (path.group(2) + "?" + call.query()).contains("git-receive-pack");
    int verdict = judge(path.group(1), authorization, pushes);
    if (verdict != 200) {
      return refuse(http, verdict, verdict == 404 ? "Repository not found." : "Not allowed.");
    }
    return run(http, call, "/" + path.group(1) + ".git/" + path.group(2));
  }

  /// 200 when allowed. Like the real one: strangers are asked who they are, others are told that
  /// there is nothing.
  private int judge(String fullName, String authorization, boolean pushes) {
    synchronized (world) {
      var token = password(authorization).flatMap(tokens::find);
      if (!authorization.isEmpty() && token.isEmpty()) {
        return 401;
      }
      var repository = Optional.ofNullable(world.repositories.get(fullName));
      boolean open = repository.isPresent() && !repository.get().isPrivate && !pushes;
      if (open) {
        return 200;
      }
      if (token.isEmpty()) {
        return 401;
      }
      boolean mine =
          repository.isPresent()
              && repository.get().installed
              && Long.valueOf(token.get().installation())
                  .equals(world.installations.get(repository.get().owner))
              && (token.get().repositories().isEmpty()
                  || token.get().repositories().contains(fullName));
      if (!mine) {
        return 404;
      }
      var contents = world.permissions.getOrDefault("contents", "none");
      boolean allowed = contents.equals("write") || (contents.equals("read") && !pushes);
      return allowed ? 200 : 403;
    }
  }

  private static Optional<String> password(String authorization) {
    var parts = authorization.split(" ", 2);
    if (parts.length != 2 || !parts[0].equalsIgnoreCase("basic")) {
      return Optional.empty();
    }
    try {
      var pair =
          new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8)
              .split(":", 2);
      return pair.length == 2 && pair[0].equals("x-access-token")
          ? Optional.of(pair[1])
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private int run(HttpExchange http, Call call, String pathInfo) throws IOException {
    var builder = new ProcessBuilder(program.toString());
    builder.environment().putAll(GitProcess.NEUTRAL);
    builder.environment().putAll(variables(http, call, pathInfo));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    var process = builder.start();
    try {
      var feeding = Thread.startVirtualThread(() -> feed(http.getRequestBody(), process));
      int status = pass(new BufferedInputStream(process.getInputStream()), http);
      feeding.join();
      return status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was serving", e);
    } finally {
      process.destroy();
    }
  }

  private Map<String, String> variables(HttpExchange http, Call call, String pathInfo) {
    return Map.of(
        "GIT_PROJECT_ROOT", projects.toString(),
        "GIT_HTTP_EXPORT_ALL", "1",
        "PATH_INFO", pathInfo,
        "QUERY_STRING", call.query(),
        "REQUEST_METHOD", call.method(),
        "CONTENT_TYPE", call.headers().getOrDefault("content-type", ""),
        "HTTP_CONTENT_ENCODING", call.headers().getOrDefault("content-encoding", ""),
        "GIT_PROTOCOL", call.headers().getOrDefault("git-protocol", ""),
        "REMOTE_USER", "x-access-token",
        "REMOTE_ADDR", http.getRemoteAddress().getAddress().getHostAddress());
  }

  private static void feed(InputStream body, Process process) {
    try (var input = process.getOutputStream()) {
      body.transferTo(input);
    } catch (IOException e) {
      // Either side hung up; what git then answers, or fails to, tells the client.
      process.destroy();
    }
  }

  /// Turns the headers of the CGI answer into those of HTTP and passes the body on.
  private static int pass(InputStream answer, HttpExchange http) throws IOException {
    int status = 200;
    for (var line = line(answer); !line.isEmpty(); line = line(answer)) {
      int colon = line.indexOf(':');
      var name = line.substring(0, colon);
      var value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else if (!name.equalsIgnoreCase("Content-Length")) {
        http.getResponseHeaders().add(name, value);
      }
    }
    http.sendResponseHeaders(status, 0);
    try (var body = http.getResponseBody()) {
      answer.transferTo(body);
    }
    return status;
  }

  private static String line(InputStream from) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
      if (next != '\r') {
        bytes.write(next);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int refuse(HttpExchange http, int status, String message) throws IOException {
    if (status == 401) {
      http.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"GitHub\"");
    }
    http.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    var body = message.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, body.length);
    try (var out = http.getResponseBody()) {
      out.write(body);
    }
    return status;
  }
}
