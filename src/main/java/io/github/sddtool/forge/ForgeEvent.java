package io.github.sddtool.forge;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.List;

/// What a delivery means to us, in words that all forges share.
public sealed interface ForgeEvent {
  /// The forge tries out the webhook.
  record Ping() implements ForgeEvent {}

  /// A pull request has something new to judge: opened, pushed to, reopened, ready, retargeted.
  ///
  /// @param pullRequest as it was when the forge told of it
  record PullRequestChanged(PullRequest pullRequest) implements ForgeEvent {}

  /// A person asked to judge again what an earlier event was about.
  ///
  /// @param about a changed pull request or a pushed branch
  record AskedAgain(ForgeEvent about) implements ForgeEvent {}

  /// Somebody tells us to do something about a pull request.
  record Commanded(RepoId repo, int number, SlashCommand command) implements ForgeEvent {}

  /// A pull request was merged or closed.
  record PullRequestClosed(RepoId repo, int number) implements ForgeEvent {}

  /// The default branch moved from `before` to `after`.
  record DefaultBranchPushed(RepoId repo, String branch, CommitId before, CommitId after)
      implements ForgeEvent {}

  /// A merge queue asks for a verdict on `head`, which will replace `base`.
  record MergeRequested(RepoId repo, CommitId base, CommitId head) implements ForgeEvent {}

  /// The app can now reach, or can no longer reach, these repositories.
  record AccessChanged(boolean granted, List<RepoId> repos) implements ForgeEvent {
    public AccessChanged {
      repos = List.copyOf(repos);
    }
  }

  /// Nothing for us to do; the reason is kept with the delivery.
  record Ignored(String reason) implements ForgeEvent {}

  /// The body could not be understood; kept, marked and replayable.
  record Unreadable(String reason) implements ForgeEvent {}
}
