package io.github.sddtool.fake.github;

import java.util.Set;

/// A pull request as it stands.
///
/// @param author the login; the app's own ends with `[bot]`
/// @param edits how often it was changed through the API since it was opened
public record ShownPull(
    int number,
    String author,
    String head,
    String base,
    String title,
    String body,
    boolean open,
    int edits,
    boolean draft,
    Set<String> labels) {}
