package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What GitHub demands of the body of a check run, whether its OpenAPI text says so or not.
final class CheckRules {
  private static final int ANNOTATIONS = 50;
  private static final int TEXT = 65_535;
  private static final int KILOBYTES_64 = 64 * 1024;
  private static final List<String> STATUSES = List.of("queued", "in_progress", "completed");
  private static final List<String> CONCLUSIONS =
      List.of(
          "action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out");

  private final List<String> problems = new ArrayList<>();

  private CheckRules() {}

  static void requireCreatable(JsonNode body) {
    var rules = new CheckRules();
    rules.supplied(body, "name", "head_sha");
    rules.common(body, true);
    rules.judge();
  }

  static void requireUpdatable(JsonNode body) {
    var rules = new CheckRules();
    rules.common(body, false);
    rules.judge();
  }

  private void judge() {
    if (!problems.isEmpty()) {
      throw Refusal.invalidRequest(problems);
    }
  }

  private void common(JsonNode body, boolean creating) {
    for (var field : List.of("name", "head_sha", "details_url", "external_id")) {
      text(body, field, Integer.MAX_VALUE);
    }
    member(body, "status", STATUSES);
    member(body, "conclusion", CONCLUSIONS);
    time(body, "started_at");
    time(body, "completed_at");
    boolean completes =
        body.path("status").asText().equals("completed") || body.has("completed_at");
    if (completes && !body.has("conclusion")) {
      supplied(body, "conclusion");
    }
    if (body.has("output")) {
      output(body.get("output"), creating);
    }
    if (list(body, "actions", 3)) {
      body.get("actions").forEach(this::action);
    }
  }

  private void output(JsonNode output, boolean creating) {
    if (!output.isObject()) {
      problems.add("For 'properties/output', " + output + " is not an object.");
      return;
    }
    if (creating) {
      supplied(output, "title", "summary");
    } else {
      supplied(output, "summary");
    }
    text(output, "title", Integer.MAX_VALUE);
    text(output, "summary", TEXT);
    text(output, "text", TEXT);
    if (list(output, "annotations", ANNOTATIONS)) {
      output.get("annotations").forEach(this::annotation);
    }
  }

  private void annotation(JsonNode annotation) {
    supplied(annotation, "path", "start_line", "end_line", "annotation_level", "message");
    text(annotation, "path", Integer.MAX_VALUE);
    text(annotation, "title", 255);
    bytes(annotation, "message");
    bytes(annotation, "raw_details");
    member(annotation, "annotation_level", List.of("notice", "warning", "failure"));
    boolean starts = number(annotation, "start_line");
    boolean ends = number(annotation, "end_line");
    if (!starts || !ends) {
      return;
    }
    int start = annotation.path("start_line").asInt();
    int end = annotation.path("end_line").asInt();
    if (start < 1 || end < start) {
      problems.add("start_line " + start + " must be at least 1 and at most end_line " + end + ".");
    }
    if (start != end && (annotation.has("start_column") || annotation.has("end_column"))) {
      problems.add("Columns are allowed only when start_line and end_line are the same.");
    }
  }

  private void action(JsonNode action) {
    supplied(action, "label", "description", "identifier");
    text(action, "label", 20);
    text(action, "description", 40);
    text(action, "identifier", 20);
  }

  private void supplied(JsonNode node, String... fields) {
    var missing =
        Stream.of(fields)
            .filter(field -> !node.has(field))
            .map(field -> '"' + field + '"')
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          String.join(", ", missing)
              + (missing.size() == 1 ? " wasn't" : " weren't")
              + " supplied.");
    }
  }

  private void text(JsonNode node, String field, int most) {
    if (!isText(node, field)) {
      return;
    }
    var value = node.get(field).asText();
    int length = value.codePointCount(0, value.length());
    if (length > most) {
      problems.add("Only " + most + " characters are allowed; " + length + " were supplied.");
    }
  }

  private void bytes(JsonNode node, String field) {
    if (!isText(node, field)) {
      return;
    }
    int length = node.get(field).asText().getBytes(StandardCharsets.UTF_8).length;
    if (length > KILOBYTES_64) {
      problems.add(
          "For 'properties/" + field + "', only 64 KB are allowed; " + length + " were supplied.");
    }
  }

  private boolean isText(JsonNode node, String field) {
    if (!node.has(field)) {
      return false;
    }
    if (!node.get(field).isTextual()) {
      problems.add(
          "For 'properties/" + field + "', " + shown(node.get(field)) + " is not a string.");
      return false;
    }
    return true;
  }

  private boolean number(JsonNode node, String field) {
    if (node.has(field) && !node.get(field).isIntegralNumber()) {
      problems.add(
          "For 'properties/" + field + "', " + shown(node.get(field)) + " is not an integer.");
      return false;
    }
    return node.has(field);
  }

  private void time(JsonNode node, String field) {
    if (!isText(node, field)) {
      return;
    }
    try {
      OffsetDateTime.parse(node.get(field).asText());
    } catch (DateTimeParseException e) {
      problems.add(
          "For 'properties/" + field + "', " + shown(node.get(field)) + " is not a date-time.");
    }
  }

  private void member(JsonNode node, String field, List<String> allowed) {
    if (isText(node, field) && !allowed.contains(node.get(field).asText())) {
      var members =
          allowed.stream().map(one -> '"' + one + '"').collect(Collectors.joining(", ", "[", "]"));
      problems.add(
          "For 'properties/"
              + field
              + "', "
              + node.get(field).asText()
              + " is not a member of "
              + members
              + ".");
    }
  }

  private boolean list(JsonNode node, String field, int most) {
    if (!node.has(field)) {
      return false;
    }
    var list = node.get(field);
    if (!list.isArray()) {
      problems.add("For 'properties/" + field + "', " + shown(list) + " is not an array.");
      return false;
    }
    if (list.size() > most) {
      problems.add(
          "No more than " + most + " items are allowed; " + list.size() + " were supplied.");
    }
    return true;
  }

  /// The real API is written in Ruby and says nil.
  private static String shown(JsonNode value) {
    return value.isNull() ? "nil" : value.toString();
  }
}
