package io.github.sddtool.bridge.local;

import io.github.sddtool.source.RepoPath;
import java.util.Locale;

/// What was done with a spec, or why not.
///
/// @param what for people; may be empty
public record Line(Kind kind, String id, RepoPath path, String what) {
  /// What was done.
  public enum Kind {
    /// The working tree has what the store said.
    BROUGHT,
    /// The store has what the working tree said.
    SENT,
    /// Both said something, and whoever the settings name was right.
    OVERRULED,
    /// A person has to settle something.
    CONFLICT,
    /// It was left as it is.
    LEFT;

    /// As people read it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a person has to do something.
    public boolean isOpen() {
      return this == CONFLICT || this == LEFT;
    }
  }
}
