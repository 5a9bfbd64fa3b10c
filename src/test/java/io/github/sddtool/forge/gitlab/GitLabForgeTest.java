package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.fake.gitlab.Note;
import io.github.sddtool.fake.gitlab.Status;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SummaryComment;
import io.github.sddtool.forge.Target;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabForgeTest {
  private static final String PATH = "acme/tools/shop";
  private static final RepoId REPO = new RepoId("gitlab", PATH);
  private static final CommitId HEAD = new CommitId("1".repeat(40));
  private static final CommitId NEWER = new CommitId("2".repeat(40));

  private final GitLabStandIn standIn = new GitLabStandIn(PATH);
  private final GitLabForge forge = forge(GitLabStandIn.TOKEN);

  GitLabForgeTest() {
    standIn.project().request(17, "prices", "main", HEAD.hex());
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void deliveryIsKnownByTheIdThatGitLabKeepsOnRetry() {
    assertThat(admitted(Map.of("Idempotency-Key", "key", "X-Gitlab-Event-UUID", "uuid")))
        .isEqualTo("key");
    assertThat(admitted(Map.of("X-Gitlab-Event-UUID", "uuid"))).isEqualTo("uuid");
  }

  @Test
  void webhookWithoutTheSecretIsRefused() {
    var request = new WebhookRequest(Map.of("X-Gitlab-Event", "Push Hook"), Bytes.of(new byte[0]));
    assertThat(forge.admit(request, Instant.EPOCH)).isInstanceOf(Admission.Unauthentic.class);
  }

  @Test
  void webhookWithoutAnIdIsMalformed() {
    var request =
        new WebhookRequest(
            Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", "secret"),
            Bytes.of(new byte[0]));
    assertThat(forge.admit(request, Instant.EPOCH)).isInstanceOf(Admission.Malformed.class);
  }

  @Test
  void openMergeRequestsAreListedTheNewestFirst() {
    standIn.project().request(21, "one", "main", HEAD.hex());
    standIn.project().request(22, "two", "main", HEAD.hex());
    standIn.project().request(23, "three", "main", HEAD.hex());
    standIn.project().set(22, "state", "merged");
    assertThat(forge.openPullRequests(REPO, 50))
        .extracting(PullRequest::number)
        .startsWith(23, 21)
        .doesNotContain(22);
    assertThat(forge.openPullRequests(REPO, 1)).hasSize(1);
  }

  @Test
  void mergeRequestIsReadAsValues() {
    assertThat(forge.pullRequest(REPO, 17))
        .isEqualTo(new PullRequest(REPO, 17, HEAD, "prices", "main", true));
    standIn.project().set(17, "state", "merged");
    assertThat(forge.pullRequest(REPO, 17).open()).isFalse();
  }

  @Test
  void requestThatIsStillBeingPreparedIsReadAgainLater() {
    standIn.project().set(17, "sha", "");
    assertThatThrownBy(() -> forge.pullRequest(REPO, 17))
        .isInstanceOfSatisfying(
            ForgeFault.class, fault -> assertThat(fault.retry()).isEqualTo(new Retry.Backoff()));
  }

  @Test
  void fetchGoesToTheConfiguredHostWithTheTokenAside() {
    var request = forge.fetchRequest(forge.pullRequest(REPO, 17));
    assertThat(request.toString())
        .contains(standIn.web() + "/" + PATH + ".git")
        .contains("+refs/merge-requests/17/head:refs/sdd/pull/17")
        .contains("+refs/heads/main:refs/sdd/base/main")
        .doesNotContain(GitLabStandIn.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "*", "../x", "-o", "a b"})
  void targetBranchThatWouldFetchSomethingElseIsRefused(String branch) {
    var pull = new PullRequest(REPO, 17, HEAD, "prices", branch, true);
    assertThatThrownBy(() -> forge.fetchRequest(pull)).isInstanceOf(ForgeFault.class);
  }

  @Test
  void linesAreShownWherePeopleLook() {
    assertThat(forge.lineUrl(REPO, HEAD, RepoPath.of("docs/a b/ü.md"), 3))
        .contains(
            URI.create(
                standIn.web() + "/" + PATH + "/-/blob/" + HEAD + "/docs/a%20b/%C3%BC.md#L3"));
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void statusIsAnnouncedOnceAndEndedInItsPipeline() {
    assertThat(check(new CheckState.Queued())).isInstanceOf(Effect.Created.class);
    assertThat(check(new CheckState.Queued())).isInstanceOf(Effect.Unchanged.class);
    assertThat(status().state()).isEqualTo("pending");
    assertThat(check(completed(Verdict.PASS, "all is well"))).isInstanceOf(Effect.Updated.class);
    assertThat(status().state()).isEqualTo("success");
    assertThat(check(completed(Verdict.PASS, "all is well"))).isInstanceOf(Effect.Unchanged.class);
    assertThat(standIn.project().unfinished()).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-010
  @ParameterizedTest
  @CsvSource({
    "PASS,success,title",
    "WARN,success,warnings: title",
    "FAIL,failed,title",
    "SKIPPED,success,skipped: title",
    "ERROR,failed,could not evaluate: title"
  })
  void verdictBecomesAStateAndItsDescription(Verdict verdict, String state, String description) {
    check(completed(verdict, "title"));
    assertThat(status().state()).isEqualTo(state);
    assertThat(status().description()).isEqualTo(description);
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void descriptionFitsWhateverTheTitle() {
    check(completed(Verdict.FAIL, "ä\n".repeat(400)));
    assertThat(status().description()).hasSizeLessThanOrEqualTo(255).endsWith("…");
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void whatBeganInOnePipelineEndsThereThoughAnotherCame() {
    check(new CheckState.Queued());
    standIn.project().pipeline(HEAD.hex(), "refs/merge-requests/17/merge", "merge_request_event");
    check(completed(Verdict.FAIL, "no"));
    assertThat(standIn.project().unfinished()).isEmpty();
    assertThat(standIn.project().statuses(HEAD.hex()))
        .extracting(Status::state)
        .containsOnly("failed");
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void commitThatHeadsTwoRequestsLeavesNothingRunning() {
    standIn.project().request(18, "prices-again", "release", HEAD.hex());
    publish(publication(17, new CheckState.Queued(), Optional.empty()));
    publish(publication(18, new CheckState.Queued(), Optional.empty()));
    publish(publication(18, completed(Verdict.FAIL, "no"), Optional.empty()));
    publish(publication(17, completed(Verdict.FAIL, "no"), Optional.empty()));
    assertThat(standIn.project().unfinished()).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void statusOfTheSameNameByAnotherAccountIsNotOurs() {
    standIn.project().statusOf(99, HEAD.hex(), "pending", "SDD");
    assertThat(check(new CheckState.Cancelled("newer"))).isInstanceOf(Effect.Declined.class);
    assertThat(check(completed(Verdict.PASS, "yes"))).isInstanceOf(Effect.Created.class);
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void supersededHeadIsCancelledAndAFinishedOneStays() {
    check(new CheckState.Queued());
    assertThat(check(new CheckState.Cancelled("A newer commit replaced this one.")))
        .isInstanceOf(Effect.Updated.class);
    assertThat(status().state()).isEqualTo("canceled");
    assertThat(check(new CheckState.Cancelled("again"))).isInstanceOf(Effect.Declined.class);
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  void endedStatusThatIsAskedForAgainBeginsAnewOnceAndEnds() {
    check(completed(Verdict.FAIL, "no"));
    assertThat(check(new CheckState.Requeued())).isInstanceOf(Effect.Created.class);
    assertThat(check(new CheckState.Requeued())).isInstanceOf(Effect.Unchanged.class);
    assertThat(status().state()).isEqualTo("pending");
    check(completed(Verdict.FAIL, "no"));
    assertThat(status().state()).isEqualTo("failed");
    assertThat(standIn.project().unfinished()).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void anotherVerdictReplacesTheFirst() {
    check(completed(Verdict.FAIL, "no"));
    check(completed(Verdict.PASS, "yes"));
    assertThat(status().state()).isEqualTo("success");
  }

  // @spec app/publishing#REQ-PUB-003, app/publishing#REQ-PUB-004
  @Test
  void noteIsCreatedThenUpdatedThenLeftAsItIs() {
    assertThat(comment("first")).isInstanceOf(Effect.Created.class);
    assertThat(comment("second")).isInstanceOf(Effect.Updated.class);
    assertThat(comment("second")).isInstanceOf(Effect.Unchanged.class);
    assertThat(standIn.project().notesOf(17)).hasSize(1);
    assertThat(standIn.project().notesOf(17).getFirst().edits()).isEqualTo(1);
  }

  // @spec app/publishing#REQ-PUB-005
  @Test
  void noteOfSomeoneElseIsNeverTouchedWhateverItBeginsWith() {
    Note forged = standIn.project().comment(17, 99, Publication.COMMENT_MARKER + "\nAll is well.");
    comment("first");
    comment("second");
    assertThat(standIn.project().notesOf(17)).hasSize(2).contains(forged);
  }

  @Test
  void ownNoteIsFoundBehindManyOthers() {
    for (int i = 0; i < 230; i++) {
      standIn.project().comment(17, 99, "remark " + i);
    }
    comment("first");
    assertThat(comment("second")).isInstanceOf(Effect.Updated.class);
  }

  // @spec app/publishing#REQ-PUB-011
  @Test
  void nothingWeRepeatIsObeyed() {
    comment("the spec says\n/merge\n  /close\r/approve\u2028/label ~x\n```\n/reopen\n```");
    assertThat(standIn.project().obeyed()).isEmpty();
    assertThat(standIn.project().notesOf(17).getFirst().body()).contains("/merge", "/close");
  }

  @Test
  void requestThatMovedOnGetsNoNote() {
    standIn.project().request(17, "prices", "main", NEWER.hex());
    assertThat(comment("late")).isInstanceOf(Effect.Declined.class);
    assertThat(standIn.project().notesOf(17)).isEmpty();
  }

  @Test
  void requestThatMovesWhileItsNoteIsMadeGetsNone() {
    standIn.onCall(call -> {
      if (call.startsWith("GET ") && call.endsWith("/notes")) {
        standIn.project().request(17, "prices", "main", NEWER.hex());
      }
    });
    assertThat(comment("late")).isInstanceOf(Effect.Declined.class);
  }

  @Test
  void noteThatSaysNothingNewIsNotBegun() {
    var quiet = new SummaryComment(Publication.COMMENT_MARKER + "\nnothing", true);
    assertThat(publish(publication(17, completed(Verdict.PASS, "yes"), Optional.of(quiet))).get(1))
        .isInstanceOf(Effect.Declined.class);
  }

  @Test
  void noteFitsIntoWhatGitLabTakes() {
    comment("long ".repeat(250_000));
    assertThat(standIn.project().notesOf(17).getFirst().body())
        .hasSizeLessThanOrEqualTo(1_000_000)
        .contains("The end was cut");
  }

  @Test
  void noteIsWrittenThoughTheStatusMayNotBeSet() {
    refuseStatuses(403, Map.of());
    List<Effect> effects =
        publish(publication(17, completed(Verdict.FAIL, "no"), Optional.of(text("first"))));
    assertThat(effects.get(0)).isInstanceOf(Effect.Failed.class);
    assertThat(effects.get(1)).isInstanceOf(Effect.Created.class);
  }

  @ParameterizedTest
  @CsvSource({"403,Failed", "404,Failed", "400,Failed", "422,Failed", "401,Failed"})
  void refusalForGoodIsAnEffectThatNamesIt(int status, String effect) {
    refuseStatuses(status, Map.of());
    Effect refused = check(completed(Verdict.PASS, "yes"));
    assertThat(refused.getClass().getSimpleName()).isEqualTo(effect);
    assertThat(((Effect.Failed) refused).reason()).contains("" + status).contains("SDD");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 408, 409})
  void troubleIsTriedAgain(int status) {
    refuseStatuses(status, Map.of());
    assertThatThrownBy(() -> check(completed(Verdict.PASS, "yes")))
        .isInstanceOfSatisfying(
            ForgeFault.class, fault -> assertThat(fault.retry()).isEqualTo(new Retry.Backoff()));
  }

  @Test
  void limitIsWaitedForAndNothingIsAskedMeanwhile() {
    refuseStatuses(429, Map.of("Retry-After", "30"));
    assertThatThrownBy(() -> check(completed(Verdict.PASS, "yes")))
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new Retry.After(Duration.ofSeconds(30))));
    int asked = standIn.calls().size();
    assertThatThrownBy(() -> forge.pullRequest(REPO, 17)).isInstanceOf(ForgeFault.class);
    assertThat(standIn.calls()).hasSize(asked);
  }

  @Test
  void tokenThatIsNoGoodIsTheOperatorsToReplaceAndIsNeverTold() {
    assertThatThrownBy(() -> forge("glpat-wrong").pullRequest(REPO, 17))
        .isInstanceOf(ForgeFault.class)
        .hasMessageContaining("401")
        .hasMessageContaining("access token")
        .hasMessageNotContaining("glpat-wrong");
  }

  @Test
  void gitLabThatIsDownIsTriedAgain() {
    standIn.close();
    assertThatThrownBy(() -> forge.pullRequest(REPO, 17))
        .isInstanceOfSatisfying(
            ForgeFault.class, fault -> assertThat(fault.retry()).isEqualTo(new Retry.Backoff()));
  }

  // @spec app/publishing#REQ-PUB-010
  @Test
  void judgedRequestTakesAtMostThreeWritesAndEightCalls() {
    publish(publication(17, new CheckState.Queued(), Optional.empty()));
    publish(publication(17, completed(Verdict.FAIL, "no"), Optional.of(text("first"))));
    assertThat(standIn.writes()).hasSize(3);
    int before = standIn.calls().size();
    publish(publication(17, completed(Verdict.FAIL, "no"), Optional.of(text("second"))));
    assertThat(standIn.calls().size() - before).isLessThanOrEqualTo(8);
  }

  // @spec app/publishing#REQ-PUB-020
  @Test
  void externalStatusCheckOfOurNameIsAnsweredWithEachVerdict() {
    standIn.project().statusCheck("SDD");
    publish(publication(17, completed(Verdict.FAIL, "no"), Optional.empty()));
    assertThat(standIn.project().statusCheckShows("SDD")).isEqualTo("failed");
    int writes = standIn.writes().size();
    publish(publication(17, completed(Verdict.FAIL, "no"), Optional.empty()));
    assertThat(standIn.writes()).hasSize(writes);
    publish(publication(17, completed(Verdict.WARN, "well"), Optional.empty()));
    assertThat(standIn.project().statusCheckShows("SDD")).isEqualTo("passed");
    publish(publication(17, completed(Verdict.ERROR, "could not evaluate"), Optional.empty()));
    assertThat(standIn.project().statusCheckShows("SDD")).isEqualTo("failed");
  }

  // @spec app/publishing#REQ-PUB-020
  @Test
  void projectWithoutExternalStatusChecksIsAskedForThemOnce() {
    publish(publication(17, completed(Verdict.FAIL, "no"), Optional.empty()));
    publish(publication(17, completed(Verdict.PASS, "yes"), Optional.empty()));
    assertThat(standIn.calls().stream().filter(call -> call.endsWith("/status_checks"))).hasSize(1);
  }

  private void refuseStatuses(int status, Map<String, String> headers) {
    standIn.onCall(call -> {
      if (call.contains("statuses") && call.startsWith("POST ")) {
        standIn.refuse(status, headers, "no");
      }
    });
  }

  private GitLabForge forge(String token) {
    return new GitLabForge(
        new GitLabSettings(
            "gitlab",
            standIn.web(),
            Secret.of(token),
            List.of(Secret.of("secret")),
            CallLimits.GITLAB),
        Traffic.UNHEARD,
        Clock.systemUTC());
  }

  private String admitted(Map<String, String> headers) {
    var all = new java.util.HashMap<>(headers);
    all.put("X-Gitlab-Event", "Merge Request Hook");
    all.put("X-Gitlab-Token", "secret");
    var admission = forge.admit(new WebhookRequest(all, Bytes.of(new byte[0])), Instant.EPOCH);
    return ((Admission.Admitted) admission).delivery().id();
  }

  private Status status() {
    return standIn.project().statuses(HEAD.hex()).getLast();
  }

  private static CheckState.Completed completed(Verdict verdict, String title) {
    return new CheckState.Completed(verdict, title, "summary", List.of());
  }

  private static SummaryComment text(String text) {
    return new SummaryComment(Publication.COMMENT_MARKER + "\n" + text, false);
  }

  private static Publication publication(
      int number, CheckState state, Optional<SummaryComment> comment) {
    return new Publication(Target.pullRequest(REPO, HEAD, number), state, comment);
  }

  private List<Effect> publish(Publication publication) {
    return forge.publish(publication);
  }

  private Effect check(CheckState state) {
    return publish(publication(17, state, Optional.empty())).getFirst();
  }

  private Effect comment(String text) {
    return publish(publication(17, completed(Verdict.FAIL, "title"), Optional.of(text(text))))
        .get(1);
  }
}
