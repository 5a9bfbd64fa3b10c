package io.github.sddtool.fake.github;

import java.util.List;

/// A comment on a pull request as it stands.
///
/// @param author the login; the app's own ends with `[bot]`
/// @param edits how often the body was changed since it was posted
/// @param reactions of the app to it, as GitHub names them
public record Comment(long id, String author, String body, int edits, List<String> reactions) {
  public Comment {
    reactions = List.copyOf(reactions);
  }
}
