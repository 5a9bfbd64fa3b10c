package io.github.sddtool.bridge.mirror;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.spec.Project;
import java.util.Optional;

/// Which branch a project is mirrored to, and what is known of it.
///
/// @param id in the trailers of our commits, so that several mirrors of one branch tell their own
/// @param cursor the commit up to which git is known; empty before the first look
/// @param seenSeq the edit up to which git has what the store said
/// @param permit what a person let pass: a commit, or an edit's number
/// @param proposal where we left the branch of our pull request, if we have one
public record MirrorRow(
    Project project,
    String id,
    RepoId repo,
    String branch,
    Optional<CommitId> cursor,
    long seenSeq,
    String permit,
    Optional<CommitId> proposal) {}
