package io.github.sddtool.fake.github;

import java.util.Set;

/// An issue as it stands.
///
/// @param author the login; the app's own ends with `[bot]`
/// @param edits how often it was changed through the API since it was opened
public record ShownIssue(
    int number,
    String author,
    String title,
    String body,
    boolean open,
    int edits,
    Set<String> labels) {}
