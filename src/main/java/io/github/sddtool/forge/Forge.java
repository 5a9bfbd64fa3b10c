package io.github.sddtool.forge;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.FetchRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One forge in the settings. Reading gives values; writing states what shall be shown and returns
/// effects; both throw [io.github.sddtool.fault.ForgeFault] when the forge does not answer as
/// asked.
public interface Forge {
  /// The id in the settings; also the last segment of its webhook's path.
  String id();

  /// Verifies a webhook over its raw bytes, in constant time. Calls no network.
  Admission admit(WebhookRequest request, Instant now);

  /// Translates a delivery; never throws, whatever the body holds. Calls no network.
  Told understand(Delivery delivery);

  /// Reads a pull request once.
  PullRequest pullRequest(RepoId repo, int number);

  /// The open pull requests of a repository, the newest first.
  ///
  /// @param most of them, from 1 to 100
  List<PullRequest> openPullRequests(RepoId repo, int most);

  /// The default branch and where it stands; empty where there is none.
  Optional<Branch> defaultBranch(RepoId repo);

  /// The request that brought a commit to the default branch: of several the one that made the
  /// commit when it was merged, else the newest. Empty where nobody asked, and for a commit that
  /// the forge does not know.
  Optional<Merged> mergedBy(RepoId repo, CommitId commit);

  /// How the webhook to us stands.
  ///
  /// @param repos those that hooks of their own may tell of
  HookState hook(List<RepoId> repos);

  /// Asks the forge for what it sent since a moment and is not known here, where it keeps a log of
  /// that; gives how much it was.
  ///
  /// @param known whether a delivery's id is
  int redeliver(Instant since, Predicate<String> known);

  /// Whether an account may push to the repository.
  boolean mayWrite(RepoId repo, Account account);

  /// Shows the author of a comment on a pull request that it was read. Saying the same twice is
  /// harmless.
  Effect react(RepoId repo, int number, String comment, Reaction reaction);

  /// Where to fetch a pull request's head and base branch from. After the fetch, the base branch
  /// stands at `refs/sdd/base/<branch>`.
  FetchRequest fetchRequest(PullRequest pullRequest);

  /// Where to fetch single commits from.
  FetchRequest fetchRequest(RepoId repo, List<CommitId> commits);

  /// Where to push branches to, with credentials that may write contents. There are no refspecs:
  /// whoever pushes says what.
  FetchRequest pushRequest(RepoId repo);

  /// Makes the forge show one open pull request from a branch into another of the same repository:
  /// an open one of that branch is brought up to date where its title or body differs, else one is
  /// opened. Missing labels are put there and none is taken off; whether it is a draft is said when
  /// it is opened and is for people to say from then on. Saying the same twice is harmless. Gives
  /// where people look at it; empty where the forge has no pull requests of that kind.
  Optional<URI> propose(RepoId repo, Proposal proposal);

  /// Makes the forge show one issue for a concern. One of ours with its marker is not opened again:
  /// an open one gets the body where it differs, a closed one stays as people left it. Saying the
  /// same twice is harmless. Gives where people look at it; empty where the repository has no
  /// issues.
  Optional<URI> raise(RepoId repo, Concern concern);

  /// Starts a workflow. Saying it twice starts it twice: whoever asks notes before that it is about
  /// to, and a fault that may be tried again means that nothing was started.
  void dispatch(RepoId repo, Dispatch dispatch);

  /// How a comment refers to a pull request: `#17`.
  String reference(int number);

  /// Where people look at a line of a file at a commit, if anywhere.
  Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line);

  /// Makes the forge show the publication: one check by name and commit, one comment by marker.
  /// Saying the same twice is harmless. A [CheckState.Queued] leaves an existing check as it is. A
  /// pull request whose head has moved on gets no comment: that is [Effect.Declined].
  List<Effect> publish(Publication publication);
}
