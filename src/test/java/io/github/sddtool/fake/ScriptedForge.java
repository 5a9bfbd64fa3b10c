package io.github.sddtool.fake;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.HookState;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.Told;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.FetchRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;

/// A forge whose webhooks say in one line what they mean, for example `changed octo/shop 17
/// <head>`. They are authentic with the header `x-secret: open`, and named by the header
/// `x-delivery`. What is published is remembered.
public final class ScriptedForge implements Forge {
  private final String id;
  private final URI address;
  private final Set<Integer> secret = new CopyOnWriteArraySet<>();
  private final List<Publication> published = new CopyOnWriteArrayList<>();
  private final List<Proposal> proposed = new CopyOnWriteArrayList<>();
  private final List<Concern> raised = new CopyOnWriteArrayList<>();
  private final List<Dispatch> dispatched = new CopyOnWriteArrayList<>();
  private final Map<RepoId, Branch> defaults = new ConcurrentHashMap<>();
  private final Map<CommitId, Merged> merged = new ConcurrentHashMap<>();
  private volatile Optional<ForgeFault> refusal = Optional.empty();

  public ScriptedForge(String id) {
    this(id, URI.create("https://forge.invalid/"));
  }

  /// One whose repositories are fetched from an address, below which each has its name.
  public ScriptedForge(String id, URI address) {
    this.id = id;
    this.address = address;
  }

  /// Forty times the same digit.
  public static CommitId commit(char digit) {
    return new CommitId(String.valueOf(digit).repeat(40));
  }

  public static Delivery delivery(String forge, String id, String script) {
    return new Delivery(
        forge, id, "scripted", Instant.parse("2026-11-22T10:00:00Z"), Bytes.utf8(script));
  }

  /// From now on refuses to tell of a pull request.
  public void hide(int number) {
    secret.add(number);
  }

  public List<Publication> published() {
    return List.copyOf(published);
  }

  /// What was proposed, in order.
  public List<Proposal> proposed() {
    return List.copyOf(proposed);
  }

  /// What was raised, in order.
  public List<Concern> raised() {
    return List.copyOf(raised);
  }

  /// What was started, in order.
  public List<Dispatch> dispatched() {
    return List.copyOf(dispatched);
  }

  /// From now on a repository has a default branch.
  public void defaultBranch(RepoId repo, Branch branch) {
    defaults.put(repo, branch);
  }

  /// From now on tells what brought a commit to the default branch.
  public void merged(CommitId commit, Merged by) {
    merged.put(commit, by);
  }

  /// From now on refuses to start anything.
  public void refuseToDispatch(ForgeFault fault) {
    refusal = Optional.of(fault);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Admission admit(WebhookRequest request, Instant now) {
    Optional<String> delivery = request.header("x-delivery");
    if (!request.header("x-secret").equals(Optional.of("open"))) {
      return new Admission.Unauthentic("the secret is missing or wrong");
    }
    return delivery.isEmpty()
        ? new Admission.Malformed("without the header x-delivery")
        : new Admission.Admitted(new Delivery(id, delivery.get(), "scripted", now, request.body()));
  }

  @Override
  public Told understand(Delivery delivery) {
    return Told.of(event(delivery));
  }

  private ForgeEvent event(Delivery delivery) {
    String script = new String(delivery.body().toArray(), StandardCharsets.UTF_8);
    String[] words = script.split(" ", -1);
    return switch (words[0]) {
      case "ping" -> new ForgeEvent.Ping();
      case "changed" ->
          new ForgeEvent.PullRequestChanged(
              new PullRequest(
                  repo(words[1]), number(words[2]), head(words[3]), "feature", "main", true));
      case "closed" -> new ForgeEvent.PullRequestClosed(repo(words[1]), number(words[2]));
      case "ignored" -> new ForgeEvent.Ignored("told to be ignored");
      case "explode" -> throw new IllegalStateException("told to explode");
      default -> new ForgeEvent.Unreadable("no such script");
    };
  }

  private RepoId repo(String name) {
    return new RepoId(id, name);
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private static CommitId head(String word) {
    return new CommitId(word);
  }

  @Override
  public PullRequest pullRequest(RepoId repo, int number) {
    if (secret.contains(number)) {
      throw new ForgeFault("it may not be read", new ForgeFault.Retry.Never());
    }
    return new PullRequest(repo, number, commit('a'), "feature", "main", true);
  }

  @Override
  public List<PullRequest> openPullRequests(RepoId repo, int most) {
    return List.of(pullRequest(repo, 17));
  }

  @Override
  public Optional<Branch> defaultBranch(RepoId repo) {
    return Optional.ofNullable(defaults.get(repo));
  }

  @Override
  public Optional<Merged> mergedBy(RepoId repo, CommitId commit) {
    return Optional.ofNullable(merged.get(commit));
  }

  @Override
  public HookState hook(List<RepoId> repos) {
    return new HookState.Unknown("it is a script");
  }

  @Override
  public int redeliver(Instant since, Predicate<String> known) {
    return 0;
  }

  @Override
  public FetchRequest fetchRequest(PullRequest pullRequest) {
    return fetchRequest(pullRequest.repo(), List.of(pullRequest.head()));
  }

  @Override
  public FetchRequest fetchRequest(RepoId repo, List<CommitId> commits) {
    return new FetchRequest(
        address.resolve(repo.name()),
        Optional.empty(),
        commits.stream().map(CommitId::hex).toList());
  }

  @Override
  public FetchRequest pushRequest(RepoId repo) {
    return fetchRequest(repo, List.of());
  }

  @Override
  public Optional<URI> propose(RepoId repo, Proposal proposal) {
    proposed.add(proposal);
    return Optional.of(
        URI.create("https://forge.invalid/" + repo.name() + "/" + proposal.branch()));
  }

  /// A concern that was raised before has the address that it had.
  @Override
  public Optional<URI> raise(RepoId repo, Concern concern) {
    raised.add(concern);
    return Optional.of(
        URI.create("https://forge.invalid/" + repo.name() + "/issues/" + concern.marker()));
  }

  @Override
  public void dispatch(RepoId repo, Dispatch dispatch) {
    refusal.ifPresent(fault -> {
      throw fault;
    });
    dispatched.add(dispatch);
  }

  @Override
  public String reference(int number) {
    return "#" + number;
  }

  @Override
  public Optional<URI> lineUrl(RepoId repo, CommitId commit, RepoPath path, int line) {
    return Optional.of(
        URI.create("https://forge.invalid/" + repo.name() + "/" + path + "#L" + line));
  }

  /// Everybody but strangers may write.
  @Override
  public boolean mayWrite(RepoId repo, Account account) {
    return !account.name().equals("stranger");
  }

  @Override
  public Effect react(RepoId repo, int number, String comment, Reaction reaction) {
    return new Effect.Created("reaction", repo.name() + "#" + number, reaction.name());
  }

  @Override
  public List<Effect> publish(Publication publication) {
    published.add(publication);
    return List.of(
        new Effect.Created(
            "check", publication.target().checkPlace(), Integer.toString(published.size())));
  }
}
