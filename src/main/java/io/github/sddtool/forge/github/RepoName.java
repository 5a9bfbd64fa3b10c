package io.github.sddtool.forge.github;

import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.source.RepoId;
import java.util.Optional;

/// A repository's name as GitHub forms it: an owner and a name, each of letters, digits, `-`, `_`
/// and `.`, so that it can stand in a URL, a path and a message as it is.
record RepoName(String owner, String name) {
  private static final int LONGEST_PART = 100;

  /// Reads `owner/name`; empty when it is anything else.
  static Optional<RepoName> read(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String owner = text.substring(0, slash);
    String name = text.substring(slash + 1);
    return isPart(owner) && isPart(name)
        ? Optional.of(new RepoName(owner, name))
        : Optional.empty();
  }

  static RepoName of(RepoId repo) {
    return read(repo.name())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a repository on GitHub is owner/name, not " + ForgeText.quote(repo.name())));
  }

  private static boolean isPart(String text) {
    return ForgeText.isPathName(text, LONGEST_PART);
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
