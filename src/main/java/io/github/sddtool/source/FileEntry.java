package io.github.sddtool.source;

/// A file in a snapshot: where it stands, what it holds, how large it is.
///
/// @param size in bytes; [#UNKNOWN_SIZE] where that is known only once it is read, as in a clone
///   that was made without contents
public record FileEntry(RepoPath path, BlobId blob, long size) {
  /// Stands for a size that nobody can tell yet.
  public static final long UNKNOWN_SIZE = -1;
}
