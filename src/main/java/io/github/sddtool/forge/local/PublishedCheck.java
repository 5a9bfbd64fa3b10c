package io.github.sddtool.forge.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.forge.Annotation;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/// A check as this forge shows it.
public record PublishedCheck(String name, CommitId head, CheckState state) {

  byte[] toJson() {
    ObjectNode object = Json.object();
    object.put("name", name);
    object.put("head", head.hex());
    switch (state) {
      case CheckState.Queued(), CheckState.Requeued() -> object.put("status", "queued");
      case CheckState.Cancelled(String reason) ->
          object.put("status", "cancelled").put("reason", reason);
      case CheckState.Completed completed -> {
        object.put("status", "completed");
        object.put("verdict", completed.verdict().word());
        object.put("title", completed.title());
        object.put("summary", completed.summary());
        ArrayNode annotations = object.putArray("annotations");
        completed.annotations().forEach(annotation -> write(annotation, annotations.addObject()));
      }
    }
    return Json.write(object);
  }

  /// Empty when the file is none of ours.
  static Optional<PublishedCheck> parse(byte[] json) {
    return Json.read(json).flatMap(PublishedCheck::of);
  }

  private static Optional<PublishedCheck> of(ObjectNode object) {
    try {
      CheckState state =
          switch (object.path("status").asText()) {
            case "queued" -> new CheckState.Queued();
            case "cancelled" -> new CheckState.Cancelled(object.path("reason").asText());
            case "completed" -> completed(object);
            default -> throw new IllegalArgumentException("unknown status");
          };
      return Optional.of(
          new PublishedCheck(
              object.path("name").asText(), new CommitId(object.path("head").asText()), state));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static CheckState completed(ObjectNode object) {
    var annotations = new ArrayList<Annotation>();
    object.path("annotations").forEach(node -> annotations.add(annotation(node)));
    return new CheckState.Completed(
        Verdict.valueOf(object.path("verdict").asText().toUpperCase(Locale.ROOT)),
        object.path("title").asText(),
        object.path("summary").asText(),
        annotations);
  }

  private static void write(Annotation annotation, ObjectNode node) {
    node.put("path", annotation.at().path().value());
    node.put("line", annotation.at().line());
    node.put("column", annotation.at().column());
    node.put("severity", annotation.severity().word());
    node.put("title", annotation.title());
    node.put("message", annotation.message());
  }

  private static Annotation annotation(JsonNode node) {
    return new Annotation(
        new Location(
            RepoPath.of(node.path("path").asText()),
            node.path("line").asInt(),
            node.path("column").asInt()),
        Severity.valueOf(node.path("severity").asText().toUpperCase(Locale.ROOT)),
        node.path("title").asText(),
        node.path("message").asText());
  }
}
