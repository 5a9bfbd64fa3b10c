package io.github.sddtool.fake.github;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One endpoint: `/repos/{owner}/{repo}/check-runs/{id}` and who may call it.
record Route(String method, String template, Access access, Handler handler) {
  /// Answers an allowed request; says no by throwing a [Refusal].
  @FunctionalInterface
  interface Handler {
    Answer handle(Request request);
  }

  /// Who may call.
  sealed interface Access {
    record Anyone() implements Access {}

    /// The app itself, by a JWT.
    record App() implements Access {}

    /// An installation token with one of these permissions.
    record Installation(List<String> oneOf, String level) implements Access {}
  }

  static Access anyone() {
    return new Access.Anyone();
  }

  static Access app() {
    return new Access.App();
  }

  static Access reading(String... oneOf) {
    return new Access.Installation(List.of(oneOf), "read");
  }

  static Access writing(String... oneOf) {
    return new Access.Installation(List.of(oneOf), "write");
  }

  /// The named parts of the path when it is this route's.
  Optional<Map<String, String>> match(String path) {
    var wanted = template.split("/", -1);
    var given = path.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    var vars = new LinkedHashMap<String, String>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        var name = wanted[i].substring(1, wanted[i].length() - 1);
        vars.put(name, URLDecoder.decode(given[i].replace("+", "%2B"), StandardCharsets.UTF_8));
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(vars);
  }
}
