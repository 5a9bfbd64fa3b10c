package io.github.sddtool.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What stood in files before: the way back from one commit along first parents, so that a merge
/// counts as one step. It goes back a bounded number of commits; beyond that nothing is known.
public interface History {
  /// The earlier versions of files, found again where they were renamed.
  Past past(Collection<RepoPath> paths);

  /// The files a commit changed, compared with its first parent; all of them for a first commit.
  List<FileDelta> changed(CommitId commit);

  /// The bytes of a version.
  ///
  /// @throws io.github.sddtool.fault.SourceFault when it cannot be read
  byte[] read(FileEntry file);

  /// The versions of several files.
  ///
  /// @param lineages by the path at the newest commit
  /// @param reached the age of the oldest commit looked at
  record Past(Map<RepoPath, Lineage> lineages, int reached) {
    public Past {
      lineages = Map.copyOf(lineages);
    }

    /// A file's versions; none for a file the newest commit does not have.
    public Lineage of(RepoPath path) {
      return lineages.getOrDefault(path, Lineage.NONE);
    }
  }

  /// A file's versions, newest first.
  ///
  /// @param whole whether the oldest is the one that created the file; else there are older ones
  record Lineage(List<Version> versions, boolean whole) {
    public static final Lineage NONE = new Lineage(List.of(), true);

    public Lineage {
      versions = List.copyOf(versions);
    }
  }

  /// A file as one commit left it.
  ///
  /// @param age how many steps back that commit is; 0 is the newest
  record Version(int age, CommitId commit, FileEntry file) {}
}
