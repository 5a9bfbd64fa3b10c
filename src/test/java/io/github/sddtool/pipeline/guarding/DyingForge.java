package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.HookState;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.Told;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.FetchRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A forge whose caller dies at some look at it: before a call, or after it was done.
final class DyingForge implements Forge {
  private final Forge forge;
  private final AtomicInteger left;
  private boolean afterDispatch;

  /// @param left looks until then
  DyingForge(Forge forge, AtomicInteger left) {
    this.forge = forge;
    this.left = left;
  }

  /// The caller dies once a workflow was started.
  DyingForge dyingAfterDispatch() {
    afterDispatch = true;
    return this;
  }

  private void look() {
    if (left.getAndDecrement() == 0) {
      throw new IllegalStateException("died");
    }
  }

  @Override
  public String id() {
    return forge.id();
  }

  @Override
  public Admission admit(WebhookRequest request, Instant now) {
    return forge.admit(request, now);
  }

  @Override
  public Told understand(Delivery delivery) {
    return forge.understand(delivery);
  }

  @Override
  public PullRequest pullRequest(RepoId repo, int number) {
    return forge.pullRequest(repo, number);
  }

  @Override
  public List<PullRequest> openPullRequests(RepoId repo, int most) {
    look();
    return forge.openPullRequests(repo, most);
  }

  @Override
  public Optional<Branch> defaultBranch(RepoId repo) {
    look();
    return forge.defaultBranch(repo);
  }

  @Override
  public Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    look();
    return forge.mergedBy(repo, commit);
  }

  @Override
  public HookState hook(List<RepoId> repos) {
    return forge.hook(repos);
  }

  @Override
  public int redeliver(Instant since, Predicate<String> known) {
    return forge.redeliver(since, known);
  }

  @Override
  public boolean mayWrite(RepoId repo, Account account) {
    return forge.mayWrite(repo, account);
  }

  @Override
  public Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    return forge.react(repo, number, comment, reaction);
  }

  @Override
  public FetchRequest fetchRequest(PullRequest pullRequest) {
    return forge.fetchRequest(pullRequest);
  }

  @Override
  public FetchRequest fetchRequest(RepoId repo, List<CommitId> commits) {
    look();
    return forge.fetchRequest(repo, commits);
  }

  @Override
  public FetchRequest pushRequest(RepoId repo) {
    look();
    return forge.pushRequest(repo);
  }

  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    look();
    Optional<URI> made = forge.propose(repo, proposal);
    look();
    return made;
  }

  @Override
  public Optional<URI> raise(RepoId repo, Concern concern) {
    look();
    Optional<URI> made = forge.raise(repo, concern);
    look();
    return made;
  }

  @Override
  public void dispatch(RepoId repo, Dispatch dispatch) {
    look();
    forge.dispatch(repo, dispatch);
    if (afterDispatch) {
      throw new IllegalStateException("died");
    }
    look();
  }

  @Override
  public String reference(int number) {
    return forge.reference(number);
  }

  @Override
  public Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line) {
    return forge.lineUrl(repo, commit, path, line);
  }

  @Override
  public List<Effect> publish(Publication publication) {
    return forge.publish(publication);
  }
}
