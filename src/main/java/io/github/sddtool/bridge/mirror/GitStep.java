package io.github.sddtool.bridge.mirror;

import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.CommitNote;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One commit of the branch: who made it, and the specs it has.
///
/// @param specs by path
record GitStep(CommitNote note, SortedMap<RepoPath, Found> specs) {
  GitStep(CommitNote note, Map<RepoPath, Found> specs) {
    this(note, new TreeMap<>(specs));
  }

  /// A spec in git.
  ///
  /// @param id as reports name it
  /// @param format the name of its format
  record Found(String id, String format, RepoPath path, BlobId blob) {}
}
