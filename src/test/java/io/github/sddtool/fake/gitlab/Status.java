package io.github.sddtool.fake.gitlab;

import java.util.LinkedHashMap;
import java.util.Map;

/// A commit status as GitLab keeps it.
///
/// @param pipeline the id of the pipeline it hangs on
public record Status(
    long id,
    String sha,
    String name,
    String ref,
    long pipeline,
    String state,
    String description,
    long author) {
  boolean isFinished() {
    return switch (state) {
      case "success", "failed", "canceled", "skipped" -> true;
      default -> false;
    };
  }

  Map<String, Object> shape() {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", id);
    shape.put("sha", sha);
    shape.put("name", name);
    shape.put("ref", ref);
    shape.put("pipeline_id", pipeline);
    shape.put("status", state);
    shape.put("description", description);
    shape.put("author", Map.of("id", author, "username", "user-" + author));
    return shape;
  }
}
