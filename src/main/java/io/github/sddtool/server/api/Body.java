package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.server.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

// @spec app/api#REQ-API-008
/// The JSON object that a request brought. Whoever reads it gets values of the right type or
/// refuses the request; keys that nobody knows are no oversight of ours.
final class Body {
  /// In bytes; the largest content, with every character of it escaped to two.
  static final int LARGEST_BYTES = 2 << 20;

  private final ObjectNode fields;

  private Body(ObjectNode fields) {
    this.fields = fields;
  }

  /// Reads what a request brought.
  ///
  /// @param allowed the keys that it may have
  static Body of(ServerRequest request, List<String> allowed) {
    requireJson(request);
    JsonNode read;
    try {
      read = Json.read(bytes(request));
    } catch (IOException e) {
      throw Problem.of(Problem.Kind.MALFORMED, "The body is no JSON: " + where(e)).refusal();
    }
    if (!(read instanceof ObjectNode fields)) {
      throw Problem.of(
              Problem.Kind.MALFORMED,
              "The body must be one JSON object, not " + kind(read.getNodeType()) + ".")
          .refusal();
    }
    return new Body(allowed(fields, allowed));
  }

  private static ObjectNode allowed(ObjectNode fields, List<String> allowed) {
    for (var names = fields.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw Problem.of(
                Problem.Kind.MALFORMED,
                "The body has the key '%s'; it may have %s."
                    .formatted(shown(name), String.join(", ", allowed)))
            .choices(allowed)
            .refusal();
      }
    }
    return fields;
  }

  private static void requireJson(ServerRequest request) {
    String type =
        request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
    String plain = type.replace(" ", "").replace("\"", "");
    if (!plain.equals("application/json") && !plain.equals("application/json;charset=utf-8")) {
      throw Problem.of(
              Problem.Kind.MEDIA_TYPE_UNKNOWN,
              "The body must be application/json in UTF-8, not '%s'.".formatted(shown(type)))
          .choices(List.of("application/json"))
          .refusal();
    }
    String packing = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity");
    if (!packing.equalsIgnoreCase("identity")) {
      throw Problem.of(
              Problem.Kind.MEDIA_TYPE_UNKNOWN,
              "The body must not be packed, and is as '%s'.".formatted(shown(packing)))
          .choices(List.of("identity"))
          .refusal();
    }
  }

  private static byte[] bytes(ServerRequest request) throws IOException {
    if (request.headers().contentLength().orElse(0) > LARGEST_BYTES) {
      throw tooLarge();
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw tooLarge();
      }
      return bytes;
    }
  }

  private static Problem.Refusal tooLarge() {
    // The rest of it may still be on its way: this connection is of no more use.
    return Problem.of(
            Problem.Kind.TOO_LARGE, "The body is larger than %d bytes.".formatted(LARGEST_BYTES))
        .header("Connection", "close")
        .refusal();
  }

  /// Without what was sent, which may be a secret.
  private static String where(IOException e) {
    if (e instanceof com.fasterxml.jackson.core.JsonProcessingException at
        && at.getLocation() != null) {
      return "line %d, column %d: %s"
          .formatted(
              at.getLocation().getLineNr(),
              at.getLocation().getColumnNr(),
              shown(String.valueOf(at.getOriginalMessage())));
    }
    return "it ends too early.";
  }

  /// A short form of what came in.
  static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }

  private static String kind(JsonNodeType type) {
    return switch (type) {
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case MISSING -> "nothing";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }

  private static Problem.Refusal wrong(String key, String wanted, JsonNode found) {
    return Problem.of(
            Problem.Kind.MALFORMED,
            "'%s' must be %s, not %s.".formatted(key, wanted, kind(found.getNodeType())))
        .with("key", key)
        .refusal();
  }

  private Optional<JsonNode> value(String key) {
    return Optional.ofNullable(fields.get(key)).filter(value -> !value.isNull());
  }

  /// Whether a key is there with a value.
  boolean has(String key) {
    return value(key).isPresent();
  }

  /// A text, which may be long and hold line ends; no NUL, and whole characters only.
  Optional<String> text(String key) {
    Optional<JsonNode> value = value(key);
    value
        .filter(one -> !one.isTextual())
        .ifPresent(one -> {
          throw wrong(key, "a text", one);
        });
    return value.map(JsonNode::textValue).map(text -> storable(key, text));
  }

  /// A text of one line.
  Optional<String> line(String key, int longest) {
    Optional<String> text = text(key).map(String::strip);
    text.filter(one -> one.length() > longest || one.chars().anyMatch(Character::isISOControl))
        .ifPresent(_ -> {
          throw Problem.of(
                  Problem.Kind.INVALID,
                  "'%s' must be one line of at most %d characters.".formatted(key, longest))
              .with("key", key)
              .refusal();
        });
    return text;
  }

  /// What must be there.
  <T> T require(String key, Optional<T> value) {
    return value.orElseThrow(() ->
        Problem.of(Problem.Kind.MALFORMED, "The body must have '%s'.".formatted(key))
            .with("key", key)
            .refusal());
  }

  /// `true` or `false`.
  Optional<Boolean> flag(String key) {
    Optional<JsonNode> value = value(key);
    value
        .filter(one -> !one.isBoolean())
        .ifPresent(one -> {
          throw wrong(key, "true or false", one);
        });
    return value.map(JsonNode::booleanValue);
  }

  Optional<Integer> number(String key, int least, int most) {
    Optional<JsonNode> value = value(key);
    value
        .filter(one -> !one.canConvertToInt() || !one.isIntegralNumber())
        .ifPresent(one -> {
          throw wrong(key, "a whole number", one);
        });
    Optional<Integer> number = value.map(JsonNode::intValue);
    number
        .filter(one -> one < least || one > most)
        .ifPresent(one -> {
          throw Problem.of(
                  Problem.Kind.INVALID,
                  "'%s' is %d; it must be from %d to %d.".formatted(key, one, least, most))
              .with("key", key)
              .refusal();
        });
    return number;
  }

  /// A number that JSON can say; so none without an end.
  Optional<Double> decimal(String key) {
    Optional<JsonNode> value = value(key);
    value
        .filter(one -> !one.isNumber() || !Double.isFinite(one.doubleValue()))
        .ifPresent(one -> {
          throw wrong(key, "a number", one);
        });
    return value.map(JsonNode::doubleValue);
  }

  /// A time with its offset.
  Optional<Instant> moment(String key) {
    return text(key)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeException _) {
            throw Problem.of(
                    Problem.Kind.INVALID,
                    "'%s' is '%s'; it must be a time such as 2026-11-29T10:00:00Z."
                        .formatted(key, shown(text)))
                .with("key", key)
                .refusal();
          }
        });
  }

  /// A list of objects.
  ///
  /// @param allowed the keys that each may have
  List<Body> objects(String key, int most, List<String> allowed) {
    Optional<JsonNode> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw wrong(key, "a list of objects", value.get());
    }
    if (value.get().size() > most) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'%s' has %d entries; it may have %d.".formatted(key, value.get().size(), most))
          .with("key", key)
          .refusal();
    }
    var objects = new ArrayList<Body>();
    for (JsonNode one : value.get()) {
      if (!(one instanceof ObjectNode fields)) {
        throw wrong(key, "a list of objects", one);
      }
      objects.add(new Body(allowed(fields, allowed)));
    }
    return List.copyOf(objects);
  }

  List<String> texts(String key, int most) {
    Optional<JsonNode> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    if (!value.get().isArray()) {
      throw wrong(key, "a list of texts", value.get());
    }
    for (JsonNode one : value.get()) {
      if (!one.isTextual()) {
        throw wrong(key, "a list of texts", one);
      }
      texts.add(storable(key, one.textValue().strip()));
    }
    if (texts.size() > most) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'%s' has %d entries; it may have %d.".formatted(key, texts.size(), most))
          .with("key", key)
          .refusal();
    }
    return List.copyOf(texts);
  }

  /// Texts by name.
  Map<String, String> mapping(String key) {
    Optional<JsonNode> value = value(key);
    if (value.isEmpty()) {
      return Map.of();
    }
    if (!(value.get() instanceof ObjectNode object)) {
      throw wrong(key, "an object of texts", value.get());
    }
    var texts = new LinkedHashMap<String, String>();
    for (var entry : object.properties()) {
      if (!entry.getValue().isTextual()) {
        throw wrong(key + "." + shown(entry.getKey()), "a text", entry.getValue());
      }
      texts.put(storable(key, entry.getKey()), storable(key, entry.getValue().textValue()));
    }
    return texts;
  }

  private static String storable(String key, String text) {
    if (!isStorable(text)) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "'%s' holds a NUL or half a character, which no file may hold.".formatted(key))
          .with("key", key)
          .refusal();
    }
    return text;
  }

  /// Whether both databases keep a text as it is.
  static boolean isStorable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }
}
