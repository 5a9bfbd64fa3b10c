package io.github.sddtool.forge.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/// Objects in JSON, as this forge's files and webhooks hold them.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// Empty for anything but one JSON object.
  static Optional<ObjectNode> read(byte[] text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static byte[] write(ObjectNode object) {
    try {
      return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n")
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    } catch (JacksonException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  /// The text under a name; empty when it is absent, null or no text.
  static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
