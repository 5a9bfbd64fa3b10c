package io.github.sddtool.forge.gitlab;

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
import io.github.sddtool.forge.KeyedLocks;
import io.github.sddtool.forge.Labels;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.Refused;
import io.github.sddtool.forge.Remark;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.forge.Told;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.FetchRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.AccessLevel;
import org.gitlab4j.api.models.MergeRequest;
import org.gitlab4j.models.Constants.MergeRequestState;
import org.jspecify.annotations.Nullable;

/// One GitLab, reached with an access token.
public final class GitLabForge implements Forge {
  static final String SCOPE = "the scope api and the role Developer";

  private static final int NOT_FOUND = 404;

  private final GitLabSettings settings;
  private final WebhookProof proof;
  private final Client client;
  private final StatusChecks statusChecks;
  private final ProjectHooks hooks;
  private final History history;
  private final Concerns concerns;
  private final Workflows workflows;
  private final KeyedLocks locks = new KeyedLocks();
  private volatile @Nullable Long me;

  /// @param traffic hears of every call
  /// @throws io.github.sddtool.fault.UserFault when a signing token is none
  public GitLabForge(GitLabSettings settings, Traffic traffic, Clock clock) {
    this.settings = settings;
    this.proof = new WebhookProof(settings.webhookSecrets());
    this.client = new Client(settings, traffic, clock);
    this.statusChecks = new StatusChecks(clock);
    this.hooks = new ProjectHooks(client, settings.id());
    this.history = new History(client, settings.web());
    this.concerns = new Concerns(client, this::me);
    this.workflows = new Workflows(client);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public Admission admit(WebhookRequest request, Instant now) {
    Optional<String> missing = proof.missing(request);
    if (missing.isPresent()) {
      return new Admission.Unauthentic(missing.get());
    }
    Optional<String> event = request.header("X-Gitlab-Event").filter(GitLabForge::isTitle);
    Optional<String> delivery =
        request
            .header("webhook-id")
            .or(() -> request.header("Idempotency-Key"))
            .or(() -> request.header("X-Gitlab-Event-UUID"))
            .filter(WebhookRequest::isName);
    if (delivery.isEmpty() || event.isEmpty()) {
      return new Admission.Malformed(
          "The header %s is missing or no name."
              .formatted(event.isEmpty() ? "X-Gitlab-Event" : "X-Gitlab-Event-UUID"));
    }
    return new Admission.Admitted(
        new Delivery(settings.id(), delivery.get(), event.get(), now, request.body()));
  }

  @Override
  public Told understand(Delivery delivery) {
    return GitLabEvents.understand(delivery);
  }

  @Override
  public PullRequest pullRequest(RepoId repo, int number) {
    var ask = new Ask("read " + place(repo, number), SCOPE);
    return value(ask, repo, read(ask, repo, number));
  }

  @Override
  public List<PullRequest> openPullRequests(RepoId repo, int most) {
    var ask = new Ask("list the merge requests of " + repo.name(), SCOPE);
    String project = ProjectPath.of(repo).text();
    List<MergeRequest> open =
        client.call(
            ask,
            api ->
                api.getMergeRequestApi()
                    .getMergeRequests(project, MergeRequestState.OPENED, 1, most));
    return open.stream().map(read -> value(ask, repo, read)).toList();
  }

  @Override
  public Optional<Branch> defaultBranch(RepoId repo) {
    return history.defaultBranch(repo);
  }

  @Override
  public Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    return history.mergedBy(repo, commit);
  }

  @Override
  public HookState hook(List<RepoId> repos) {
    return hooks.state(repos);
  }

  /// GitLab's log of deliveries is kept with each hook and not for its projects' developers.
  @Override
  public int redeliver(Instant since, Predicate<String> known) {
    return 0;
  }

  private static PullRequest value(Ask ask, RepoId repo, MergeRequest read) {
    return new PullRequest(
        repo,
        read.getIid().intValue(),
        head(ask, read),
        read.getSourceBranch(),
        read.getTargetBranch(),
        "opened".equals(read.getState()));
  }

  private MergeRequest read(Ask ask, RepoId repo, int number) {
    String project = ProjectPath.of(repo).text();
    return client.call(
        ask, api -> api.getMergeRequestApi().getMergeRequest(project, (long) number));
  }

  private static CommitId head(Ask ask, MergeRequest read) {
    try {
      return new CommitId(String.valueOf(read.getSha()));
    } catch (IllegalArgumentException e) {
      // GitLab is still preparing the request, or its source branch is gone.
      throw new ForgeFault(
          "Tried to %s; GitLab's answer has no commit as its head.".formatted(ask.what()),
          new Retry.Backoff(),
          e);
    }
  }

  @Override
  public boolean mayWrite(RepoId repo, Account account) {
    var ask = new Ask("read what %s may do".formatted(account.name()), SCOPE);
    String project = ProjectPath.of(repo).text();
    return client.call(
        ask,
        api -> {
          try {
            return api.getProjectApi()
                    .getMember(project, Long.valueOf(account.id()), true)
                    .getAccessLevel()
                    .value
                >= AccessLevel.DEVELOPER.value;
          } catch (GitLabApiException e) {
            if (e.getHttpStatus() == NOT_FOUND) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    var ask = new Ask("react to a note on " + place(repo, number), SCOPE);
    return client.call(ask, api -> Notes.react(api, repo, number, comment, reaction));
  }

  @Override
  public FetchRequest fetchRequest(PullRequest pullRequest) {
    String base = pullRequest.baseRef();
    if (!BranchName.isFetchable(base)) {
      throw new ForgeFault(
          "The target branch %s of %s has no name that git can have."
              .formatted(ForgeText.quote(base), place(pullRequest.repo(), pullRequest.number())),
          new Retry.Never());
    }
    return fetchRequestOf(
        pullRequest.repo(),
        List.of(
            "+refs/merge-requests/%1$d/head:refs/sdd/pull/%1$d".formatted(pullRequest.number()),
            "+refs/heads/%1$s:refs/sdd/base/%1$s".formatted(base)));
  }

  @Override
  public FetchRequest fetchRequest(RepoId repo, List<CommitId> commits) {
    return fetchRequestOf(
        repo, commits.stream().map("%1$s:refs/sdd/commit/%1$s"::formatted).toList());
  }

  /// The address is made of the settings alone: what a payload says about addresses is not
  /// followed.
  private FetchRequest fetchRequestOf(RepoId repo, List<String> refspecs) {
    return new FetchRequest(
        URI.create(settings.web() + "/" + ProjectPath.of(repo) + ".git"),
        Optional.of(new FetchRequest.Credentials("oauth2", settings.token())),
        refspecs);
  }

  @Override
  public FetchRequest pushRequest(RepoId repo) {
    return fetchRequestOf(repo, List.of());
  }

  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    String branch = proposal.branch();
    var ask =
        new Ask("propose %s of %s for %s".formatted(branch, repo.name(), proposal.into()), SCOPE);
    String project = ProjectPath.of(repo).text();
    long number =
        locks.holding(
            project + ":" + branch,
            () -> client.call(ask, api -> Proposals.show(api, project, proposal)));
    return Optional.of(
        URI.create("%s/%s/-/merge_requests/%d".formatted(settings.web(), project, number)));
  }

  @Override
  public Optional<URI> raise(RepoId repo, Concern concern) {
    String project = ProjectPath.of(repo).text();
    return concerns
        .show(repo, concern)
        .map(number -> URI.create("%s/%s/-/issues/%d".formatted(settings.web(), project, number)));
  }

  @Override
  public void dispatch(RepoId repo, Dispatch dispatch) {
    workflows.start(repo, dispatch);
  }

  @Override
  public String reference(int number) {
    return "!" + number;
  }

  @Override
  public Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line) {
    return Optional.of(
        URI.create(
            "%s/%s/-/blob/%s/%s#L%d"
                .formatted(
                    settings.web(), ProjectPath.of(repo), commit, ForgeText.inUrl(path), line)));
  }

  @Override
  public List<Effect> publish(Publication publication) {
    Target target = publication.target();
    var effects =
        new ArrayList<>(
            Refused.eachAlone(
                publication,
                new Refused.Parts(
                    state -> check(target, state),
                    comment -> comment(target, comment),
                    labels -> label(target, labels),
                    remarks -> discuss(target, remarks))));
    if (publication.check() instanceof CheckState.Completed done
        && statusChecks.mayHave(target, done)) {
      effects.addAll(
          Refused.asEffects(
              "status check",
              target.commentPlace(),
              () -> statusCheck(target, done).stream().toList()));
    }
    return List.copyOf(effects);
  }

  private Optional<Effect> statusCheck(Target target, CheckState.Completed done) {
    var ask = new Ask("answer the status check of " + target.commentPlace(), SCOPE);
    return client.call(ask, api -> statusChecks.show(api, target, done));
  }

  private Effect label(Target target, Labels labels) {
    var ask = new Ask("label " + target.commentPlace(), SCOPE);
    long number = target.number().orElseThrow();
    return client.call(
        ask,
        api -> {
          String project = target.repo().name();
          String head = api.getMergeRequestApi().getMergeRequest(project, number).getSha();
          if (!target.head().hex().equals(head)) {
            return target.movedOn("labels", "merge request");
          }
          new MoreCalls(api).label(project, number, labels);
          return new Effect.Updated("labels", target.commentPlace(), labels.toString());
        });
  }

  private List<Effect> discuss(Target target, List<Remark> remarks) {
    if (target.number().isEmpty()) {
      return List.of();
    }
    var ask = new Ask("discuss lines of " + target.commentPlace(), SCOPE);
    long number = target.number().get();
    return locks.holding(
        target.commentPlace(),
        () -> client.call(ask, api -> Threads.show(api, me(), target, number, remarks)));
  }

  private Effect check(Target target, CheckState state) {
    var ask =
        new Ask("set the status " + Publication.CHECK_NAME + " on " + target.checkPlace(), SCOPE);
    return locks.holding(
        target.repo() + "@" + target.head(),
        () ->
            client.call(ask, api -> Statuses.show(api, me(), target, () -> branch(target), state)));
  }

  private String branch(Target target) {
    return target
        .number()
        .map(number ->
            read(new Ask("read " + target.commentPlace(), SCOPE), target.repo(), number)
                .getSourceBranch())
        .orElse("");
  }

  /// Shows the summary comment alone.
  public Effect comment(Target target, SummaryComment comment) {
    var ask = new Ask("comment on " + target.commentPlace(), SCOPE);
    return target
        .number()
        .map(number ->
            locks.holding(
                target.commentPlace(),
                () -> client.call(ask, api -> Notes.show(api, me(), target, number, comment))))
        .orElseGet(() ->
            new Effect.Declined(
                "comment", target.commentPlace(), "There is no merge request to comment on."));
  }

  /// The id of the account that the token belongs to.
  private long me() {
    Long known = me;
    if (known == null) {
      known =
          client.call(
              new Ask("read whose access token this is", "the scope api"),
              api -> api.getUserApi().getCurrentUser().getId());
      me = known;
    }
    return known;
  }

  private static String place(RepoId repo, int number) {
    return repo.name() + "!" + number;
  }

  /// GitLab's names of events have blanks: `Merge Request Hook`.
  private static boolean isTitle(String header) {
    return WebhookRequest.isName(header.replace(' ', '-'));
  }
}
