package io.github.sddtool.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;

/// Judges webhook payloads by GitHub's JSON schemas of them.
final class WebhookSchemas {
  private final JsonNode schemas;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private WebhookSchemas(JsonNode schemas) {
    this.schemas = schemas;
  }

  static WebhookSchemas load(Path npm) {
    return new WebhookSchemas(Npm.json(npm, "@octokit/webhooks-schemas/schema.json"));
  }

  /// What the schema of this event, and of the payload's action, has against a payload.
  List<String> violations(String event, JsonNode payload) {
    var kind = payload.has("action") ? payload.get("action").asText() : "event";
    var name = event + "$" + kind;
    if (!schemas.path("definitions").has(name)) {
      return List.of("GitHub's schemas do not know " + name);
    }
    ObjectNode root = Npm.MAPPER.createObjectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.set("definitions", schemas.get("definitions"));
    root.putArray("allOf").addObject().put("$ref", "#/definitions/" + name);
    return registry.getSchema(root).validate(payload).stream().map(Error::toString).toList();
  }
}
