package io.github.sddtool.fake.github;

/// A comment on a pull request as it stands.
///
/// @param author the login; the app's own ends with `[bot]`
/// @param edits how often the body was changed since it was posted
public record Comment(long id, String author, String body, int edits) {}
