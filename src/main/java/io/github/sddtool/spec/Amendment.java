package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;
import java.util.List;

/// What a proposal wants done to one spec.
///
/// @param spec the id of the spec, which may not exist yet
/// @param path of the file that says so
public record Amendment(String spec, RepoPath path, Body body) {
  /// What the file says by itself.
  ///
  /// @param edits in the order of the text
  public record Body(List<Edit> edits, List<SpecProblem> problems) {
    public Body {
      edits = List.copyOf(edits);
      problems = List.copyOf(problems);
    }
  }

  /// What a file that speaks of several specs wants done to one of them.
  ///
  /// @param spec as the file names it; empty where it names none
  public record Part(String spec, Body body) {}
}
