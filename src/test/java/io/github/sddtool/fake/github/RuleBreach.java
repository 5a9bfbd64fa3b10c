package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A request that GitHub refuses with 422.
///
/// @param method POST makes a check run or a comment, PATCH changes a check run
/// @param resource `check-runs` or `comments`
/// @param answer what the refusal says, among other things
/// @param described whether GitHub's OpenAPI text knows the rule, too
public record RuleBreach(
    String name,
    String method,
    String resource,
    ObjectNode body,
    String answer,
    boolean described) {
  private static final String SHA = "0123456789012345678901234567890123456789";

  @Override
  public String toString() {
    return name;
  }

  /// The body as it is sent, with the commit of a test in it.
  public String body(String sha) {
    return Json.write(body).replace(SHA, sha);
  }

  /// One breach of each rule.
  public static List<RuleBreach> all() {
    return List.of(
        run("no head_sha", run -> run.remove("head_sha"), "\"head_sha\" wasn't supplied", true),
        run("no name", run -> run.remove("name"), "\"name\" wasn't supplied", true),
        run("name is a number", run -> run.put("name", 1), "not a string", true),
        run("status is unknown", run -> run.put("status", "done"), "not a member of", true),
        run("conclusion is misspelt", run -> run.put("conclusion", "sucess"), "not a member", true),
        run("time is no time", run -> run.put("started_at", "noon"), "not a date-time", true),
        run(
            "completed without conclusion",
            run -> run.put("status", "completed"),
            CONCLUSION,
            false),
        run("completed_at alone", run -> run.put("completed_at", NOON), CONCLUSION, false),
        run("stale", run -> run.put("conclusion", "stale"), "not a member of", false),
        run("unknown commit", run -> run.put("head_sha", "f".repeat(40)), NO_COMMIT, false),
        run("abbreviated commit", run -> run.put("head_sha", "abcdef0"), NO_COMMIT, false),
        output("51 annotations", o -> annotate(o, 51, _ -> {}), "No more than 50 items", true),
        output("summary too long", o -> o.put("summary", "x".repeat(65_536)), LONG, true),
        output("text too long", o -> o.put("text", "x".repeat(65_536)), LONG, true),
        output("no summary", o -> o.remove("summary"), "\"summary\" wasn't supplied", true),
        annotation("level error", a -> a.put("annotation_level", "error"), "not a member of", true),
        annotation("line is text", a -> a.put("start_line", "1"), "not an integer", true),
        annotation("no path", a -> a.remove("path"), "\"path\" wasn't supplied", true),
        annotation("lines run backwards", a -> a.put("end_line", 1), "at most end_line", false),
        annotation("line 0", a -> a.put("start_line", 0), "at least 1", false),
        annotation("message too long", a -> a.put("message", "é".repeat(32_769)), "64 KB", false),
        annotation("title too long", a -> a.put("title", "x".repeat(256)), "Only 255", false),
        annotation("column over lines", a -> a.put("start_column", 1), "Columns", false),
        action("action label too long", "x".repeat(21), "Only 20 characters", true),
        patch("update to completed only", Map.of("status", "completed"), CONCLUSION, true),
        patch("update to stale", Map.of("conclusion", "stale"), "not a member of", false),
        comment("comment too long", "x".repeat(65_537), "Body is too long"),
        comment("comment is blank", " ", "cannot be blank"));
  }

  private static final String NOON = "2026-01-01T12:00:00Z";
  private static final String CONCLUSION = "\"conclusion\" wasn't supplied";
  private static final String NO_COMMIT = "No commit found for SHA: ";
  private static final String LONG = "Only 65535 characters are allowed; 65536 were supplied.";

  private static RuleBreach run(
      String name, Consumer<ObjectNode> change, String answer, boolean described) {
    var body = Json.object().put("name", "SDD").put("head_sha", SHA);
    change.accept(body);
    return new RuleBreach(name, "POST", "check-runs", body, answer, described);
  }

  private static RuleBreach output(
      String name, Consumer<ObjectNode> change, String answer, boolean described) {
    return run(
        name,
        run -> change.accept(run.putObject("output").put("title", "T").put("summary", "S")),
        answer,
        described);
  }

  private static RuleBreach annotation(
      String name, Consumer<ObjectNode> change, String answer, boolean described) {
    return output(name, output -> annotate(output, 1, change), answer, described);
  }

  private static RuleBreach action(String name, String label, String answer, boolean described) {
    return run(
        name,
        run ->
            run.putArray("actions")
                .addObject()
                .put("label", label)
                .put("description", "d")
                .put("identifier", "i"),
        answer,
        described);
  }

  private static RuleBreach patch(
      String name, Map<String, String> fields, String answer, boolean described) {
    var body = Json.object();
    fields.forEach(body::put);
    return new RuleBreach(name, "PATCH", "check-runs", body, answer, described);
  }

  private static RuleBreach comment(String name, String text, String answer) {
    return new RuleBreach(name, "POST", "comments", Json.object().put("body", text), answer, false);
  }

  private static void annotate(ObjectNode output, int times, Consumer<ObjectNode> change) {
    var list = output.putArray("annotations");
    for (int i = 0; i < times; i++) {
      var one = list.addObject().put("path", "a.md").put("start_line", 2).put("end_line", 3);
      one.put("annotation_level", "notice").put("message", "m");
      change.accept(one);
    }
  }
}
