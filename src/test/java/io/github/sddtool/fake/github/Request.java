package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A call that reached its route and was allowed to.
///
/// @param vars the parts of the path that the route names, decoded
/// @param token the installation token it came with; none on the app's own routes
record Request(
    Call call, Map<String, String> vars, Optional<Tokens.Token> token, Optional<World.Hosted> on) {
  String text(String name) {
    var value = vars.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no part named " + name);
    }
    return value;
  }

  /// A number in the path; what is no number is not found.
  long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw Refusal.notFound();
    }
  }

  World.Hosted repository() {
    return on.orElseThrow(() -> new IllegalStateException("the route names no repository"));
  }

  JsonNode body() {
    return Json.read(call.body());
  }

  Map<String, String> query() {
    var values = new LinkedHashMap<String, String>();
    if (call.query().isEmpty()) {
      return values;
    }
    for (var pair : call.query().split("&", -1)) {
      var parts = pair.split("=", 2);
      values.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
