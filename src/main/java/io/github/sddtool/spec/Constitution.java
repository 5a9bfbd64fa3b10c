package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Optional;

/// The rules a repository gave itself, as far as specs refer to them.
///
/// @param version as written, if it is written
public record Constitution(RepoPath path, Optional<String> version, List<SpecProblem> problems) {
  public Constitution {
    problems = List.copyOf(problems);
  }
}
