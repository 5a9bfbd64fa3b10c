package io.github.sddtool.forge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.HookState;
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
    return Told.of(event(delivery));
  }

  private ForgeEvent event(Delivery delivery) {
    return switch (delivery.event()) {
      case "ping" -> new ForgeEvent.Ping();
      case "push" ->
          Push.parse(delivery.body())
              .map(this::event)
              .orElseGet(() -> new ForgeEvent.Unreadable("the body is no push"));
      default -> new ForgeEvent.Ignored("event " + delivery.event());
    };
  }

  private ForgeEvent event(Push push) {
    Path place = repositories.get(push.repository());
    if (place == null) {
      return new ForgeEvent.Ignored("no repository " + push.repository() + " in the settings");
    }
    if (!push.ref().startsWith(HEADS) || push.ref().length() == HEADS.length()) {
      return new ForgeEvent.Ignored(push.ref() + " is no branch");
    }
    try {
      var repo = new RepoId(id, push.repository());
      String branch = push.ref().substring(HEADS.length());
      Branches branches = Branches.of(place);
      if (branches.isMain(branch)) {
        return mainMoved(repo, branch, push);
      }
      return branches.main().isPresent()
          ? branchMoved(repo, branch, push, branches.main().get())
          : new ForgeEvent.Ignored("there is no default branch to compare with");
    } catch (Fault | IllegalArgumentException e) {
      return new ForgeEvent.Unreadable("cannot look at " + push.repository() + ": " + e);
    }
  }

  private static ForgeEvent mainMoved(RepoId repo, String branch, Push push) {
    return push.before().isPresent() && push.after().isPresent()
        ? new ForgeEvent.DefaultBranchPushed(repo, branch, push.before().get(), push.after().get())
        : new ForgeEvent.Ignored("the default branch has nothing to compare with");
  }

  private ForgeEvent branchMoved(RepoId repo, String branch, Push push, String main) {
    PullNumbers pulls = numbers(repo);
    if (push.after().isPresent()) {
      CommitId head = push.after().get();
      return new ForgeEvent.PullRequestChanged(
          new PullRequest(repo, pulls.of(branch, head), head, branch, main, true));
    }
    Optional<PullNumbers.Numbered> known = pulls.find(branch);
    return known.isPresent()
        ? new ForgeEvent.PullRequestClosed(repo, known.get().number())
        : new ForgeEvent.Ignored("branch " + branch + " is gone before it was seen");
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
  public Optional<CommitId> defaultTip(RepoId repo) {
    Branches branches = Branches.of(place(repo));
    return branches.main().flatMap(name -> Optional.ofNullable(branches.tips().get(name)));
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

  /// A branch is a pull request here as soon as it was pushed, and nothing shows its title.
  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    place(repo);
    return Optional.empty();
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
