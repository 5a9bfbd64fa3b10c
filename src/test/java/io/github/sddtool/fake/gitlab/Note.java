package io.github.sddtool.fake.gitlab;

import java.util.Map;

/// A note on a merge request.
///
/// @param edits how often its text was changed
public record Note(long id, long number, long author, String body, int edits) {
  Map<String, Object> shape() {
    return Map.of(
        "id",
        id,
        "body",
        body,
        "author",
        Map.of("id", author, "username", "user-" + author),
        "system",
        false,
        "noteable_iid",
        number,
        "noteable_type",
        "MergeRequest");
  }
}
