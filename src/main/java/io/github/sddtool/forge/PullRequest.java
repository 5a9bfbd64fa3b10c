package io.github.sddtool.forge;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;

/// A pull or merge request as it was when read: values only.
///
/// @param headRef the branch that is proposed; of a fork it does not exist in `repo`
/// @param baseRef the branch it would be merged into
/// @param open false once merged or closed
public record PullRequest(
    RepoId repo, int number, CommitId head, String headRef, String baseRef, boolean open) {}
