package io.github.sddtool.bridge.merge;

/// Whose word counts where both sides say something.
public enum Authority {
  /// Git's: what the store says otherwise is set back.
  GIT,
  /// The store's: what git says otherwise is set back.
  STORE,
  /// Both: changes of either side reach the other, and a contradiction is a person's to settle.
  BOTH
}
