package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.source.RepoId;
import java.util.Arrays;
import java.util.Optional;

/// A project's path as GitLab forms it, `group/subgroup/project`: two to twenty-two parts, each of
/// letters, digits, `-`, `_` and `.`, so that it can stand in a URL, a path and a message as it is.
///
/// @param text the whole path
record ProjectPath(String text) {
  private static final int LONGEST_PART = 255;
  private static final int MOST_PARTS = 22;

  /// Reads a path; empty when it is anything else.
  static Optional<ProjectPath> read(String text) {
    String[] parts = text.split("/", -1);
    return parts.length >= 2
            && parts.length <= MOST_PARTS
            && Arrays.stream(parts).allMatch(ProjectPath::isPart)
        ? Optional.of(new ProjectPath(text))
        : Optional.empty();
  }

  static ProjectPath of(RepoId repo) {
    return read(repo.name())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a project on GitLab is group/project, not " + ForgeText.quote(repo.name())));
  }

  private static boolean isPart(String text) {
    return ForgeText.isPathName(text, LONGEST_PART);
  }

  @Override
  public String toString() {
    return text;
  }
}
