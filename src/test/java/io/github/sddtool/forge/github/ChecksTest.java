package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.CheckRun;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.CommitId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  private static final CheckState QUEUED = new CheckState.Queued();
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/publishing#REQ-PUB-001
  @Test
  void queuedIsCreatedOnceAndThenLeftAsItIs() {
    Effect first = publish(QUEUED);
    assertThat(first).isInstanceOf(Effect.Created.class);
    assertThat(publish(QUEUED))
        .isEqualTo(new Effect.Unchanged("check", place(), ((Effect.Created) first).id()));
    assertThat(onlyRun().status()).isEqualTo("queued");
    assertThat(onlyRun().name()).isEqualTo("SDD");
  }

  // @spec app/publishing#REQ-PUB-006
  @ParameterizedTest
  @EnumSource(Verdict.class)
  void queuedRunIsCompletedWithTheVerdict(Verdict verdict) {
    publish(QUEUED);
    assertThat(publish(Shop.completed(verdict, "said", 3))).isInstanceOf(Effect.Updated.class);
    assertThat(onlyRun().status()).isEqualTo("completed");
    assertThat(onlyRun().conclusion())
        .hasValue(
            switch (verdict) {
              case PASS -> "success";
              case WARN -> "neutral";
              case FAIL -> "failure";
              case SKIPPED -> "skipped";
              case ERROR -> "action_required";
            });
    assertThat(onlyRun().title()).isEqualTo("said");
    assertThat(onlyRun().annotations()).hasSize(3);
    assertThat(publish(QUEUED)).isInstanceOf(Effect.Unchanged.class);
    assertThat(onlyRun().status()).isEqualTo("completed");
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  void endedCheckThatIsAskedForAgainBeginsAnewOnceAndEnds() {
    publish(Shop.failing(1));
    assertThat(publish(new CheckState.Requeued())).isInstanceOf(Effect.Created.class);
    assertThat(publish(new CheckState.Requeued())).isInstanceOf(Effect.Unchanged.class);
    assertThat(shop.runs()).extracting(run -> run.status()).containsExactly("completed", "queued");
    assertThat(publish(Shop.failing(1))).isInstanceOf(Effect.Updated.class);
    assertThat(shop.runs()).extracting(run -> run.status()).containsOnly("completed");
  }

  // @spec app/publishing#REQ-PUB-002
  @ParameterizedTest
  @CsvSource({"0, 1", "50, 1", "51, 2", "120, 3", "200, 4", "450, 4"})
  void onlyTheLastRequestCompletes(int annotations, int requests) {
    assertThat(publish(Shop.failing(annotations))).isInstanceOf(Effect.Created.class);
    assertThat(shop.writes()).hasSize(requests);
    assertThat(shop.writes().subList(0, requests - 1))
        .allMatch(write -> write.requestBody().contains("\"in_progress\""))
        .noneMatch(write -> write.requestBody().contains("\"conclusion\""));
    assertThat(shop.writes().getLast().requestBody()).contains("\"conclusion\":\"failure\"");
    assertThat(onlyRun().annotations()).hasSize(Math.min(annotations, 200)).doesNotHaveDuplicates();
  }

  @Test
  void severitiesBecomeLevelsMostSevereFirst() {
    publish(Shop.failing(6));
    assertThat(onlyRun().annotations())
        .extracting(CheckRun.Annotation::level)
        .containsExactly("failure", "failure", "warning", "warning", "notice", "notice");
    assertThat(onlyRun().annotations().getFirst())
        .isEqualTo(
            new CheckRun.Annotation("specs/shop.md", 3, 3, "failure", "title 3", "message 3"));
  }

  @Test
  void sayingTheSameAgainWritesNothing() {
    publish(Shop.failing(120));
    int writes = shop.writes().size();
    assertThat(publish(Shop.failing(120))).isInstanceOf(Effect.Unchanged.class);
    assertThat(shop.writes()).hasSize(writes);
  }

  @Test
  void anotherProcessSeesThatAllIsSaid() {
    publish(Shop.failing(120));
    assertThat(shop.newForge().publish(shop.check(Shop.failing(120))))
        .singleElement()
        .isInstanceOf(Effect.Unchanged.class);
  }

  /// Each write in turn fails before its effect; the next attempt goes on where the first stopped.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void failureBetweenRequestsNeitherCompletesNorDoubles(int succeeding) {
    shop.standIn.faults().failNext(write(succeeding), 502, 1);
    assertFailsForNow(Shop.failing(180));
    assertThat(shop.runs()).noneMatch(run -> run.status().equals("completed"));
    publish(Shop.failing(180));
    assertWhole(180);
  }

  /// Each write in turn has its effect, and its answer is lost.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void lostAnswersNeitherDoubleNorOmit(int succeeding) {
    shop.standIn.faults().dropAnswerNext(write(succeeding), 1);
    assertFailsForNow(Shop.failing(180));
    publish(Shop.failing(180));
    assertWhole(180);
  }

  @Test
  void halfAnAnswerIsTriedAgain() {
    shop.standIn.faults().truncateNext(write(1), 1);
    assertFailsForNow(Shop.failing(120));
    publish(Shop.failing(120));
    assertWhole(120);
  }

  @Test
  void unfinishedRunThatSaysSomethingElseGivesWay() {
    shop.standIn.faults().failNext(write(2), 500, 1);
    assertFailsForNow(Shop.completed(Verdict.FAIL, "first", 150));
    publish(Shop.completed(Verdict.WARN, "second", 60));
    assertThat(shop.runs()).hasSize(2);
    assertThat(shop.runs().getFirst().conclusion()).hasValue("cancelled");
    assertThat(shop.runs().getLast().conclusion()).hasValue("neutral");
    assertThat(shop.runs().getLast().annotations()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void anotherVerdictOnTheSameCommitIsANewRun() {
    publish(Shop.completed(Verdict.FAIL, "first", 2));
    assertThat(publish(Shop.completed(Verdict.PASS, "second", 0)))
        .isInstanceOf(Effect.Created.class);
    assertThat(shop.runs()).extracting(CheckRun::title).containsExactly("first", "second");
    assertThat(publish(Shop.completed(Verdict.PASS, "second", 0)))
        .isInstanceOf(Effect.Unchanged.class);
  }

  @Test
  void supersededRunIsCancelled() {
    publish(QUEUED);
    assertThat(publish(new CheckState.Cancelled("A newer head took its place.")))
        .isInstanceOf(Effect.Updated.class);
    assertThat(onlyRun().conclusion()).hasValue("cancelled");
    assertThat(onlyRun().summary()).isEqualTo("A newer head took its place.");
  }

  @Test
  void nothingIsCancelledThatIsCompletedOrAbsent() {
    assertThat(publish(new CheckState.Cancelled("x"))).isInstanceOf(Effect.Declined.class);
    publish(Shop.failing(1));
    assertThat(publish(new CheckState.Cancelled("x"))).isInstanceOf(Effect.Declined.class);
    assertThat(onlyRun().conclusion()).hasValue("failure");
  }

  @Test
  void runOfAnotherAppIsLeftAlone() {
    long theirs = shop.standIn.checkRunOfAnotherApp(Shop.NAME, shop.head().hex(), "SDD");
    publish(QUEUED);
    publish(Shop.failing(1));
    assertThat(shop.runs()).hasSize(2);
    assertThat(shop.runs())
        .filteredOn(run -> run.id() == theirs)
        .singleElement()
        .satisfies(run -> assertThat(run.status()).isEqualTo("queued"));
  }

  @Test
  void manyAtOnceMakeOneRun() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Effect>> tasks =
          IntStream.range(0, 12).<Callable<Effect>>mapToObj(_ -> () -> publish(QUEUED)).toList();
      var effects = executor.invokeAll(tasks).stream().map(future -> future.resultNow()).toList();
      assertThat(effects).filteredOn(Effect.Created.class::isInstance).hasSize(1);
    }
    assertThat(shop.runs()).hasSize(1);
  }

  @Test
  void commitThatGitHubDoesNotHaveIsAFailureForGood() {
    var target = Target.commit(Shop.REPO, new CommitId("a".repeat(40)));
    var publication = new Publication(target, QUEUED, Optional.empty());
    assertThat(shop.forge.publish(publication))
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Failed.class, failed -> assertThat(failed.reason()).contains("No commit found"));
  }

  private Effect publish(CheckState state) {
    return shop.forge.publish(shop.check(state)).getFirst();
  }

  private void assertFailsForNow(CheckState state) {
    assertThatThrownBy(() -> publish(state))
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Backoff()));
  }

  private void assertWhole(int annotations) {
    assertThat(onlyRun().conclusion()).hasValue("failure");
    assertThat(onlyRun().annotations()).hasSize(annotations).doesNotHaveDuplicates();
  }

  private CheckRun onlyRun() {
    assertThat(shop.runs()).hasSize(1);
    return shop.runs().getFirst();
  }

  private String place() {
    return "octo/shop@" + shop.head().brief();
  }

  /// The write to a check run that comes after so many others.
  private Predicate<Call> write(int succeeding) {
    var seen = new AtomicInteger();
    return call ->
        !call.method().equals("GET")
            && call.path().contains("/check-runs")
            && seen.getAndIncrement() == succeeding;
  }
}
