package io.github.sddtool.fake.github;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The real `git http-backend` behind a server of Java's.
public final class GitCgi {
  private final Path projects;
  private final Path program;

  /// @param projects the folder of bare repositories
  public GitCgi(Path projects) {
    this.projects = projects;
    this.program = Path.of(GitProcess.run(projects, "--exec-path")).resolve("git-http-backend");
  }

  /// Answers one request of a git client and gives the status it answered with.
  ///
  /// @param pathInfo below the folder of repositories, `/octo/shop.git/info/refs`
  public int run(HttpExchange http, String pathInfo, String user) throws IOException {
    var builder = new ProcessBuilder(program.toString());
    builder.environment().putAll(GitProcess.NEUTRAL);
    builder.environment().putAll(variables(http, pathInfo, user));
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

  private Map<String, String> variables(HttpExchange http, String pathInfo, String user) {
    return Map.of(
        "GIT_PROJECT_ROOT", projects.toString(),
        "GIT_HTTP_EXPORT_ALL", "1",
        "PATH_INFO", pathInfo,
        "QUERY_STRING", Objects.requireNonNullElse(http.getRequestURI().getRawQuery(), ""),
        "REQUEST_METHOD", http.getRequestMethod(),
        "CONTENT_TYPE", header(http, "content-type"),
        "HTTP_CONTENT_ENCODING", header(http, "content-encoding"),
        "GIT_PROTOCOL", header(http, "git-protocol"),
        "REMOTE_USER", user,
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

  private static String header(HttpExchange http, String name) {
    return Objects.requireNonNullElse(http.getRequestHeaders().getFirst(name), "");
  }
}
