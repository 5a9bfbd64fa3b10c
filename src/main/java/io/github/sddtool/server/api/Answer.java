package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a route answers when all went well.
///
/// @param mediaType empty without a body
record Answer(int status, String mediaType, Body body, Map<String, String> headers) {
  static final String JSON = "application/json";

  Answer {
    headers = Map.copyOf(headers);
  }

  /// What is sent; made when it is known that it can be.
  @FunctionalInterface
  interface Body {
    byte[] bytes();
  }

  static Answer ok(ObjectNode body) {
    return new Answer(200, JSON, () -> Json.bytes(body), Map.of());
  }

  static Answer created(String location, ObjectNode body) {
    return new Answer(201, JSON, () -> Json.bytes(body), Map.of("Location", location));
  }

  static Answer text(String mediaType, String text) {
    return new Answer(200, mediaType, () -> text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /// Nothing to say: 204 and 304.
  static Answer silent(int status) {
    return new Answer(status, "", () -> new byte[0], Map.of());
  }

  Answer header(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Answer(status, mediaType, body, all);
  }
}
