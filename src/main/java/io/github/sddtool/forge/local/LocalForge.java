package io.github.sddtool.forge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.CheckState;
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
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Told;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.source.git.SafeName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Repositories on this disk as a forge. Each branch but the default one is a pull request against
/// it; checks and comments are files in a folder of their own:
///
/// - `<publications>/<repository>/checks/<sha>.json`
/// - `<publications>/<repository>/<branch>/comment.md`
/// - `<publications>/<repository>/<branch>/proposal.json`
/// - `<publications>/<repository>/issues/<marker>.issue.json`
/// - `<publications>/<repository>/dispatches.jsonl`
///
/// A webhook is signed as GitHub signs (`X-Hub-Signature-256`), carries `X-SDD-Delivery` and
/// `X-SDD-Event: push`, and its body is
/// `{"repository":"shop","ref":"refs/heads/x","before":sha|null,"after":sha|null}`.
public final class LocalForge implements Forge {
  private static final String HEADS = "refs/heads/";

  private final String id;
  private final Map<String, Path> repositories;
  private final Path publications;
  private final Signature signature;
  private final Map<String, PullNumbers> numbers = new ConcurrentHashMap<>();

  /// @param repositories by name: bare ones, or ones with a working tree
  /// @param secret what webhooks are signed with
  public LocalForge(String id, Map<String, Path> repositories, Path publications, Secret secret) {
    if (secret.bytes().length == 0) {
      throw UserFault.usage("forge '" + id + "' needs a webhook secret that is not empty");
    }
    this.id = id;
    this.repositories = Map.copyOf(repositories);
    this.publications = publications;
    this.signature = new Signature(secret);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Admission admit(WebhookRequest request, Instant now) {
    Optional<String> given = request.header("X-Hub-Signature-256");
    if (given.isEmpty()) {
      return new Admission.Unauthentic("no X-Hub-Signature-256");
    }
    if (!signature.matches(given.get(), request.body())) {
      return new Admission.Unauthentic("the signature does not match");
    }
    Optional<String> delivery = request.header("X-SDD-Delivery").filter(text -> !text.isBlank());
    Optional<String> event = request.header("X-SDD-Event").filter(text -> !text.isBlank());
    return delivery.isPresent() && event.isPresent()
        ? new Admission.Admitted(new Delivery(id, delivery.get(), event.get(), now, request.body()))
        : new Admission.Malformed("X-SDD-Delivery or X-SDD-Event is missing");
  }

  /// What a hook sends as `X-Hub-Signature-256` with a body.
  public String sign(Bytes body) {
    return signature.of(body);
  }

  @Override
  public Told understand(Delivery delivery) {
    return Told.of(new Pushes(id, repositories, this::numbers).event(delivery));
  }

  @Override
  public PullRequest pullRequest(RepoId repo, int number) {
    Branches branches = Branches.of(place(repo));
    PullNumbers pulls = numbers(repo);
    branches
        .tips()
        .forEach((branch, tip) -> {
          if (!branches.isMain(branch)) {
            pulls.of(branch, tip);
          }
        });
    PullNumbers.Numbered found =
        pulls
            .find(number)
            .orElseThrow(() -> refused("there is no pull request " + repo.name() + "#" + number));
    String main =
        branches
            .main()
            .orElseThrow(() -> refused(repo.name() + " has no default branch with a commit"));
    boolean open = branches.tips().containsKey(found.branch()) && !branches.isMain(found.branch());
    return new PullRequest(repo, number, found.head(), found.branch(), main, open);
  }

  @Override
  public List<PullRequest> openPullRequests(RepoId repo, int most) {
    Branches branches = Branches.of(place(repo));
    PullNumbers pulls = numbers(repo);
    return branches.tips().entrySet().stream()
        .filter(tip -> !branches.isMain(tip.getKey()))
        .map(tip -> pulls.of(tip.getKey(), tip.getValue()))
        .sorted(Comparator.reverseOrder())
        .limit(most)
        .map(number -> pullRequest(repo, number))
        .toList();
  }

  @Override
  public FetchRequest fetchRequest(PullRequest pullRequest) {
    String base = pullRequest.baseRef();
    return new FetchRequest(
        place(pullRequest.repo()).toUri(),
        Optional.empty(),
        List.of(
            "+" + HEADS + pullRequest.headRef() + ":refs/sdd/pull/" + pullRequest.number(),
            "+" + HEADS + base + ":refs/sdd/base/" + base));
  }

  @Override
  public Optional<Branch> defaultBranch(RepoId repo) {
    Branches branches = Branches.of(place(repo));
    return branches
        .main()
        .flatMap(name ->
            Optional.ofNullable(branches.tips().get(name)).map(tip -> new Branch(name, tip)));
  }

  /// Git itself says what was merged: the second parent of a commit, or the commit, was a branch's
  /// head when we last saw it.
  @Override
  public Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    try (var git = GitHistory.open(place(repo))) {
      Optional<CommitId> known = git.find(commit.hex());
      Optional<CommitId> tip = defaultBranch(repo).map(Branch::tip);
      boolean isThere =
          known.isPresent()
              && tip.isPresent()
              && git.mergeBase(tip.get(), commit).filter(commit::equals).isPresent();
      return isThere
          ? git.find(commit + "^2")
              .flatMap(numbers(repo)::at)
              .or(() -> numbers(repo).at(commit))
              .map(pull -> merged(repo, pull))
          : Optional.empty();
    }
  }

  private Merged merged(RepoId repo, PullNumbers.Numbered pull) {
    String title =
        notices(repo).proposal(pull.branch()).map(Proposal::title).orElseGet(pull::branch);
    return new Merged(pull.number(), title, "", pull.branch(), pull.head(), Optional.empty());
  }

  /// Nobody calls us here: we look ourselves.
  @Override
  public HookState hook(List<RepoId> repos) {
    return new HookState.Works();
  }

  @Override
  public int redeliver(Instant since, Predicate<String> known) {
    return 0;
  }

  @Override
  public FetchRequest fetchRequest(RepoId repo, List<CommitId> commits) {
    return new FetchRequest(
        place(repo).toUri(),
        Optional.empty(),
        commits.stream().map(commit -> "+" + commit + ":refs/sdd/commit/" + commit).toList());
  }

  @Override
  public FetchRequest pushRequest(RepoId repo) {
    return new FetchRequest(place(repo).toUri(), Optional.empty(), List.of());
  }

  /// A branch is a pull request here as soon as it was pushed; its title is kept beside its
  /// comment.
  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    place(repo);
    return Optional.of(notices(repo).show(proposal));
  }

  @Override
  public Optional<URI> raise(RepoId repo, Concern concern) {
    place(repo);
    return Optional.of(notices(repo).show(concern));
  }

  /// There are no workflows on a disk: what would be started is written down.
  @Override
  public void dispatch(RepoId repo, Dispatch dispatch) {
    place(repo);
    notices(repo).note(dispatch);
  }

  /// What people are shown of proposals and issues, and what would have been started.
  public Notices notices(RepoId repo) {
    return new Notices(folder(repo));
  }

  @Override
  public String reference(int number) {
    return "#" + number;
  }

  @Override
  public Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line) {
    try {
      if (Branches.of(place(repo)).bare()) {
        return Optional.empty();
      }
      var file = new URI(null, null, "/" + path.value(), "L" + line);
      String root = place(repo).toUri().toString();
      String folder = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
      return Optional.of(URI.create(folder + file.toASCIIString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("parts are encoded where they need it", e);
    }
  }

  /// There are no accounts on a disk, and no comments of people.
  @Override
  public boolean mayWrite(RepoId repo, Account account) {
    return false;
  }

  @Override
  public Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    return new Effect.Declined(
        "reaction", repo.name() + "#" + number, "There are no comments of people here.");
  }

  @Override
  public List<Effect> publish(Publication publication) {
    place(publication.target().repo());
    var effects = new ArrayList<Effect>();
    effects.add(publishCheck(publication));
    publication
        .comment()
        .ifPresent(comment -> {
          if (publication.target().number().isPresent()) {
            effects.add(publishComment(publication, publication.target().number().get(), comment));
          }
        });
    return List.copyOf(effects);
  }

  private Effect publishCheck(Publication publication) {
    RepoId repo = publication.target().repo();
    CommitId head = publication.target().head();
    KeptFile file = checkFile(repo, head);
    String where = publication.target().checkPlace();
    if (publication.check() instanceof CheckState.Queued && file.read().isPresent()) {
      return new Effect.Unchanged("check", where, name(file));
    }
    var check = new PublishedCheck(Publication.CHECK_NAME, head, publication.check());
    return effect("check", where, file, file.write(check.toJson()));
  }

  private Effect publishComment(Publication publication, int number, SummaryComment comment) {
    RepoId repo = publication.target().repo();
    String where = publication.target().commentPlace();
    PullRequest current = pullRequest(repo, number);
    if (!current.open()) {
      return new Effect.Declined("comment", where, "the branch is gone");
    }
    if (!current.head().equals(publication.target().head())) {
      return new Effect.Declined(
          "comment", where, "the head has moved on to " + current.head().brief());
    }
    KeptFile file = commentFile(repo, current.headRef());
    if (comment.onlyEdit() && file.read().isEmpty()) {
      return new Effect.Declined("comment", where, SummaryComment.NOTHING_TO_SAY);
    }
    return effect("comment", where, file, file.write(comment.body().getBytes(UTF_8)));
  }

  /// What the check says about a commit.
  public Optional<PublishedCheck> check(RepoId repo, CommitId head) {
    return checkFile(repo, head).read().flatMap(PublishedCheck::parse);
  }

  /// The comment on a pull request.
  public Optional<String> comment(RepoId repo, int number) {
    return numbers(repo)
        .find(number)
        .flatMap(pull -> commentFile(repo, pull.branch()).read())
        .map(bytes -> new String(bytes, UTF_8));
  }

  private Effect effect(String what, String where, KeptFile file, KeptFile.Written written) {
    return switch (written) {
      case CREATED -> new Effect.Created(what, where, name(file));
      case UPDATED -> new Effect.Updated(what, where, name(file));
      case UNCHANGED -> new Effect.Unchanged(what, where, name(file));
    };
  }

  private String name(KeptFile file) {
    return publications.relativize(file.path()).toString();
  }

  private Path place(RepoId repo) {
    Path place = repo.forge().equals(id) ? repositories.get(repo.name()) : null;
    if (place == null) {
      throw refused("forge '" + id + "' has no repository " + repo.name());
    }
    return place;
  }

  private static ForgeFault refused(String message) {
    return new ForgeFault(message, new ForgeFault.Retry.Never());
  }

  private Path folder(RepoId repo) {
    return publications.resolve(SafeName.of(repo.name()));
  }

  private KeptFile checkFile(RepoId repo, CommitId head) {
    return new KeptFile(folder(repo).resolve("checks").resolve(head + ".json"));
  }

  private KeptFile commentFile(RepoId repo, String branch) {
    return new KeptFile(folder(repo).resolve(SafeName.of(branch)).resolve("comment.md"));
  }

  private PullNumbers numbers(RepoId repo) {
    return numbers.computeIfAbsent(
        repo.name(), _ -> new PullNumbers(folder(repo).resolve(".pulls.json")));
  }
}
