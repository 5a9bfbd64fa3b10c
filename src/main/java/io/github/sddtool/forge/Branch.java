package io.github.sddtool.forge;

import io.github.sddtool.source.CommitId;

/// A branch as it stood when it was read.
///
/// @param name without `refs/heads/`
public record Branch(String name, CommitId tip) {}
