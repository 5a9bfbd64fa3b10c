package io.github.sddtool.source;

/// A file in a snapshot: where it stands, what it holds, how large it is in bytes.
public record FileEntry(RepoPath path, BlobId blob, long size) {}
