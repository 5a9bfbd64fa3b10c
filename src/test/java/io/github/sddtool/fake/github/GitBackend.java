package io.github.sddtool.fake.github;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
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
  private final GitCgi cgi;

  GitBackend(World world, Tokens tokens, Path projects) {
    this.world = world;
    this.tokens = tokens;
    this.cgi = new GitCgi(projects);
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
    return cgi.run(http, "/" + path.group(1) + ".git/" + path.group(2), "x-access-token");
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
      var narrowed = token.get().permissions();
      boolean allowed =
          allows(world.permissions, pushes) && (narrowed.isEmpty() || allows(narrowed, pushes));
      return allowed ? 200 : 403;
    }
  }

  private static boolean allows(Map<String, String> permissions, boolean pushes) {
    var contents = permissions.getOrDefault("contents", "none");
    return contents.equals("write") || (contents.equals("read") && !pushes);
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
