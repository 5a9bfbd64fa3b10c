package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.WebhookPayloads;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.FetchRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way into repositories: tokens, limits, refusals, and what git gets.
class AppAccessTest {
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  @Test
  void pullRequestIsReadAsValues() {
    assertThat(read())
        .isEqualTo(new PullRequest(Shop.REPO, shop.number, shop.head(), "prices", "main", true));
    shop.standIn.closePullRequest(Shop.NAME, shop.number);
    assertThat(read().open()).isFalse();
  }

  @Test
  void installationAndTokenAreAskedForOnce() {
    read();
    int first = shop.standIn.exchanges().size();
    read();
    assertThat(shop.standIn.exchanges()).hasSize(first + 1);
    assertThat(shop.standIn.exchanges()).extracting(Exchange::status).containsOnly(200, 201, 304);
    assertThat(shop.standIn.exchanges()).last().extracting(Exchange::status).isEqualTo(304);
  }

  @Test
  void tokenIsRenewedBeforeItExpires() {
    read();
    shop.clock.forward(Duration.ofMinutes(49));
    read();
    assertThat(tokensMade()).isEqualTo(1);
    shop.clock.forward(Duration.ofMinutes(2));
    read();
    assertThat(tokensMade()).isEqualTo(2);
  }

  @Test
  void revokedTokenIsReplacedAtOnce() {
    read();
    shop.standIn.revokeTokens();
    assertThat(read().head()).isEqualTo(shop.head());
  }

  @Test
  void missingPullRequestIsFinalAndSaysWhoMustAct() {
    assertThatThrownBy(() -> shop.forge.pullRequest(Shop.REPO, 4711))
        .isInstanceOfSatisfying(
            ForgeFault.class, fault -> assertThat(fault.retry()).isEqualTo(new Retry.Never()))
        .hasMessageContainingAll("read octo/shop#4711", "404", "install the App");
  }

  @Test
  void repositoryWithoutTheAppIsFinal() {
    shop.standIn.installed(Shop.NAME, false);
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ForgeFault.class, fault -> assertThat(fault.retry()).isEqualTo(new Retry.Never()));
    shop.standIn.installed(Shop.NAME, true);
    assertThat(read().number()).isEqualTo(shop.number);
  }

  @Test
  void missingPermissionIsNamedAndKeepsNoCommentFromBeingWritten() {
    shop.standIn.permissions(
        Map.of("metadata", "read", "contents", "read", "checks", "read", "pull_requests", "write"));
    List<Effect> effects = shop.forge.publish(shop.publication(new CheckState.Queued(), "text"));
    assertThat(effects.get(0))
        .isInstanceOfSatisfying(
            Effect.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("403", "Resource not accessible by integration", "checks"));
    assertThat(effects.get(1)).isInstanceOf(Effect.Created.class);
  }

  @Test
  void primaryLimitWaitsUntilTheResetAndAsksNothingMeanwhile() {
    read();
    Instant reset = Instant.now().plusSeconds(600);
    shop.standIn.faults().primaryRateLimit(Call.of("GET", "/pulls/" + shop.number), 403, reset, 1);
    assertLimited(550, 600);
    int asked = shop.standIn.exchanges().size();
    assertLimited(550, 600);
    assertThat(shop.standIn.exchanges()).hasSize(asked);
    shop.clock.forward(Duration.ofSeconds(601));
    assertThat(read().number()).isEqualTo(shop.number);
  }

  @Test
  void secondaryLimitsWaitAsToldOrAMinute() {
    var pull = Call.of("GET", "/pulls/" + shop.number);
    shop.standIn.faults().secondaryRateLimit(pull, Duration.ofSeconds(7), 1);
    assertLimited(7, 7);
    shop.clock.forward(Duration.ofSeconds(8));
    shop.standIn.faults().secondaryRateLimitInBodyOnly(pull, 1);
    assertLimited(60, 60);
    shop.clock.forward(Duration.ofSeconds(61));
    assertThat(read().number()).isEqualTo(shop.number);
  }

  @Test
  void whereThisMachinesClockIsWrongItIsSaidAndWaitedFor() {
    shop.standIn.faults().failNext(Call.of("GET", "/app"), 401, 2);
    shop.clock.forward(Duration.ofHours(2));
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new Retry.After(Duration.ofMinutes(1))))
        .hasMessageContaining("s ahead of GitHub's: the operator must set it");
    shop.clock.forward(Duration.ofHours(-2));
    assertThat(read().number()).isEqualTo(shop.number);
  }

  @Test
  void aLimitIsNotKeptToForLongerWhenTheClockIsSetBack() {
    read();
    shop.standIn
        .faults()
        .secondaryRateLimit(Call.of("GET", "/pulls/" + shop.number), Duration.ofSeconds(7), 1);
    assertLimited(7, 7);
    shop.clock.forward(Duration.ofMinutes(-5));
    assertThat(read().number()).isEqualTo(shop.number);
  }

  @Test
  void droppedConnectionIsTriedAgainLater() {
    read();
    // The HTTP client repeats a GET once by itself.
    shop.standIn.faults().dropNext(Call.of("GET", "/pulls/" + shop.number), 10);
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ForgeFault.class, fault -> assertThat(fault.retry()).isEqualTo(new Retry.Backoff()));
  }

  @Test
  void gitFetchesAPullRequestWithWhatItIsGiven(@TempDir Path folder) {
    FetchRequest source = shop.forge.fetchRequest(read());
    assertThat(source.uri()).hasToString(shop.standIn.web() + "/octo/shop.git");
    fetch(folder, source);
    assertThat(Shop.git(folder, "rev-parse", "refs/sdd/pull/" + shop.number))
        .isEqualTo(shop.head().hex());
    assertThat(Shop.git(folder, "rev-parse", "refs/sdd/base/main"))
        .isEqualTo(Shop.git(shop.bare, "rev-parse", "refs/heads/main"));
  }

  @Test
  void gitFetchesSingleCommitsWithWhatItIsGiven(@TempDir Path folder) {
    fetch(folder, shop.forge.fetchRequest(Shop.REPO, List.of(shop.head())));
    assertThat(Shop.git(folder, "rev-parse", "refs/sdd/commit/" + shop.head()))
        .isEqualTo(shop.head().hex());
  }

  @Test
  void fetchIsRefusedForABranchThatIsARefspec() {
    var hostile = new PullRequest(Shop.REPO, 1, shop.head(), "x", "main:refs/heads/main", true);
    assertThatThrownBy(() -> shop.forge.fetchRequest(hostile)).isInstanceOf(ForgeFault.class);
  }

  @Test
  void webhooksOfGitHubAreAdmittedAndUnderstood() {
    String base = Shop.git(shop.bare, "rev-parse", "refs/heads/main");
    var ends = new WebhookPayloads.Ends(shop.head().hex(), "prices", base, "main");
    var changed =
        new ForgeEvent.PullRequestChanged(
            new PullRequest(Shop.REPO, 7, shop.head(), "prices", "main", true));
    for (String action : List.of("opened", "synchronize", "reopened", "ready_for_review")) {
      assertThat(received("pull_request", WebhookPayloads.pullRequest(action, Shop.NAME, 7, ends)))
          .isEqualTo(changed);
    }
    assertThat(
            received(
                "pull_request",
                WebhookPayloads.pullRequestFromFork(Shop.NAME, "stranger/shop", 7, ends)))
        .isEqualTo(changed);
    assertThat(
            received(
                "pull_request", WebhookPayloads.pullRequestBaseEdited(Shop.NAME, 7, "old", ends)))
        .isEqualTo(changed);
    assertThat(received("pull_request", WebhookPayloads.pullRequest("closed", Shop.NAME, 7, ends)))
        .isEqualTo(new ForgeEvent.PullRequestClosed(Shop.REPO, 7));
    assertThat(
            received(
                "push",
                WebhookPayloads.push(
                    Shop.NAME, "main", "refs/heads/main", base, shop.head().hex())))
        .isEqualTo(
            new ForgeEvent.DefaultBranchPushed(Shop.REPO, "main", new CommitId(base), shop.head()));
    assertThat(received("merge_group", WebhookPayloads.mergeGroup(Shop.NAME, ends)))
        .isEqualTo(new ForgeEvent.MergeRequested(Shop.REPO, new CommitId(base), shop.head()));
    assertThat(
            received("installation", WebhookPayloads.installation("created", List.of(Shop.NAME))))
        .isEqualTo(new ForgeEvent.AccessChanged(true, List.of(Shop.REPO)));
    assertThat(
            received(
                "installation_repositories",
                WebhookPayloads.repositoriesRemoved(List.of(Shop.NAME))))
        .isEqualTo(new ForgeEvent.AccessChanged(false, List.of(Shop.REPO)));
    assertThat(received("ping", WebhookPayloads.ping())).isEqualTo(new ForgeEvent.Ping());
  }

  private ForgeEvent received(String event, byte[] body) {
    var headers = WebhookPayloads.headers(event, "d-1", body, "webhook secret");
    var admission = shop.forge.admit(new WebhookRequest(headers, Bytes.of(body)), Instant.EPOCH);
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return shop.forge.understand(((Admission.Admitted) admission).delivery()).event();
  }

  private PullRequest read() {
    return shop.forge.pullRequest(Shop.REPO, shop.number);
  }

  private void assertLimited(long atLeast, long atMost) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault ->
                assertThat(fault.retry())
                    .isInstanceOfSatisfying(
                        Retry.After.class,
                        after ->
                            assertThat(after.pause())
                                .isBetween(
                                    Duration.ofSeconds(atLeast), Duration.ofSeconds(atMost))));
  }

  private long tokensMade() {
    return shop.standIn.exchanges().stream()
        .filter(exchange -> exchange.path().endsWith("/access_tokens"))
        .count();
  }

  private static void fetch(Path folder, FetchRequest source) {
    Shop.git(folder, "init", "--quiet", "--bare");
    FetchRequest.Credentials login = source.credentials().orElseThrow();
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                (login.user() + ":" + login.secret().reveal()).getBytes(StandardCharsets.UTF_8));
    var arguments =
        new ArrayList<>(
            List.of(
                "-c",
                "http.extraHeader=Authorization: Basic " + credentials,
                "fetch",
                "--quiet",
                source.uri().toString()));
    arguments.addAll(source.refspecs());
    Shop.git(folder, arguments.toArray(String[]::new));
  }
}
