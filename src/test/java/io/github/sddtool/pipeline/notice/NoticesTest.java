package io.github.sddtool.pipeline.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.fake.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/notifications#REQ-NOTE-002, app/notifications#REQ-NOTE-003
class NoticesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aRuleFiresWhenItBeginsToHoldAndNotAgainBeforeItDidNot(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Low", "spec.quality_score < 60", "slack #sdd-alerts", false);
      Notices notices = bench.notices();
      assertThat(notices.occurred(bench.scored("a", "auth/login", 70))).isZero();
      assertThat(notices.occurred(bench.scored("b", "auth/login", 50))).isOne();
      assertThat(notices.occurred(bench.scored("c", "auth/login", 40))).isZero();
      assertThat(notices.occurred(bench.scored("c", "auth/logout", 40))).isOne();
      assertThat(notices.occurred(bench.scored("d", "auth/login", 80))).isZero();
      assertThat(notices.occurred(bench.scored("e", "auth/login", 50))).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatIsSaidAgainUnderTheSameKeyIsToldOnce(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Drop", "guard.drop", "slack in-app @alice #ops", true);
      Occurrence drop =
          Occurrence.ofGuard(
              "drop 1",
              "guard.drop",
              Occurrence.About.of(NoticeBench.SHOP).in("shop"),
              Map.of("guard.why", "score fell from 90 to 70"),
              bench.clock.instant());
      assertThat(bench.notices().occurred(drop)).isEqualTo(2);
      assertThat(bench.notices().occurred(drop)).isZero();
      assertThat(bench.outbox())
          .containsExactly("slack #ops Drop", "in-app alice@example.com Drop");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aThingOfWhichNothingIsKnownAnyMoreIsTakenBack(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Low", "spec.quality_score < 60", "slack #sdd-alerts", false);
      Notices notices = bench.notices();
      notices.occurred(bench.scored("a", "auth/login", 50));
      Occurrence low = bench.scored("b", "auth/login", 50);
      notices.occurred(
          new Occurrence("gone", Topic.SPEC, low.about(), Map.of(), Map.of(), low.at()));
      assertThat(notices.occurred(bench.scored("c", "auth/login", 50))).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatWasSoBeforeAnybodyLookedIsNoNews(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Low", "spec.quality_score < 60", "slack #sdd-alerts", false);
      Notices notices = bench.notices();
      assertThat(notices.occurred(List.of(bench.scored("a", "auth/login", 50)), false)).isZero();
      assertThat(notices.occurred(bench.scored("b", "auth/login", 40))).isZero();
    }
  }

  // @spec app/notifications#REQ-NOTE-001
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void recipientsAreThoseWhoHaveToDoWithItAndTheMembersOfTheProject(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench.rule("Low", "spec.quality_score < 60", "in-app @author @domain-admin", false);
      bench.rule("All", "spec.quality_score < 60", "in-app @all-contributors", false);
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      assertThat(bench.outbox())
          .containsExactly(
              "in-app ada@example.com Low",
              "in-app bob@example.com Low",
              "in-app ada@example.com All",
              "in-app bob@example.com All");
    }
  }

  // @spec app/notifications#REQ-NOTE-009
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatBelongsToNoProjectIsInNobodysApp(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench.rule("Score", "score < 60", "in-app @alice", false);
      var low =
          new Occurrence(
              "a",
              Topic.REPOSITORY,
              Occurrence.About.of(NoticeBench.SHOP),
              Map.of("score", new Observed.Level(10)),
              Map.of(),
              bench.clock.instant());
      assertThat(bench.notices().occurred(low)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aTellerNamesTheRecipientsItself(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      var told =
          new Told(
              "trigger 1",
              Optional.of(NoticeBench.SHOP),
              List.of("#own", "#ops-alerts", "@nobody"),
              new Told.Words("Score fell", "from 90 to 70", true),
              Optional.empty());
      assertThat(bench.notices().tell(told)).isEqualTo(2);
      assertThat(bench.notices().tell(told)).isZero();
      assertThat(bench.outbox())
          .containsExactlyInAnyOrder("slack #own Score fell", "slack #ops-alerts Score fell");
    }
  }
}
