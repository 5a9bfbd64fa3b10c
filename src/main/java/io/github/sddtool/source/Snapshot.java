package io.github.sddtool.source;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /// The same files, to look things up.
  default FileTree tree() {
    return FileTree.of(files());
  }

  /// One file; finding it may cost less than listing all.
  default Optional<FileEntry> find(RepoPath path) {
    return tree().find(path);
  }

  /// What the files are known by as a whole; empty where there is nothing that costs less than
  /// listing them.
  default Optional<TreeId> id() {
    return Optional.empty();
  }

  /// What differs from an earlier snapshot, found without listing either; empty where it cannot be
  /// told so.
  default Optional<TreeDelta> since(TreeId earlier) {
    return Optional.empty();
  }

  /// Says which of the files will be read soon: those that have to be brought here first are
  /// brought all at once.
  ///
  /// @param files asked only where files may have to be brought
  /// @throws io.github.sddtool.fault.Fault saying who must act, when they cannot be brought
  default void expect(Supplier<List<FileEntry>> files) {}

  /// The bytes of one of [#files()].
  ///
  /// @throws io.github.sddtool.fault.SourceFault when it cannot be read
  byte[] read(FileEntry file);
}
