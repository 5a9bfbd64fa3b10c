package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.CodeOwners;
import io.github.sddtool.spec.Companions;
import io.github.sddtool.spec.SpecSet;
import java.util.List;
import java.util.Set;

/// What one snapshot says as a whole: its specs, what accompanies them, and the trace of its
/// markers to them.
///
/// @param files all of them
/// @param unread files that were too large to read
/// @param links symbolic links among the specs, which nobody follows
/// @param owners who answers for which file
public record Survey(
    SpecSet specs,
    Companions companions,
    Trace trace,
    FileTree files,
    List<RepoPath> unread,
    List<RepoPath> links,
    CodeOwners owners) {
  public Survey {
    unread = List.copyOf(unread);
    links = List.copyOf(links);
  }

  /// A snapshot without links that names no owners, of whose files the paths are known.
  public Survey(
      SpecSet specs,
      Companions companions,
      Trace trace,
      Set<RepoPath> paths,
      List<RepoPath> unread) {
    this(specs, companions, trace, FileTree.ofPaths(paths), unread, List.of(), CodeOwners.NONE);
  }

  /// The paths of all files.
  public Set<RepoPath> paths() {
    return files.paths();
  }

  /// What the texts of the specs refer to.
  public SpecReferences references() {
    return new SpecReferences(specs, files);
  }
}
