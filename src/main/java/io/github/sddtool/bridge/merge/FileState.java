package io.github.sddtool.bridge.merge;

import io.github.sddtool.source.RepoPath;

/// A spec as a file on one side.
public record FileState(RepoPath path, String text) {}
