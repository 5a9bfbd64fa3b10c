package io.github.sddtool.forge.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The part of a webhook's body that we read. Every question names a path into it; what does not
/// stand there as asked is an [Unexpected] that says what was expected where.
final class Payload {
  /// The body is not what GitHub sends.
  static final class Unexpected extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    Unexpected(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /// GitHub never sends more.
  private static final int LARGEST = 25 * 1024 * 1024;

  private static final int DEEPEST = 64;

  /// The first level that is kept; the rest, such as the commits of a push, is passed over.
  private static final Set<String> KEPT =
      Set.of(
          "action",
          "after",
          "before",
          "changes",
          "deleted",
          "merge_group",
          "number",
          "pull_request",
          "ref",
          "repositories",
          "repositories_added",
          "repositories_removed",
          "repository");

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

  static Payload read(Bytes body) throws Unexpected {
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
        if (KEPT.contains(name)) {
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

  boolean has(String... path) {
    JsonNode node = at(path);
    return !node.isMissingNode() && !node.isNull();
  }

  String text(String... path) throws Unexpected {
    JsonNode node = at(path);
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw expected("text", path);
    }
    return node.textValue();
  }

  /// True or false; false where there is nothing.
  boolean flag(String... path) throws Unexpected {
    if (has(path) && !at(path).isBoolean()) {
      throw expected("true or false", path);
    }
    return at(path).booleanValue();
  }

  /// A number as issues and pull requests have it: positive.
  int number(String... path) throws Unexpected {
    JsonNode node = at(path);
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      throw expected("a positive whole number", path);
    }
    return node.intValue();
  }

  CommitId commit(String... path) throws Unexpected {
    String hex = text(path);
    try {
      return new CommitId(hex);
    } catch (IllegalArgumentException _) {
      throw expected("a commit id", path);
    }
  }

  RepoId repo(String forge, String... path) throws Unexpected {
    RepoName name =
        RepoName.read(text(path)).orElseThrow(() -> expected("a name like owner/name", path));
    return new RepoId(forge, name.toString());
  }

  List<Payload> items(String... path) throws Unexpected {
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

  private Unexpected expected(String what, String... path) {
    return new Unexpected("Expected " + what + " at `" + place(path) + "`.");
  }

  private String place(String... path) {
    return place + String.join(".", path);
  }
}
