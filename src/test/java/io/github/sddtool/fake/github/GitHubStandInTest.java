package io.github.sddtool.fake.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubStandInTest {
  private static final String REPO = "octo/shop";

  private final GitHubStandIn standIn = GitHubStandIn.start();
  private final StandInClient client = new StandInClient(standIn);
  private final Path folder;
  private final Path bare;
  private final Pusher pusher;
  private String tip;

  GitHubStandInTest(@TempDir Path folder) {
    this.folder = folder;
    bare = standIn.createRepository(REPO, "main");
    pusher = new Pusher(folder.resolve("work"), bare);
    pusher.push("main", "README.md", "A shop.\n");
    tip = pusher.push("prices", "prices.md", "Tea 1\n");
  }

  @AfterEach
  void stop() {
    client.close();
    standIn.close();
  }

  @Test
  void tokenNeedsAValidJwtOfTheApp() throws Exception {
    var path = "/repos/" + REPO + "/installation";
    var now = Instant.now();
    assertThat(client.send("GET", path, client.jwt(), "").status()).isEqualTo(200);
    assertThat(client.send("GET", path, "", "").status()).isEqualTo(401);
    assertThat(client.send("GET", path, "Bearer nonsense", "").status()).isEqualTo(401);
    var old = client.jwt(now.minusSeconds(900), Duration.ofMinutes(5));
    assertThat(client.send("GET", path, old, "").body().path("message").asText())
        .contains("Expiration time");
    var lasting = client.jwt(now, Duration.ofHours(1));
    assertThat(client.send("GET", path, lasting, "").body().path("message").asText())
        .contains("too far in the future");
    var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    var forged = client.jwt(now, Duration.ofMinutes(5), stranger);
    assertThat(client.send("GET", path, forged, "").status()).isEqualTo(401);
  }

  @Test
  void deadTokenIsNotLetIn() throws Exception {
    var token = client.token(REPO);
    assertThat(client.send("GET", "/repos/" + REPO, token, "").status()).isEqualTo(200);
    standIn.revokeTokens();
    assertThat(client.send("GET", "/repos/" + REPO, token, "").status()).isEqualTo(401);
    standIn.tokenLife(Duration.ZERO);
    assertThat(client.send("GET", "/repos/" + REPO, client.token(REPO), "").status())
        .isEqualTo(401);
  }

  @Test
  void pullRequestFollowsItsBranchWhenPushed() throws Exception {
    int number = standIn.openPullRequest(REPO, "prices", "main");
    var first = head(number);
    tip = pusher.push("prices", "more.md", "Milk 2\n");
    assertThat(head(number)).isEqualTo(first);
    standIn.pushed(REPO, number);
    assertThat(head(number)).isEqualTo(tip).isNotEqualTo(first);
    assertThat(GitProcess.run(bare, "rev-parse", "refs/pull/" + number + "/head")).isEqualTo(tip);
    standIn.closePullRequest(REPO, number);
    var pull = client.send("GET", "/repos/" + REPO + "/pulls/" + number, client.token(REPO), "");
    assertThat(pull.body().path("state").asText()).isEqualTo("closed");
    assertThat(pull.body().path("commits").asInt()).isEqualTo(2);
  }

  @Test
  void annotationsAreAppendedByEachUpdate() throws Exception {
    var token = client.token(REPO);
    var created = client.send("POST", checkRuns(), token, checkRun("\"status\":\"in_progress\""));
    assertThat(created.status()).isEqualTo(201);
    long id = created.body().path("id").asLong();
    var update =
        """
        {"conclusion":"neutral","output":{"summary":"s","annotations":[
          {"path":"a.md","start_line":1,"end_line":2,"annotation_level":"notice","message":"m"}]}}
        """;
    client.send("PATCH", checkRuns() + "/" + id, token, update);
    client.send("PATCH", checkRuns() + "/" + id, token, update);
    assertThat(standIn.checkRuns(REPO, tip))
        .singleElement()
        .satisfies(run -> {
          assertThat(run.status()).isEqualTo("completed");
          assertThat(run.conclusion()).hasValue("neutral");
          assertThat(run.annotations()).hasSize(2);
        });
  }

  @Test
  void latestOfEachNameIsListedUnlessAllAreAskedFor() throws Exception {
    var token = client.token(REPO);
    client.send("POST", checkRuns(), token, checkRun("\"external_id\":\"old\""));
    client.send("POST", checkRuns(), token, checkRun("\"external_id\":\"new\""));
    standIn.checkRunOfAnotherApp(REPO, tip, "SDD");
    var list = "/repos/" + REPO + "/commits/" + tip + "/check-runs?check_name=SDD&app_id=";
    var mine = list + standIn.app().id();
    var latest = client.send("GET", mine, token, "").body();
    assertThat(latest.path("total_count").asInt()).isEqualTo(1);
    assertThat(latest.at("/check_runs/0/external_id").asText()).isEqualTo("new");
    var all = client.send("GET", mine + "&filter=all", token, "").body();
    assertThat(all.path("total_count").asInt()).isEqualTo(2);
  }

  @Test
  void anotherAppsRunIsNotOursToChange() throws Exception {
    long id = standIn.checkRunOfAnotherApp(REPO, tip, "SDD");
    var reply =
        client.send("PATCH", checkRuns() + "/" + id, client.token(REPO), "{\"status\":\"queued\"}");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body().path("message").asText()).contains("that created it");
  }

  @Test
  void commentsComeInPagesThatPointToEachOther() throws Exception {
    int number = standIn.openPullRequest(REPO, "prices", "main");
    for (int i = 0; i < 5; i++) {
      standIn.commentAs("alice", REPO, number, "Remark " + i);
    }
    var path = "/repos/" + REPO + "/issues/" + number + "/comments?per_page=2";
    var token = client.token(REPO);
    var first = client.send("GET", path, token, "");
    assertThat(first.body()).hasSize(2);
    assertThat(first.header("link"))
        .contains("per_page=2&page=2>; rel=\"next\"", "page=3>; rel=\"last\"");
    var last = client.send("GET", path + "&page=3", token, "");
    assertThat(last.body()).hasSize(1);
    assertThat(last.header("link")).contains("rel=\"prev\"").doesNotContain("rel=\"next\"");
  }

  @Test
  void unchangedAnswerIs304() throws Exception {
    var etag = client.send("GET", "/rate_limit", "", "").header("etag");
    assertThat(etag).startsWith("W/");
    var request =
        HttpRequest.newBuilder(URI.create(standIn.api() + "/rate_limit"))
            .header("If-None-Match", etag)
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(304);
      assertThat(reply.body()).isEmpty();
    }
  }

  @Test
  void missingPermissionIsSaid() throws Exception {
    standIn.permissions(Map.of("metadata", "read", "checks", "read"));
    var reply =
        client.send("POST", checkRuns(), client.token(REPO), checkRun("\"status\":\"queued\""));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body().path("message").asText())
        .isEqualTo("Resource not accessible by integration");
  }

  @Test
  void usedUpAllowanceIsRefused() throws Exception {
    var token = client.token(REPO);
    standIn.callsPerHour(1);
    var reply = client.send("GET", "/repos/" + REPO, token, "");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("x-ratelimit-remaining")).isEqualTo("0");
    assertThat(client.send("GET", "/rate_limit", "", "").status()).isEqualTo(200);
  }

  @Test
  void orderedFailuresHappenAsOftenAsOrdered() throws Exception {
    var token = client.token(REPO);
    standIn.faults().failNext(Call.of("POST", "/check-runs"), 500, 2);
    for (int status : new int[] {500, 500, 201}) {
      var reply = client.send("POST", checkRuns(), token, checkRun("\"status\":\"queued\""));
      assertThat(reply.status()).isEqualTo(status);
    }
    assertThat(standIn.checkRuns(REPO, tip)).hasSize(1);
  }

  @Test
  void limitsAreAnsweredLikeGitHubDoes() throws Exception {
    var token = client.token(REPO);
    var reset = Instant.now().plusSeconds(120);
    var any = Call.containing("GET", "/repos/");
    standIn.faults().primaryRateLimit(any, 429, reset, 1);
    standIn.faults().secondaryRateLimit(any, Duration.ofSeconds(7), 1);
    standIn.faults().secondaryRateLimitInBodyOnly(any, 1);
    var primary = client.send("GET", "/repos/" + REPO, token, "");
    assertThat(primary.status()).isEqualTo(429);
    assertThat(primary.header("x-ratelimit-remaining")).isEqualTo("0");
    assertThat(primary.header("x-ratelimit-reset")).isEqualTo("" + reset.getEpochSecond());
    assertThat(client.send("GET", "/repos/" + REPO, token, "").header("retry-after"))
        .isEqualTo("7");
    var inBody = client.send("GET", "/repos/" + REPO, token, "");
    assertThat(inBody.status()).isEqualTo(403);
    assertThat(inBody.header("retry-after")).isEmpty();
    assertThat(inBody.body().path("message").asText()).contains("secondary rate limit");
  }

  @Test
  void answerMayBeLostOrCutAfterTheEffect() throws Exception {
    var token = client.token(REPO);
    var post = Call.of("POST", "/check-runs");
    standIn.faults().dropAnswerNext(post, 1);
    standIn.faults().truncateNext(post, 1);
    standIn.faults().dropNext(post, 1);
    for (int effects : new int[] {1, 2, 2}) {
      assertThatThrownBy(
              () -> client.send("POST", checkRuns(), token, checkRun("\"status\":\"queued\"")))
          .isInstanceOf(IOException.class);
      assertThat(standIn.checkRuns(REPO, tip)).hasSize(effects);
    }
  }

  @Test
  void heldCallWaitsUntilReleased() throws Exception {
    var token = client.token(REPO);
    try (var hold = standIn.faults().hold(Call.of("GET", "/repos/" + REPO))) {
      var reply =
          CompletableFuture.supplyAsync(() -> {
            try {
              return client.send("GET", "/repos/" + REPO, token, "").status();
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(hold.awaitCaught(Duration.ofSeconds(5))).isTrue();
      assertThat(hold.waiting()).isEqualTo(1);
      assertThat(reply).isNotDone();
      hold.release();
      assertThat(reply.get()).isEqualTo(200);
    }
  }

  @Test
  void gitClonesWithALiveTokenOnly() throws Exception {
    int number = standIn.openPullRequest(REPO, "prices", "main");
    assertThatThrownBy(() -> GitProcess.run(folder, "ls-remote", remote()))
        .hasMessageContaining("terminal prompts disabled");
    GitProcess.run(folder, "init", "--quiet", "clone");
    GitProcess.run(
        folder.resolve("clone"),
        "-c",
        login(),
        "fetch",
        "--quiet",
        remote(),
        "refs/pull/" + number + "/head",
        GitProcess.run(bare, "rev-parse", "main"));
    assertThat(GitProcess.run(folder.resolve("clone"), "cat-file", "-t", tip)).isEqualTo("commit");
    assertThat(standIn.gitRequests())
        .contains("GET /octo/shop.git/info/refs?service=git-upload-pack 401")
        .contains("POST /octo/shop.git/git-upload-pack 200");
  }

  @Test
  void publicRepositoryIsFetchedByAnybody() {
    standIn.makePublic(REPO);
    assertThat(GitProcess.run(folder, "ls-remote", remote(), "refs/heads/prices")).startsWith(tip);
  }

  @Test
  void pushNeedsPermissionToWrite() throws Exception {
    var push = new String[] {"-c", login(), "push", "--quiet", remote(), "prices:refs/heads/copy"};
    var work = folder.resolve("work");
    assertThatThrownBy(() -> GitProcess.run(work, push)).hasMessageContaining("403");
    standIn.permissions(Map.of("metadata", "read", "contents", "write"));
    GitProcess.run(work, push);
    assertThat(GitProcess.run(bare, "rev-parse", "copy")).isEqualTo(tip);
  }

  @Test
  void repositoryOutsideTheInstallationIsNotThere() throws Exception {
    standIn.installed(REPO, false);
    var path = "/repos/" + REPO;
    assertThat(client.send("GET", path + "/installation", client.jwt(), "").status())
        .isEqualTo(404);
    assertThat(client.send("GET", path, client.token(REPO), "").status()).isEqualTo(404);
    var login = login();
    assertThatThrownBy(() -> GitProcess.run(folder, "-c", login, "ls-remote", remote()))
        .hasMessageContaining("not found");
  }

  @Test
  void exchangesAreKeptWithoutTheToken() throws Exception {
    var token = client.token(REPO);
    client.send("GET", "/repos/" + REPO, token, "");
    var last = standIn.exchanges().getLast();
    assertThat(last.path()).isEqualTo("/api/v3/repos/octo/shop");
    assertThat(last.requestHeaders()).containsEntry("authorization", "Bearer ***");
    assertThat(last.responseBody()).contains("\"full_name\":\"octo/shop\"");
  }

  private String remote() {
    return standIn.web() + "/" + REPO + ".git";
  }

  /// The setting that makes git send a live token.
  private String login() throws IOException, InterruptedException {
    var token = client.token(REPO).substring("Bearer ".length());
    var pair = ("x-access-token:" + token).getBytes(StandardCharsets.UTF_8);
    return "http.extraHeader=Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String head(int number) throws IOException, InterruptedException {
    return client
        .send("GET", "/repos/" + REPO + "/pulls/" + number, client.token(REPO), "")
        .body()
        .at("/head/sha")
        .asText();
  }

  private static String checkRuns() {
    return "/repos/" + REPO + "/check-runs";
  }

  private String checkRun(String more) {
    return "{\"name\":\"SDD\",\"head_sha\":\"" + tip + "\"," + more + "}";
  }
}
