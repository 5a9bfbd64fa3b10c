package io.github.sddtool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.github.Answer;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.GitHubStandIn;
import io.github.sddtool.fake.github.Pusher;
import io.github.sddtool.fake.github.RuleBreach;
import io.github.sddtool.fake.github.StandInClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHCheckRunBuilder;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPermissionType;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.authorization.AppInstallationAuthorizationProvider;
import org.kohsuke.github.extras.authorization.JWTTokenProvider;

/// A client that we did not write talks to the stand-in, and GitHub's own description listens.
class StandInContractTest {
  private static final GitHubOpenApi DESCRIPTION = GitHubOpenApi.load(Npm.folder());
  private static final String REPO = "octo/shop";

  private final GitHubStandIn standIn = GitHubStandIn.start();
  private final StandInClient client = new StandInClient(standIn);
  private final List<String> violations = new ArrayList<>();
  private final Pusher pusher;
  private final String sha;
  private final int number;

  StandInContractTest(@TempDir Path folder) {
    pusher = new Pusher(folder.resolve("work"), standIn.createRepository(REPO, "main"));
    pusher.push("main", "README.md", "A shop.\n");
    sha = pusher.push("prices", "prices.md", "Tea 1\n");
    number = standIn.openPullRequest(REPO, "prices", "main");
    standIn.onExchange(this::judge);
  }

  private synchronized void judge(Exchange exchange) {
    violations.addAll(DESCRIPTION.violations(exchange));
  }

  @AfterEach
  void stop() {
    client.close();
    standIn.close();
  }

  static List<RuleBreach> describedBreaches() {
    return RuleBreach.all().stream().filter(RuleBreach::described).toList();
  }

  static List<RuleBreach> undescribedBreaches() {
    return RuleBreach.all().stream().filter(breach -> !breach.described()).toList();
  }

  @Test
  void appFindsItsInstallationAndGetsATokenForPartOfIt() throws Exception {
    var app = asApp().getApp();
    assertThat(app.getId()).isEqualTo(standIn.app().id());
    var installation = app.getInstallationByRepository("octo", "shop");
    assertThat(app.getInstallationById(installation.getId()).getAccount().getLogin())
        .isEqualTo("octo");
    var token =
        installation
            .createToken()
            .repositories(List.of("shop"))
            .permissions(Map.of("checks", GHPermissionType.READ))
            .create();
    assertThat(token.getToken()).startsWith("ghs_");
    assertNoViolations();
  }

  @Test
  void checkRunWithManyAnnotationsArrivesInThreeRequests() throws Exception {
    var output = new GHCheckRunBuilder.Output("Three remarks too many", "All of them.");
    for (int line = 1; line <= 120; line++) {
      var level = GHCheckRun.AnnotationLevel.WARNING;
      output.add(
          new GHCheckRunBuilder.Annotation("prices.md", line, level, "Remark " + line)
              .withTitle("T"));
    }
    repository()
        .createCheckRun("SDD", sha)
        .withExternalID("1")
        .withDetailsURL(standIn.web() + "/details")
        .withStatus(GHCheckRun.Status.COMPLETED)
        .withConclusion(GHCheckRun.Conclusion.NEUTRAL)
        .add(output)
        .create();

    assertThat(standIn.exchanges().stream().map(e -> e.method() + " " + e.status()).toList())
        .endsWith("POST 201", "PATCH 200", "PATCH 200");
    assertThat(standIn.checkRuns(REPO, sha).getFirst().annotations())
        .extracting(annotation -> annotation.message())
        .hasSize(120)
        .startsWith("Remark 1")
        .endsWith("Remark 120");
    assertThat(annotationsByPages()).hasSize(120);
    assertNoViolations();
  }

  @Test
  void checkRunsAreFoundAgainByNameAndApp() throws Exception {
    var repository = repository();
    var run = repository.createCheckRun("SDD", sha).create();
    standIn.checkRunOfAnotherApp(REPO, sha, "SDD");
    repository
        .updateCheckRun(run.getId())
        .withStatus(GHCheckRun.Status.IN_PROGRESS)
        .add(new GHCheckRunBuilder.Output("Working", "On it."))
        .create();
    var found =
        repository
            .getCheckRuns(
                sha,
                Map.of(
                    "check_name", "SDD", "filter", "all", "app_id", standIn.app().id(), "per_page", 1))
            .toList();
    assertThat(found).singleElement().extracting(GHCheckRun::getStatus).isEqualTo(GHCheckRun.Status.IN_PROGRESS);
    assertThat(found.getFirst().getPullRequests()).hasSize(1);
    var one = client.send("GET", "/repos/" + REPO + "/check-runs/" + run.getId(), token(), "");
    assertThat(one.body().at("/output/title").asText()).isEqualTo("Working");
    assertNoViolations();
  }

  @Test
  void pullRequestIsReadAndCommented() throws Exception {
    var pull = repository().getPullRequest(number);
    assertThat(pull.getHead().getSha()).isEqualTo(sha);
    for (int i = 0; i < 35; i++) {
      standIn.commentAs("alice", REPO, number, "Remark " + i);
    }
    var ours = pull.comment("<!-- sdd:summary -->\nFine.");
    var listed = pull.listComments().withPageSize(10).toList();
    assertThat(listed).hasSize(36);
    assertThat(listed.getLast().getUser().getLogin()).isEqualTo(standIn.app().botLogin());
    ours.update("<!-- sdd:summary -->\nStill fine.");
    assertThat(standIn.comments(REPO, number).getLast().edits()).isEqualTo(1);
    client.send("GET", "/repos/" + REPO + "/issues/comments/" + ours.getId(), token(), "");
    ours.delete();
    assertThat(standIn.comments(REPO, number)).hasSize(35);
    assertNoViolations();
  }

  @Test
  void pullRequestIsOpenedFoundAndChanged() throws Exception {
    pusher.push("teas", "teas.md", "Tea 2\n");
    var repository = repository();
    var made = repository.createPullRequest("Teas", "teas", "main", "Two of them.", false);
    var found =
        repository.queryPullRequests().state(GHIssueState.OPEN).head("octo:teas").base("main").list();
    assertThat(found.toList()).extracting(pull -> pull.getNumber()).containsExactly(made.getNumber());
    made.setTitle("More teas");
    made.setBody("Three of them.");
    assertThat(standIn.pullRequests(REPO).getLast().edits()).isEqualTo(2);
    for (var head : List.of("teas", "nothing", "main")) {
      var again =
          client.send(
              "POST",
              "/repos/" + REPO + "/pulls",
              token(),
              "{\"title\":\"T\",\"head\":\"" + head + "\",\"base\":\"main\"}");
      assertThat(again.status()).isEqualTo(422);
    }
    assertNoViolations();
  }

  @Test
  void commitStatusIsSetAndListed() throws Exception {
    standIn.permissions(Map.of("metadata", "read", "contents", "read", "statuses", "write"));
    var repository = repository();
    repository.createCommitStatus(sha, GHCommitState.PENDING, "", "waiting", "SDD");
    repository.createCommitStatus(sha, GHCommitState.SUCCESS, "", "all is well", "SDD");
    assertThat(repository.listCommitStatuses(sha).toList())
        .extracting(status -> status.getState())
        .containsExactly(GHCommitState.SUCCESS, GHCommitState.PENDING);
    assertNoViolations();
  }

  @Test
  void pullRequestOfAForkAndAClosedOneAreAsDescribed() throws Exception {
    pusher.copy("prices", standIn.createRepository("stranger/shop", "main"));
    int forked = standIn.openPullRequest(REPO, "stranger:prices", "main");
    standIn.closePullRequest(REPO, number);
    var repository = repository();
    assertThat(repository.getPullRequest(number).getState().name()).isEqualTo("CLOSED");
    assertThat(repository.getPullRequest(forked).getHead().getLabel())
        .isEqualTo("stranger:prices");
    repository.createCheckRun("SDD", sha).create();
    assertThat(repository.getCheckRuns(sha).toList().getFirst().getPullRequests()).isEmpty();
    assertNoViolations();
  }

  @Test
  void refusalsAreShapedLikeGitHubs() throws Exception {
    client.send("GET", "/repos/" + REPO, "Bearer nonsense", "");
    client.send("GET", "/app", "Bearer nonsense", "");
    client.send("GET", "/repos/octo/nothing", token(), "");
    client.send("GET", "/repos/" + REPO + "/pulls/4711", token(), "");
    standIn.permissions(Map.of("metadata", "read"));
    client.send("GET", "/repos/" + REPO + "/pulls/" + number, token(), "");
    standIn.faults().secondaryRateLimitInBodyOnly(Call.any(), 1);
    client.send("GET", "/rate_limit", "", "");
    standIn.faults().failNext(Call.any(), 500, 1);
    client.send("GET", "/rate_limit", "", "");
    assertThat(asApp().getRateLimit().getRemaining()).isPositive();
    assertThat(standIn.exchanges().stream().map(Exchange::status).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(200, 201, 401, 403, 404, 500);
    assertNoViolations();
  }

  @ParameterizedTest
  @MethodSource("describedBreaches")
  void descriptionRejectsWhatTheStandInRefuses(RuleBreach breach) throws Exception {
    var exchange = commit(breach);
    assertThat(exchange.status()).isEqualTo(422);
    assertThat(DESCRIPTION.requestViolations(exchange.call())).isNotEmpty();
  }

  /// Why the stand-in has rules of its own. When one of these fails, GitHub has described the rule.
  @ParameterizedTest
  @MethodSource("undescribedBreaches")
  void descriptionIsSilentWhereTheStandInRefuses(RuleBreach breach) throws Exception {
    var exchange = commit(breach);
    assertThat(exchange.status()).isEqualTo(422);
    assertNoViolations();
  }

  @Test
  void descriptionNoticesAMissingPart() throws Exception {
    repository().getPullRequest(number);
    var exchange = standIn.exchanges().getLast();
    for (var key : List.of("\"head\":", "\"number\":", "\"state\":", "\"comments_url\":")) {
      var answer = exchange.answer();
      var body = answer.body().replace(key, key.replace("\":", "-gone\":"));
      var maimed = new Answer(answer.status(), answer.headers(), body);
      assertThat(DESCRIPTION.violations(new Exchange(exchange.call(), maimed))).isNotEmpty();
    }
    var created = new Answer(201, exchange.responseHeaders(), exchange.responseBody());
    assertThat(DESCRIPTION.violations(new Exchange(exchange.call(), created))).isNotEmpty();
  }

  private Exchange commit(RuleBreach breach) throws Exception {
    var path = "/repos/" + REPO + "/check-runs";
    if (breach.resource().equals("comments")) {
      path = "/repos/" + REPO + "/issues/" + number + "/comments";
    } else if (breach.method().equals("PATCH")) {
      path = path + "/" + repository().createCheckRun("SDD", sha).create().getId();
    }
    client.send(breach.method(), path, token(), breach.body(sha));
    return standIn.exchanges().getLast();
  }

  private List<String> annotationsByPages() throws Exception {
    long id = standIn.checkRuns(REPO, sha).getFirst().id();
    var path = "/repos/" + REPO + "/check-runs/" + id + "/annotations?per_page=50&page=";
    var messages = new ArrayList<String>();
    for (int page = 1; page <= 3; page++) {
      client
          .send("GET", path + page, token(), "")
          .body()
          .forEach(annotation -> messages.add(annotation.path("message").asText()));
    }
    return messages;
  }

  private String token() throws IOException, InterruptedException {
    return client.token(REPO);
  }

  private GitHub asApp() throws Exception {
    return new GitHubBuilder()
        .withEndpoint(standIn.api().toString())
        .withAuthorizationProvider(jwt())
        .build();
  }

  private GHRepository repository() throws Exception {
    var provider =
        new AppInstallationAuthorizationProvider(
            app -> app.getInstallationByRepository("octo", "shop"), jwt());
    return new GitHubBuilder()
        .withEndpoint(standIn.api().toString())
        .withAuthorizationProvider(provider)
        .build()
        .getRepository(REPO);
  }

  private JWTTokenProvider jwt() throws Exception {
    return new JWTTokenProvider(
        Long.toString(standIn.app().id()), standIn.app().privateKeyPkcs8Pem());
  }

  private synchronized void assertNoViolations() {
    assertThat(violations).isEmpty();
  }
}
