package io.github.sddtool.forge.github;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.BranchName;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.HookState;
import io.github.sddtool.forge.Labels;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.Refused;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.forge.Told;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.FetchRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.kohsuke.github.GHBranch;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;

/// One GitHub, reached as an App.
public final class GitHubForge implements Forge {
  private final GitHubSettings settings;
  private final WebhookSignature signature;
  private final AppAccess access;
  private final Checks checks;
  private final CommitStatuses statuses;
  private final Comments comments;
  private final Proposals proposals;
  private final Concerns concerns;
  private final MergedPulls merged;
  private final Workflows workflows;
  private final AppHook hook;

  /// @param traffic hears of every call
  /// @throws io.github.sddtool.fault.UserFault when the App's private key cannot be used
  public GitHubForge(GitHubSettings settings, Traffic traffic, Clock clock) {
    this.settings = settings;
    this.signature = new WebhookSignature(settings.webhookSecrets());
    this.access = new AppAccess(settings, AppKey.parse(settings.privateKey()), traffic, clock);
    this.checks = new Checks(access, settings.appId());
    this.statuses = new CommitStatuses(access);
    this.comments = new Comments(access);
    this.proposals = new Proposals(access);
    this.concerns = new Concerns(access);
    this.merged = new MergedPulls(access, settings);
    this.workflows = new Workflows(access);
    this.hook = new AppHook(access, settings.id(), clock);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public Admission admit(WebhookRequest request, Instant now) {
    Optional<String> claimed = request.header(WebhookSignature.HEADER);
    if (!signature.hasSecrets()) {
      return new Admission.Unauthentic(
          "No webhook secret is configured, so nothing can be proven to come from GitHub.");
    }
    if (claimed.isEmpty()) {
      return new Admission.Unauthentic(
          "The header " + WebhookSignature.HEADER + " is missing: the webhook needs a secret.");
    }
    if (!signature.proves(claimed.get(), request.body().toArray())) {
      return new Admission.Unauthentic("The signature is of none of the configured secrets.");
    }
    Optional<String> delivery = request.header("X-GitHub-Delivery").filter(WebhookRequest::isName);
    Optional<String> event = request.header("X-GitHub-Event").filter(WebhookRequest::isName);
    if (delivery.isEmpty() || event.isEmpty()) {
      return new Admission.Malformed(
          "The header %s is missing or no name."
              .formatted(delivery.isEmpty() ? "X-GitHub-Delivery" : "X-GitHub-Event"));
    }
    return new Admission.Admitted(
        new Delivery(settings.id(), delivery.get(), event.get(), now, request.body()));
  }

  @Override
  public Told understand(Delivery delivery) {
    return GitHubEvents.understand(delivery);
  }

  @Override
  public PullRequest pullRequest(RepoId repo, int number) {
    var ask = new Ask("read " + repo.name() + "#" + number, "pull requests: read");
    return access.call(
        ask,
        repo,
        repository -> {
          GHPullRequest read = repository.getPullRequest(number);
          comments.handle(read);
          return value(ask, repo, read);
        });
  }

  @Override
  public List<PullRequest> openPullRequests(RepoId repo, int most) {
    var ask = new Ask("list the pull requests of " + repo.name(), "pull requests: read");
    return access.call(
        ask,
        repo,
        repository -> {
          var open = new ArrayList<PullRequest>();
          var listing =
              repository
                  .queryPullRequests()
                  .state(GHIssueState.OPEN)
                  .list()
                  .withPageSize(most)
                  .iterator();
          while (open.size() < most && listing.hasNext()) {
            open.add(value(ask, repo, listing.next()));
          }
          return List.copyOf(open);
        });
  }

  @Override
  public Optional<Branch> defaultBranch(RepoId repo) {
    var ask = new Ask("read the default branch of " + repo.name(), "contents: read");
    return access.call(
        ask,
        repo,
        repository -> {
          GHBranch branch = repository.getBranch(repository.getDefaultBranch());
          return Optional.of(new Branch(branch.getName(), new CommitId(branch.getSHA1())));
        });
  }

  @Override
  public Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    return merged.by(repo, commit);
  }

  @Override
  public HookState hook(List<RepoId> repos) {
    return hook.state();
  }

  @Override
  public int redeliver(Instant since, Predicate<String> known) {
    return hook.redeliver(since, known);
  }

  private static PullRequest value(Ask ask, RepoId repo, GHPullRequest read) {
    String head = read.getHead().getSha();
    if (head == null || !isCommit(head)) {
      throw new ForgeFault(
          "Tried to %s; GitHub's answer has no commit as its head.".formatted(ask.what()),
          new Retry.Never());
    }
    return new PullRequest(
        repo,
        read.getNumber(),
        new CommitId(head),
        read.getHead().getRef(),
        read.getBase().getRef(),
        read.getState() == GHIssueState.OPEN);
  }

  @Override
  public boolean mayWrite(RepoId repo, Account account) {
    var ask = new Ask("read what %s may do".formatted(account.name()), "metadata: read");
    return access.call(
        ask,
        repo,
        repository ->
            switch (repository.getPermission(account.id())) {
              case ADMIN, WRITE -> true;
              case READ, NONE, UNKNOWN -> false;
            });
  }

  @Override
  public Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    return comments.react(repo, number, comment, reaction);
  }

  @Override
  public FetchRequest fetchRequest(PullRequest pullRequest) {
    String base = pullRequest.baseRef();
    if (!BranchName.isFetchable(base)) {
      throw new ForgeFault(
          "The base branch %s of %s#%d has no name that git can have."
              .formatted(ForgeText.quote(base), pullRequest.repo().name(), pullRequest.number()),
          new Retry.Never());
    }
    return fetchRequest(
        pullRequest.repo(),
        Optional.of(pullRequest.number()),
        List.of(
            "+refs/pull/%1$d/head:refs/sdd/pull/%1$d".formatted(pullRequest.number()),
            "+refs/heads/%1$s:refs/sdd/base/%1$s".formatted(base)));
  }

  @Override
  public FetchRequest fetchRequest(RepoId repo, List<CommitId> commits) {
    return fetchRequest(
        repo,
        Optional.empty(),
        commits.stream().map("%1$s:refs/sdd/commit/%1$s"::formatted).toList());
  }

  private FetchRequest fetchRequest(RepoId repo, Optional<Integer> number, List<String> refspecs) {
    String place = repo.name() + number.map(n -> "#" + n).orElse("");
    var token = access.token(new Ask("fetch " + place, "contents: read"), repo);
    return git(repo, token, refspecs);
  }

  @Override
  public FetchRequest pushRequest(RepoId repo) {
    var ask = new Ask("push to " + repo.name(), "contents: write");
    return git(repo, access.pushToken(ask, repo), List.of());
  }

  private FetchRequest git(RepoId repo, Secret token, List<String> refspecs) {
    return new FetchRequest(
        URI.create(settings.web() + "/" + RepoName.of(repo) + ".git"),
        Optional.of(new FetchRequest.Credentials("x-access-token", token)),
        refspecs);
  }

  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    int number = proposals.show(repo, proposal);
    return Optional.of(
        URI.create("%s/%s/pull/%d".formatted(settings.web(), RepoName.of(repo), number)));
  }

  @Override
  public Optional<URI> raise(RepoId repo, Concern concern) {
    return concerns
        .show(repo, concern)
        .map(number ->
            URI.create("%s/%s/issues/%d".formatted(settings.web(), RepoName.of(repo), number)));
  }

  @Override
  public void dispatch(RepoId repo, Dispatch dispatch) {
    workflows.start(repo, dispatch);
  }

  @Override
  public String reference(int number) {
    return "#" + number;
  }

  @Override
  public Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line) {
    return Optional.of(
        URI.create(
            "%s/%s/blob/%s/%s#L%d"
                .formatted(
                    settings.web(), RepoName.of(repo), commit, ForgeText.inUrl(path), line)));
  }

  @Override
  public List<Effect> publish(Publication publication) {
    Target target = publication.target();
    // A check has annotations: no line needs a discussion too.
    return Refused.eachAlone(
        publication,
        new Refused.Parts(
            state -> check(target, state),
            comment -> comment(target, comment),
            labels -> label(target, labels),
            _ -> List.of()));
  }

  private Effect label(Target target, Labels labels) {
    String place = target.commentPlace();
    var ask = new Ask("label " + place, "pull requests: write");
    return access.call(
        ask,
        target.repo(),
        repository -> {
          GHPullRequest pull = repository.getPullRequest(target.number().orElseThrow());
          if (!target.head().hex().equals(pull.getHead().getSha())) {
            return target.movedOn("labels", "pull request");
          }
          if (!labels.add().isEmpty()) {
            pull.addLabels(labels.add().toArray(String[]::new));
          }
          for (String label : labels.remove()) {
            take(pull, label);
          }
          return new Effect.Updated("labels", place, labels.toString());
        });
  }

  /// What is not there any more need not be taken off.
  private static void take(GHPullRequest pull, String label) throws IOException {
    try {
      pull.removeLabel(label);
    } catch (IOException e) {
      if (Answers.refusal(e).filter(refusal -> refusal.status() == 404).isEmpty()) {
        throw e;
      }
    }
  }

  /// A status where the App may set no checks; where it may set neither, checks are what it lacks.
  private Effect check(Target target, CheckState state) {
    try {
      Effect shown = checks.show(target, state);
      // There is no check to be cancelled; a status may stand in for it.
      return shown instanceof Effect.Declined ? statusOr(target, state, () -> shown) : shown;
    } catch (ForgeFault refused) {
      boolean forbidden =
          Answers.refusal(refused).filter(refusal -> refusal.status() == 403).isPresent();
      if (!forbidden || !isForGood(refused)) {
        throw refused;
      }
      return statusOr(
          target,
          state,
          () -> {
            throw refused;
          });
    }
  }

  private Effect statusOr(Target target, CheckState state, Supplier<Effect> otherwise) {
    try {
      return statuses.show(target, state);
    } catch (ForgeFault refused) {
      if (isForGood(refused)) {
        return otherwise.get();
      }
      throw refused;
    }
  }

  private static boolean isForGood(ForgeFault fault) {
    return fault.retry() instanceof Retry.Never;
  }

  private Effect comment(Target target, SummaryComment comment) {
    return target
        .number()
        .map(number -> comments.show(target, number, comment))
        .orElseGet(() -> Comments.noRequest(target));
  }

  private static boolean isCommit(String hex) {
    return (hex.length() == 40 || hex.length() == 64)
        && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
