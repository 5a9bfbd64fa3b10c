package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Optional;

/// The rules a repository, or one domain of it, gave itself, as far as specs refer to them.
///
/// @param format whose specs it binds
/// @param domain whose specs it binds; empty for all
/// @param body what the file says by itself
public record Constitution(String format, RepoPath path, String domain, Body body) {
  /// What a constitution says.
  ///
  /// @param version as written, if it is written
  /// @param principles the titles of its rules, in order
  public record Body(
      Optional<String> version, List<String> principles, List<SpecProblem> problems) {
    public Body {
      principles = List.copyOf(principles);
      problems = List.copyOf(problems);
    }
  }

  public Optional<String> version() {
    return body.version();
  }
}
