package io.github.sddtool.source;

import java.util.List;
import java.util.Optional;

/// All files at one moment: a commit, a working tree, a folder. Links and submodules are not files.
public interface Snapshot {
  /// The commit, or empty for files that are not committed.
  Optional<CommitId> commit();

  /// Every file, by path; ignored files are left out.
  List<FileEntry> files();

  /// Symbolic links, by path. They are not followed: where they lead is up to whoever made them.
  default List<RepoPath> links() {
    return List.of();
  }

  /// The bytes of one of [#files()].
  ///
  /// @throws io.github.sddtool.fault.SourceFault when it cannot be read
  byte[] read(FileEntry file);
}
