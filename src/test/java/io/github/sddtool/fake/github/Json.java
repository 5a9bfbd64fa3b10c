package io.github.sddtool.fake.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// JSON as the stand-in reads and writes it.
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static Answer answer(int status, JsonNode body) {
    return new Answer(
        status, Map.of("content-type", "application/json; charset=utf-8"), write(body));
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), "");
  }

  /// The body of a request; an absent one is an empty object.
  static JsonNode read(String body) {
    if (body.isBlank()) {
      return object();
    }
    try {
      var node = MAPPER.readTree(body);
      if (!node.isObject()) {
        throw Refusal.of(400, "Body should be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw Refusal.of(400, "Problems parsing JSON");
    }
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
