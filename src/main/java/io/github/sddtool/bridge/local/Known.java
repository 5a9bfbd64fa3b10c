package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.source.RepoPath;

/// What is known of a spec that both sides have, or had.
///
/// @param there what the store was last heard to have
/// @param base what both sides agreed on
/// @param agreed the store's revision from which on its edits are not all here
/// @param place where it stood in the working tree
public record Known(Kept there, FileState base, int agreed, RepoPath place) {
  /// Of a spec on which both sides agree.
  public static Known agreed(Kept there, FileState base) {
    return new Known(there, base, there.at().revision(), base.path());
  }
}
