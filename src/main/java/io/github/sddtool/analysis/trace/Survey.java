package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.CodeOwners;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Set;

/// What one snapshot says as a whole: its specs, what accompanies them, and the trace of its
/// markers to them.
///
/// @param paths of all its files
/// @param unread files that were too large to read
/// @param links symbolic links among the specs, which nobody follows
/// @param owners who answers for which file
public record Survey(
    SpecSet specs,
    Companions companions,
    Trace trace,
    Set<RepoPath> paths,
    List<RepoPath> unread,
    List<RepoPath> links,
    CodeOwners owners) {
  public Survey {
    unread = List.copyOf(unread);
    links = List.copyOf(links);
  }

  /// A snapshot without links that names no owners.
  public Survey(
      SpecSet specs,
      Companions companions,
      Trace trace,
      Set<RepoPath> paths,
      List<RepoPath> unread) {
    this(specs, companions, trace, paths, unread, List.of(), CodeOwners.NONE);
  }

  /// What the texts of the specs refer to.
  public SpecReferences references() {
    return new SpecReferences(specs, paths);
  }
}
