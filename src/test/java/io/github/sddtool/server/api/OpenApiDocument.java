package io.github.sddtool.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.sddtool.server.api.ApiClient.Answered;
import io.github.sddtool.spec.yaml.TypedYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The published document, against which answers are held.
final class OpenApiDocument {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final JsonNode root = new ObjectMapper().valueToTree(TypedYaml.read(OpenApiDoor.text()));
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new HashMap<>();

  JsonNode root() {
    return root;
  }

  /// As the door names its own: `GET /api/specs/{id}`.
  Set<String> operations() {
    var operations = new TreeSet<String>();
    root.at("/paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(one -> {
                  if (METHODS.contains(one.getKey())) {
                    operations.add(
                        one.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                  }
                }));
    return operations;
  }

  JsonNode operation(String name) {
    String[] parts = name.split(" ", 2);
    return root.at("/paths").path(parts[1]).path(parts[0].toLowerCase(java.util.Locale.ROOT));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  /// What of an answer the document does not say, or says otherwise.
  List<String> problems(String operation, Answered answer) {
    var problems = new ArrayList<String>();
    JsonNode response =
        resolved(operation(operation).path("responses").path(Integer.toString(answer.status())));
    if (response.isMissingNode()) {
      return List.of(operation + " may not answer " + answer.status() + ": " + answer.body());
    }
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(header -> {
          // Before it is known who asks, nothing is counted.
          if (answer.header(header).isEmpty()) {
            problems.add(operation + " lacks the header " + header);
          }
        });
    JsonNode contents = response.path("content");
    String type = answer.header("Content-Type");
    if (contents.isEmpty()) {
      if (!answer.body().isEmpty()) {
        problems.add(operation + " has a body with " + answer.status());
      }
      return problems;
    }
    JsonNode content = contents.path(type);
    if (content.isMissingNode()) {
      problems.add(operation + " may not answer as " + type);
    } else if (type.endsWith("json")) {
      problems.addAll(problems(content.path("schema"), answer.body()));
    }
    return problems;
  }

  /// What of a JSON text is not as a schema of the document says.
  List<String> problems(JsonNode schema, String json) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.path("components"));
    return schemas
        .computeIfAbsent(
            schema.toString(), _ -> registry.getSchema(whole.toString(), InputFormat.JSON))
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }
}
