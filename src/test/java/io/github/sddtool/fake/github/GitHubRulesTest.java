package io.github.sddtool.fake.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitHubRulesTest {
  private static final String REPO = "octo/shop";

  private final GitHubStandIn standIn = GitHubStandIn.start();
  private final StandInClient client = new StandInClient(standIn);
  private String sha = "";
  private String token = "";
  private int number;

  @BeforeAll
  void aPullRequest(@TempDir Path folder) throws Exception {
    var pusher = new Pusher(folder.resolve("work"), standIn.createRepository(REPO, "main"));
    pusher.push("main", "README.md", "A shop.\n");
    sha = pusher.push("prices", "prices.md", "Tea 1\n");
    number = standIn.openPullRequest(REPO, "prices", "main");
    token = client.token(REPO);
  }

  @AfterAll
  void stop() {
    client.close();
    standIn.close();
  }

  static List<RuleBreach> breaches() {
    return RuleBreach.all();
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void breachIsRefusedAndHasNoEffect(RuleBreach breach) throws Exception {
    var before = standIn.checkRuns(REPO, sha).size();
    var path = "/repos/" + REPO + "/check-runs";
    if (breach.resource().equals("comments")) {
      path = "/repos/" + REPO + "/issues/" + number + "/comments";
    } else if (breach.method().equals("PATCH")) {
      path = path + "/" + aRun();
      before++;
    }
    var reply = client.send(breach.method(), path, token, breach.body(sha));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.raw().body()).contains(breach.answer().replace("\"", "\\\""));
    assertThat(reply.body().path("documentation_url").asText()).startsWith("https://docs.github");
    assertThat(standIn.checkRuns(REPO, sha)).hasSize(before);
    assertThat(standIn.comments(REPO, number)).isEmpty();
  }

  @Test
  void conclusionImpliesCompleted() throws Exception {
    long id = aRun();
    var path = "/repos/" + REPO + "/check-runs/" + id;
    var done = client.send("PATCH", path, token, "{\"conclusion\":\"success\"}").body();
    assertThat(done.path("status").asText()).isEqualTo("completed");
    assertThat(done.path("completed_at").asText()).isNotEmpty();
    var again = client.send("PATCH", path, token, "{\"status\":\"in_progress\"}").body();
    assertThat(again.path("conclusion").isNull()).isTrue();
  }

  @Test
  void oldestRunOfANameGoesWhenThereAreMoreThanAThousand() throws Exception {
    var first = run("many");
    IntStream.range(0, 999).forEach(_ -> run("many"));
    assertThat(status(first)).isEqualTo(200);
    run("many");
    assertThat(status(first)).isEqualTo(404);
  }

  @Test
  void commentOnAMissingPullRequestIsNotFound() throws Exception {
    var path = "/repos/" + REPO + "/issues/4711/comments";
    assertThat(client.send("POST", path, token, "{\"body\":\"Hi\"}").status()).isEqualTo(404);
  }

  @Test
  void lastAllowedLengthIsTaken() throws Exception {
    var path = "/repos/" + REPO + "/check-runs";
    var body = Json.object().put("name", "long").put("head_sha", sha);
    body.putObject("output").put("title", "T").put("summary", "😀".repeat(65_535));
    assertThat(client.send("POST", path, token, Json.write(body)).status()).isEqualTo(201);
  }

  @Test
  void brokenJsonIsABadRequest() throws Exception {
    var path = "/repos/" + REPO + "/check-runs";
    assertThat(client.send("POST", path, token, "{").status()).isEqualTo(400);
    assertThat(client.send("POST", path, token, "[]").status()).isEqualTo(400);
  }

  @Test
  void burstsAreRefusedWhenLimitsAreEnforced(@TempDir Path folder) throws Exception {
    try (var strict = GitHubStandIn.start();
        var hasty = new StandInClient(strict)) {
      var pusher = new Pusher(folder, strict.createRepository(REPO, "main"));
      var body = Json.object().put("name", "SDD").put("head_sha", pusher.push("main", "a", "b"));
      strict.enforceSecondaryLimits();
      var mine = hasty.token(REPO);
      for (int i = 0; i < 80; i++) {
        var reply = hasty.send("POST", "/repos/" + REPO + "/check-runs", mine, Json.write(body));
        assertThat(reply.status()).isEqualTo(201);
      }
      var reply = hasty.send("POST", "/repos/" + REPO + "/check-runs", mine, Json.write(body));
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.header("retry-after")).isEqualTo("60");
      assertThat(strict.checkRuns(REPO, body.get("head_sha").asText())).hasSize(80);
    }
  }

  private long aRun() throws Exception {
    return run("SDD");
  }

  private long run(String name) {
    var body = Json.object().put("name", name).put("head_sha", sha);
    try {
      var path = "/repos/" + REPO + "/check-runs";
      return client.send("POST", path, token, Json.write(body)).body().path("id").asLong();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int status(long run) throws Exception {
    return client.send("GET", "/repos/" + REPO + "/check-runs/" + run, token, "").status();
  }
}
