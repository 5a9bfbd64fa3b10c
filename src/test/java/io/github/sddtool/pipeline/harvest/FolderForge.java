package io.github.sddtool.pipeline.harvest;

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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A forge of one repository in a folder, whose default branch is `main`. What is proposed is
/// remembered; nothing else may be asked.
final class FolderForge implements Forge {
  private final Path folder;
  private final CommitId tip;
  final List<Proposal> proposals = new ArrayList<>();

  /// @param tip told of the default branch, whether it stands there or not
  FolderForge(Path folder, CommitId tip) {
    this.folder = folder;
    this.tip = tip;
  }

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("nobody who refreshes asks this");
  }

  @Override
  public String id() {
    return "hub";
  }

  @Override
  public Optional<Branch> defaultBranch(RepoId repo) {
    return Optional.of(new Branch("main", tip));
  }

  @Override
  public FetchRequest pushRequest(RepoId repo) {
    return new FetchRequest(folder.toUri(), Optional.empty(), List.of());
  }

  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    proposals.add(proposal);
    return Optional.of(URI.create("https://hub.example/pull/1"));
  }

  @Override
  public Admission admit(WebhookRequest request, Instant now) {
    throw unasked();
  }

  @Override
  public Told understand(Delivery delivery) {
    throw unasked();
  }

  @Override
  public PullRequest pullRequest(RepoId repo, int number) {
    throw unasked();
  }

  @Override
  public List<PullRequest> openPullRequests(RepoId repo, int most) {
    throw unasked();
  }

  @Override
  public Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    throw unasked();
  }

  @Override
  public HookState hook(List<RepoId> repos) {
    throw unasked();
  }

  @Override
  public int redeliver(Instant since, Predicate<String> known) {
    throw unasked();
  }

  @Override
  public boolean mayWrite(RepoId repo, Account account) {
    throw unasked();
  }

  @Override
  public Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    throw unasked();
  }

  @Override
  public FetchRequest fetchRequest(PullRequest pullRequest) {
    throw unasked();
  }

  @Override
  public FetchRequest fetchRequest(RepoId repo, List<CommitId> commits) {
    throw unasked();
  }

  @Override
  public Optional<URI> raise(RepoId repo, Concern concern) {
    throw unasked();
  }

  @Override
  public void dispatch(RepoId repo, Dispatch dispatch) {
    throw unasked();
  }

  @Override
  public String reference(int number) {
    throw unasked();
  }

  @Override
  public Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line) {
    throw unasked();
  }

  @Override
  public List<Effect> publish(Publication publication) {
    throw unasked();
  }
}
