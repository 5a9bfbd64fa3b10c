package io.github.sddtool.server.api;

import io.github.sddtool.server.PlainPaths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

// @spec app/api#REQ-API-002
/// The addresses of a route. `{id}` stands for one segment or several: the id of a spec may be
/// written with its slashes as they are, or as `%2F`. Only the latter says it for certain, since an
/// id may end like an address: `auth%2Fhistory` is a spec, `auth/history` the history of one.
final class Template {
  private static final String SEVERAL = "{id}";

  private final List<String> parts;

  private Template(List<String> parts) {
    this.parts = parts;
  }

  static Template of(String text) {
    return new Template(segments(text));
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  /// How many of its parts are written as they stand: the more, the sooner it is looked at.
  int fixed() {
    return (int) parts.stream().filter(part -> !part.startsWith("{")).count();
  }

  /// What stands for the names, where an address is one of these.
  ///
  /// @param path as it was sent, with its escapes
  Optional<Map<String, String>> match(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = segments(path);
    int several = parts.indexOf(SEVERAL);
    int more = segments.size() - parts.size();
    if (more < 0 || (more > 0 && several < 0)) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    int at = 0;
    for (String part : parts) {
      int next = at + (part.equals(SEVERAL) ? more + 1 : 1);
      String raw = segments.subList(at, next).stream().collect(Collectors.joining("/"));
      if (part.startsWith("{")) {
        Optional<String> value = PlainPaths.decoded(raw);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.put(part.substring(1, part.length() - 1), value.get());
      } else if (!part.equals(raw)) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(values);
  }
}
