package io.github.sddtool.spec;

import io.github.sddtool.source.RepoPath;

/// A problem with the file it was seen in.
public record PlacedProblem(RepoPath path, SpecProblem problem) {}
