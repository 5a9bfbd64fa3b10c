package io.github.sddtool.guard;

import io.github.sddtool.source.CommitId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What brought a drop, as far as it can be told.
public sealed interface Suspect {
  /// One change.
  ///
  /// @param from the state of the branch that it came upon
  /// @param to the last of its commits on the branch
  /// @param commits of it, the oldest first
  /// @param request the pull request that it came by
  /// @param takesBack what it reverts itself, if it does
  record Change(
      CommitId from,
      CommitId to,
      List<CommitId> commits,
      Optional<Request> request,
      Optional<String> takesBack)
      implements Suspect {
    public Change {
      commits = List.copyOf(commits);
    }
  }

  /// A pull request.
  ///
  /// @param author their name on the forge
  record Request(int number, String title, String author, String headRef, Optional<URI> page) {}

  /// None alone did.
  ///
  /// @param why in a sentence
  record None(String why) implements Suspect {}
}
