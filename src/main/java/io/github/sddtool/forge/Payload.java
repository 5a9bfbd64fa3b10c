package io.github.sddtool.forge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The part of a webhook's body that we read. Every question names a path into it; what does not
/// stand there as asked is an [Unexpected] that says what was expected where.
public final class Payload {
  /// The body is not what the forge sends.
  public static final class Unexpected extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    Unexpected(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    /// What was expected where.
    public String reason() {
      return reason;
    }
  }

  /// No forge sends more.
  private static final int LARGEST = 25 * 1024 * 1024;

  private static final int DEEPEST = 64;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEEPEST)
                      .maxDocumentLength(LARGEST)
                      .maxStringLength(LARGEST)
                      .maxNumberLength(100)
                      .build())
              .build());

  private final JsonNode root;
  private final String place;

  private Payload(JsonNode root, String place) {
    this.root = root;
    this.place = place;
  }

  /// Reads a body.
  ///
  /// @param kept the names of the first level that matter; the rest, such as the commits of a push,
  ///   is passed over
  public static Payload read(Bytes body, Set<String> kept) throws Unexpected {
    if (body.size() > LARGEST) {
      throw new Unexpected(
          "Expected a body of at most %d bytes, found %d.".formatted(LARGEST, body.size()));
    }
    try (JsonParser parser = JSON.getFactory().createParser(body.toArray())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unexpected("Expected a JSON object as the body.");
      }
      var root = JsonNodeFactory.instance.objectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (kept.contains(name)) {
          JsonNode value = JSON.readTree(parser);
          root.set(name, value);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new Unexpected("Expected nothing after the JSON object in the body.");
      }
      return new Payload(root, "");
    } catch (IOException _) {
      throw new Unexpected(
          "Expected a whole JSON object as the body, at most %d levels deep; the webhook's content type must be application/json."
              .formatted(DEEPEST));
    }
  }

  /// Whether something stands there that is not null.
  public boolean has(String... path) {
    JsonNode node = at(path);
    return !node.isMissingNode() && !node.isNull();
  }

  /// A text that is not blank.
  public String text(String... path) throws Unexpected {
    JsonNode node = at(path);
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw expected("text", path);
    }
    return node.textValue();
  }

  /// True or false; false where there is nothing.
  public boolean flag(String... path) throws Unexpected {
    if (has(path) && !at(path).isBoolean()) {
      throw expected("true or false", path);
    }
    return at(path).booleanValue();
  }

  /// A number as issues and pull requests have it: positive.
  public int number(String... path) throws Unexpected {
    JsonNode node = at(path);
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      throw expected("a positive whole number", path);
    }
    return node.intValue();
  }

  /// A number by which a forge knows something, as text.
  public String id(String... path) throws Unexpected {
    JsonNode node = at(path);
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
      throw expected("a positive whole number", path);
    }
    return node.asText();
  }

  /// A moment, as forges write it: `2026-11-29T06:51:29Z`, `2026-11-29 06:51:29 UTC`, or seconds
  /// since 1970; empty for anything else, and for what no forge has seen.
  public Optional<Instant> time(String... path) {
    JsonNode node = at(path);
    try {
      Instant moment =
          node.isIntegralNumber() && node.canConvertToLong()
              ? Instant.ofEpochSecond(node.longValue())
              : OffsetDateTime.parse(
                      node.asText().replaceFirst(" UTC$", "Z").replaceFirst(" ", "T"))
                  .toInstant();
      return Optional.of(moment).filter(at -> !at.isBefore(Instant.EPOCH));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// The id of a commit.
  public CommitId commit(String... path) throws Unexpected {
    String hex = text(path);
    try {
      return new CommitId(hex);
    } catch (IllegalArgumentException _) {
      throw expected("a commit id", path);
    }
  }

  /// The part that stands at a path, whatever it is.
  public Payload part(String... path) {
    return new Payload(at(path), place(path) + ".");
  }

  /// The entries of a list.
  public List<Payload> items(String... path) throws Unexpected {
    JsonNode node = at(path);
    if (!node.isArray()) {
      throw expected("a list", path);
    }
    var items = new ArrayList<Payload>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Payload(node.get(i), place(path) + "[" + i + "]."));
    }
    return items;
  }

  private JsonNode at(String... path) {
    JsonNode node = root;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  /// What to throw where something else stands.
  public Unexpected expected(String what, String... path) {
    return new Unexpected("Expected " + what + " at `" + place(path) + "`.");
  }

  private String place(String... path) {
    return place + String.join(".", path);
  }
}
