package io.github.sddtool.forge;

import io.github.sddtool.source.CommitId;
import java.net.URI;
import java.util.Optional;

/// A pull or merge request that was merged into the default branch.
///
/// @param author the login; empty where the account is gone
/// @param headRef the branch that was merged; of a fork it never existed in the repository
/// @param head what stood there when it was merged
/// @param page where people look at it, if anywhere
public record Merged(
    int number, String title, String author, String headRef, CommitId head, Optional<URI> page) {}
