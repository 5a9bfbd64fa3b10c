package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.store.spec.SpecRef;
import java.util.Optional;

/// What is known of a spec that both sides have, or had.
///
/// @param base what both agreed on
/// @param git where git has it at the cursor, and with which content; empty for nowhere
/// @param agreed the store's revision at which both agreed on the base
/// @param exported the revision up to which git has every edit
record Item(SpecRef spec, FileState base, Optional<InGit> git, int agreed, int exported) {

  /// A file in git.
  record InGit(RepoPath path, BlobId blob) {}
}
