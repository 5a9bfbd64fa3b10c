package io.github.sddtool.fake.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// GitHub for tests: a server in this process that keeps real state, serves real git repositories
/// and answers like api.github.com does for a GitHub App, no included. What it answers is checked
/// against GitHub's own OpenAPI description by the contract tests.
///
/// Repositories are private, like those where a missing token hurts, unless told otherwise.
public final class GitHubStandIn implements AutoCloseable {
  private final World world;
  private final Links links;
  private final App app;
  private final Tokens tokens;
  private final RateLimit rate;
  private final SecondaryLimits bursts;
  private final Path projects;
  private final PullRequests pullRequests;
  private final HookRoutes hook;
  private final Wire wire = new Wire();
  private final Faults faults = new Faults();
  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private final List<String> gitRequests = Collections.synchronizedList(new ArrayList<>());
  private final List<Consumer<Exchange>> listeners = new CopyOnWriteArrayList<>();

  /// The GitHub App whose installation the repositories have.
  ///
  /// @param privateKeyPkcs1Pem "BEGIN RSA PRIVATE KEY", the form that GitHub hands out
  public record App(long id, String slug, String privateKeyPkcs8Pem, String privateKeyPkcs1Pem) {
    /// The author of the app's comments.
    public String botLogin() {
      return slug + "[bot]";
    }

    @Override
    public String toString() {
      return "App[" + id + ", " + slug + ", ***]";
    }
  }

  private GitHubStandIn(Clock clock) {
    try {
      projects = Files.createTempDirectory("github-stand-in");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    world = new World(clock);
    tokens = new Tokens(clock);
    rate = new RateLimit(clock);
    bursts = new SecondaryLimits(clock);
    links = new Links(URI.create("http://127.0.0.1:" + wire.port()));
    pullRequests = new PullRequests(world);
    hook = new HookRoutes(world, clock);
    long appId = world.newId();
    var key = new AppKey(appId, clock);
    app = new App(appId, "sdd-tool", key.pkcs8Pem(), key.pkcs1Pem());
    var router = new Router(world, key, tokens, routes());
    var git = new GitBackend(world, tokens, projects);
    wire.open(new Wire.Speakers(router, git, rate, bursts, faults), this::seen, gitRequests::add);
  }

  /// Starts on a free port of the loopback interface.
  public static GitHubStandIn start() {
    return start(Clock.systemUTC());
  }

  /// As above, with a clock that decides when tokens and limits run out.
  public static GitHubStandIn start(Clock clock) {
    return new GitHubStandIn(clock);
  }

  /// The base of the REST API, as on GitHub Enterprise Server: `http://127.0.0.1:PORT/api/v3`.
  public URI api() {
    return links.api();
  }

  /// The base of git and of web links: `http://127.0.0.1:PORT`.
  public URI web() {
    return links.web();
  }

  public App app() {
    return app;
  }

  public Faults faults() {
    return faults;
  }

  /// Makes an empty private repository, `octo/shop`, where the app is installed. Gives its bare
  /// folder, to be pushed to.
  public Path createRepository(String fullName, String defaultBranch) {
    if (fullName.split("/", -1).length != 2) {
      throw new IllegalArgumentException("A repository is named owner/name, not " + fullName);
    }
    var bare = projects.resolve(fullName + ".git");
    try {
      Files.createDirectories(bare);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitProcess.run(bare, "init", "--quiet", "--bare", "--initial-branch=" + defaultBranch);
    GitProcess.configure(
        bare,
        GitProcess.UNTIDY
            + "[uploadpack]\n\tallowAnySHA1InWant = true\n\tallowReachableSHA1InWant = true\n"
            + "[http]\n\treceivepack = true\n");
    synchronized (world) {
      var hosted =
          new World.Hosted(world.newId(), fullName, defaultBranch, bare, world.clock.instant());
      world.repositories.put(fullName, hosted);
      world.installations.computeIfAbsent(hosted.owner, _ -> world.newId());
    }
    return bare;
  }

  public void makePublic(String repository) {
    synchronized (world) {
      world.repository(repository).isPrivate = false;
    }
  }

  /// Takes the repository out of the installation, or puts it back.
  public void installed(String repository, boolean installed) {
    synchronized (world) {
      world.repository(repository).installed = installed;
    }
  }

  /// The id of the installation that the repository belongs to.
  public long installation(String repository) {
    synchronized (world) {
      return Optional.ofNullable(world.installations.get(world.repository(repository).owner))
          .orElseThrow();
    }
  }

  /// Replaces what the app may do, such as `checks: read`; live tokens feel it at once.
  public void permissions(Map<String, String> permissions) {
    synchronized (world) {
      world.permissions.clear();
      world.permissions.putAll(permissions);
    }
  }

  /// Tokens that are issued from now on live this long; GitHub's live an hour.
  public void tokenLife(Duration life) {
    tokens.life(life);
  }

  /// The token that a run of Actions in a repository has, `GITHUB_TOKEN`.
  ///
  /// @param permissions what its workflow grants it
  public String runToken(String repository, Map<String, String> permissions) {
    return tokens
        .issue(
            installation(repository),
            Set.of(repository),
            permissions,
            Optional.of("github-actions[bot]"))
        .text();
  }

  /// No token that was handed out so far is good any more.
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /// Calls an hour until the primary rate limit answers 403; 5,000 at the start.
  public void callsPerHour(int calls) {
    rate.limit(calls);
  }

  /// From now on refuses more than 100 calls at a time, 900 points a minute (GET 1, others 5), and
  /// 80 things made a minute or 500 an hour, as GitHub does.
  public void enforceSecondaryLimits() {
    bursts.enforce();
  }

  /// Opens a pull request from a branch's present tip, with the ref `refs/pull/N/head`. The head
  /// `owner:branch` is in that owner's repository of the same name, a fork. Gives the number.
  public int openPullRequest(String repository, String headBranch, String baseBranch) {
    synchronized (world) {
      return pullRequests.open(world.repository(repository), headBranch, baseBranch);
    }
  }

  /// Reads the branches' tips again, as GitHub does when someone pushed.
  public void pushed(String repository, int number) {
    synchronized (world) {
      pullRequests.refresh(world.repository(repository), number);
    }
  }

  /// Lets a pull request go into another branch.
  public void retarget(String repository, int number, String base) {
    synchronized (world) {
      pullRequests.retarget(world.repository(repository), number, base);
    }
  }

  public void closePullRequest(String repository, int number) {
    synchronized (world) {
      pullRequests.close(world.repository(repository), number);
    }
  }

  /// What people do in a repository, and what they see there.
  public People people(String repository) {
    synchronized (world) {
      return new People(world, pullRequests, world.repository(repository));
    }
  }

  /// All pull requests of a repository, oldest first.
  public List<ShownPull> pullRequests(String repository) {
    synchronized (world) {
      return world.repository(repository).pulls.values().stream().map(World.Pull::value).toList();
    }
  }

  /// Lets a person comment. Gives the id.
  public long commentAs(String login, String repository, int number, String body) {
    synchronized (world) {
      var hosted = world.repository(repository);
      hosted.pull(number);
      long id = world.newId();
      hosted.comments.add(
          new World.StoredComment(id, number, login, false, body, world.clock.instant()));
      return id;
    }
  }

  /// The labels of a pull request.
  public Set<String> labels(String repository, int number) {
    synchronized (world) {
      return Set.copyOf(world.repository(repository).pull(number).labels);
    }
  }

  /// A person puts a label on a pull request.
  public void label(String repository, int number, String name) {
    synchronized (world) {
      world.repository(repository).pull(number).labels.add(name);
    }
  }

  /// Lets a person push to a repository.
  public void mayWrite(String login, String repository) {
    synchronized (world) {
      world.repository(repository).writers.add(login);
    }
  }

  /// A person deletes a comment.
  public void deleteComment(String repository, long id) {
    synchronized (world) {
      world.repository(repository).comments.removeIf(comment -> comment.id == id);
    }
  }

  /// Puts a queued check run of another app beside ours. Gives the id.
  public long checkRunOfAnotherApp(String repository, String sha, String name) {
    synchronized (world) {
      long id = world.newId();
      world
          .repository(repository)
          .runs
          .add(new World.StoredRun(id, World.OTHER_APP, name, sha, world.clock.instant()));
      return id;
    }
  }

  /// All check runs on a commit, ours and others', oldest first.
  public List<CheckRun> checkRuns(String repository, String sha) {
    synchronized (world) {
      return world.repository(repository).runs.stream()
          .filter(run -> run.headSha.equals(sha))
          .map(World.StoredRun::value)
          .toList();
    }
  }

  /// All commit statuses on a commit, oldest first.
  public List<StatusRoutes.CommitStatus> statuses(String repository, String sha) {
    synchronized (world) {
      return world.repository(repository).statuses.stream()
          .filter(status -> status.sha().equals(sha))
          .toList();
    }
  }

  /// All comments on a pull request, oldest first.
  public List<Comment> comments(String repository, int number) {
    synchronized (world) {
      return world.repository(repository).comments.stream()
          .filter(comment -> comment.number == number)
          .map(World.StoredComment::value)
          .toList();
    }
  }

  /// Every exchange of the REST API so far.
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /// Every request of a git client so far: method, path with query, status.
  public List<String> gitRequests() {
    return List.copyOf(gitRequests);
  }

  /// Hears of each exchange of the REST API, on the thread that answers it.
  public void onExchange(Consumer<Exchange> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    faults.clear();
    wire.close();
    if (!Files.exists(projects)) {
      return;
    }
    try (var files = Files.walk(projects)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void seen(Exchange exchange) {
    // The app asks how its hook stands whether or not there is anything to do.
    if (!exchange.path().contains("/app/hook/")) {
      exchanges.add(exchange);
    }
    listeners.forEach(listener -> listener.accept(exchange));
  }

  /// Where the App says its webhook is, and where deliveries that are asked for again are sent.
  public void hookAt(String said, URI reached) {
    hook.pointTo(said, reached);
  }

  /// A delivery that nobody answered, in the log.
  public void missed(String guid, Instant at, Map<String, String> headers, byte[] body) {
    hook.missed(guid, at, headers, body);
  }

  private List<Route> routes() {
    var shapes = new Shapes(links, app, world);
    var paging = new Paging(links, faults);
    var routes = new ArrayList<Route>();
    routes.add(
        new Route("GET", "/rate_limit", Route.anyone(), _ -> Json.answer(200, rate.shape())));
    routes.add(
        new Route(
            "GET",
            "/users/{login}",
            Route.anyone(),
            request -> Json.answer(200, shapes.publicUser(request.text("login")))));
    routes.addAll(new AppRoutes(world, shapes, tokens, app).routes());
    routes.addAll(hook.routes());
    var pulls = new PullRoutes(links, shapes, paging);
    routes.addAll(pulls.routes());
    routes.addAll(new ProposalRoutes(world, app, pullRequests, pulls).routes());
    routes.addAll(
        new CheckRoutes(world, app, new CheckShapes(links, shapes, app), paging).routes());
    routes.addAll(new CommitRoutes(links, shapes, paging, pulls).routes());
    routes.addAll(new IssueRoutes(world, links, shapes, app, paging).routes());
    routes.addAll(new DispatchRoutes().routes());
    routes.addAll(new StatusRoutes(world, links, shapes, app, paging).routes());
    routes.addAll(new CommentRoutes(world, links, shapes, app, paging).routes());
    return routes;
  }
}
