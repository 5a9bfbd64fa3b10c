package io.github.sddtool.pipeline.guarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.forge.local.LocalForge;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Decision;
import io.github.sddtool.guard.GuardSwitch;
import io.github.sddtool.guard.MetricBook;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.store.score.CommitScore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardingTest {
  @TempDir private Path folder;

  private GuardWorld world(TestStore engine) {
    return Shop.in(
        new GuardWorld(folder.resolve("shop"), engine, GuardWorld.honest()), Shop.GUARDED, 5);
  }

  private GuardWorld world() {
    return world(TestStore.SQLITE);
  }

  private static CaseBook.Case only(GuardWorld world) {
    List<CaseBook.Case> cases = CaseBook.list(world.database, world.repo, 10);
    assertThat(cases).hasSize(1);
    return cases.getFirst();
  }

  // @spec guard/deeds#REQ-DEED-001, guard/deeds#REQ-DEED-003
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aDropFindsADraftWithItsEvidence(TestStore engine) {
    try (GuardWorld world = world(engine)) {
      CommitId before = world.tip();
      world.write(Shop.file(1), Shop.unlinked(1));
      List<Effect> effects = world.push("Simplify step 1");
      assertThat(effects).hasSize(1).first().isInstanceOf(Effect.Created.class);
      assertThat(world.drafts()).hasSize(1);
      Proposal shown =
          ((LocalForge) world.forge)
              .notices(world.repo)
              .proposal(world.drafts().getFirst())
              .orElseThrow();
      assertThat(shown.draft()).isTrue();
      assertThat(shown.title()).isEqualTo("Revert \"Simplify step 1\"");
      assertThat(shown.body())
          .contains("| coverage | 100.0 % | 80.0 % | 100.0 % |")
          .contains("is 20 points, from 100 to 80");
      try (GitHistory history = GitHistory.open(world.origin)) {
        var note =
            history
                .writer()
                .note(history.refTip("refs/heads/" + world.drafts().getFirst()).orElseThrow());
        assertThat(note.message())
            .contains("This reverts commit " + world.tip().hex())
            .contains("SDD-Reverts: " + world.tip().hex());
        assertThat(history.snapshot(note.id()).id()).isEqualTo(history.snapshot(before).id());
      }
      assertThat(only(world).deed()).isEqualTo(Decision.Deed.REVERT);
      assertThat(only(world).state()).isEqualTo(CaseBook.State.DONE);
      assertThat(world.news).hasSize(1);
      assertThat(world.news.getFirst().page()).isPresent();
    }
  }

  // @spec guard/deeds#REQ-DEED-006
  @Test
  void whoDiedAtAnyMomentIsFollowedBySomebodyWhoGoesOn() {
    for (int dies = 0; dies < 12; dies++) {
      var left = new AtomicInteger(dies);
      var world =
          Shop.in(
              new GuardWorld(folder.resolve("shop" + dies), TestStore.SQLITE, GuardWorld.honest()),
              Shop.GUARDED,
              5);
      try (world) {
        Telling dying =
            news -> {
              if (left.getAndDecrement() == 0) {
                throw new IllegalStateException("died");
              }
              world.news.add(news);
            };
        world.forge = new DyingForge(world.forge, left);
        world.guarding = new Guarding(world.database, world.means(dying));
        CommitId before = world.tip();
        world.write(Shop.file(1), Shop.unlinked(1));
        CommitId after = world.commit("Simplify step 1");
        try {
          world.pushed(before, after);
        } catch (IllegalStateException died) {
          assertThat(died).hasMessage("died");
        }
        left.set(Integer.MAX_VALUE);
        world.pushed(before, after);
        world.pushed(before, after);
        assertThat(world.drafts()).as("died at " + dies).hasSize(1);
        assertThat(only(world).state()).isEqualTo(CaseBook.State.DONE);
        assertThat(world.news).extracting(Telling.News::key).isNotEmpty();
        assertThat(world.news.stream().map(Telling.News::key).distinct()).hasSize(1);
      }
    }
  }

  // @spec guard/deeds#REQ-DEED-005
  @Test
  void aWorkflowThatMayHaveBeenStartedIsNotStartedAgain() {
    String config =
        """
        version: 1
        guard:
          triggers:
            - {name: out, when: coverage_drop > 5, do: dispatch, workflow: rollback.yml}
        """;
    try (GuardWorld world =
        Shop.in(
            new GuardWorld(folder.resolve("shop"), TestStore.SQLITE, GuardWorld.honest()),
            config,
            5)) {
      CommitId before = world.tip();
      world.write(Shop.file(1), Shop.unlinked(1));
      CommitId after = world.commit("Simplify step 1");
      // It left, and then the process died before it could note so.
      LocalForge forge = (LocalForge) world.forge;
      world.forge =
          new DyingForge(forge, new AtomicInteger(Integer.MAX_VALUE)).dyingAfterDispatch();
      assertThatThrownBy(() -> world.pushed(before, after)).hasMessage("died");
      world.forge = forge;
      List<Effect> effects = world.pushed(before, after);
      assertThat(forge.notices(world.repo).dispatches())
          .singleElement()
          .extracting(Dispatch::workflow)
          .isEqualTo("rollback.yml");
      assertThat(effects.toString()).contains("may have been started already");
      assertThat(only(world).state()).isEqualTo(CaseBook.State.DONE);
    }
  }

  // @spec guard/deeds#REQ-DEED-004
  @Test
  void switchedOffItDoesNothingAndSaysWhoSwitchedIt() {
    try (GuardWorld world = world()) {
      world.toggle.set(
          world.repo, new GuardSwitch.Setting(false, "Ada", "We move.", Instant.EPOCH));
      world.write(Shop.file(1), Shop.unlinked(1));
      assertThat(world.push("Simplify").toString()).contains("Ada switched it off", "We move.");
      assertThat(world.drafts()).isEmpty();
      assertThat(world.news).isEmpty();
    }
  }

  // @spec guard/deeds#REQ-DEED-004
  @Test
  void whatTheOperatorForbidsIsNotDone() {
    try (GuardWorld world = world()) {
      world.guarding =
          world.guarding(GuardWorld.honest(), new Guarding.Permitted(false, false, "1"));
      world.write(Shop.file(1), Shop.unlinked(1));
      assertThat(world.push("Simplify").toString()).contains("the server's settings switch it off");
      world.guarding = world.guarding(GuardWorld.honest(), new Guarding.Permitted(true, true, "1"));
      world.write(Shop.file(2), Shop.unlinked(2));
      assertThat(world.push("Simplify").toString()).contains("it would have been: revert");
      assertThat(world.drafts()).isEmpty();
    }
  }

  // @spec guard/decision#REQ-DEC-003
  @Test
  void aPushOfManyCommitsIsToldApart() {
    try (GuardWorld world = world()) {
      CommitId before = world.tip();
      world.write("notes.txt", "Buy tea.\n").commit("Note tea");
      CommitId culprit = world.write(Shop.file(1), Shop.unlinked(1)).commit("Simplify step 1");
      world.write("notes.txt", "Buy milk.\n");
      CommitId after = world.commit("Note milk");
      world.pushed(before, after);
      // Without a request, what was pushed together is one change.
      assertThat(world.drafts()).containsExactly("sdd/revert-" + after.hex().substring(0, 12));
      assertThat(culprit).isNotEqualTo(after);
    }
  }

  // @spec guard/history#REQ-HIST-003
  @Test
  void otherRulesBeginAHistoryOfTheirOwnFromWhatItCameUpon() {
    try (GuardWorld world = world()) {
      world.write("notes.txt", "Buy tea.\n").push("Note tea");
      // The configuration changes what counts: by the new rules, all stood elsewhere before, too.
      world.write(
          Shop.CONFIG, Shop.GUARDED + "sources: {include: [\"src/step1.ts\", \".sdd/**\"]}\n");
      assertThat(world.push("Look at less")).isEmpty();
      CommitId ruled = world.tip();
      world.write("notes.txt", "Buy milk.\n").push("Note milk");
      List<CommitScore> all = world.scores.since(world.repo, Instant.EPOCH);
      List<CommitScore> ours =
          all.stream()
              .filter(one -> one.made().rules().equals(all.getLast().made().rules()))
              .toList();
      assertThat(ours).extracting(one -> one.place().commit()).containsExactly(ruled, world.tip());
      assertThat(ours).extracting(one -> one.measures().coverage()).containsOnly(20.0);
      assertThat(world.drafts()).isEmpty();
      assertThat(world.news).isEmpty();
    }
  }

  // @spec guard/triggers#REQ-TRIG-006
  @Test
  void aLevelSetsItsAlarmOffOnceUntilItIsOver() {
    String config =
        """
        version: 1
        guard:
          triggers:
            - {name: low, when: coverage < 90, do: notify, notify: "@ada", until: coverage > 95}
        """;
    try (GuardWorld world =
        Shop.in(
            new GuardWorld(folder.resolve("shop"), TestStore.SQLITE, GuardWorld.honest()),
            config,
            10)) {
      world
          .write(Shop.file(1), Shop.unlinked(1))
          .write(Shop.file(2), Shop.unlinked(2))
          .push("Fall");
      assertThat(world.news).hasSize(1);
      assertThat(world.news.getFirst().to()).containsExactly("@ada");
      world.write(Shop.file(1), Shop.linked(1)).push("Tremble up, to 90");
      world.write(Shop.file(1), Shop.unlinked(1)).push("Tremble down");
      assertThat(world.news).hasSize(1);
      world.write(Shop.file(1), Shop.linked(1)).write(Shop.file(2), Shop.linked(2)).push("Rise");
      assertThat(world.alarms.standing(world.repo)).isEmpty();
      world
          .write(Shop.file(1), Shop.unlinked(1))
          .write(Shop.file(2), Shop.unlinked(2))
          .push("Fall");
      assertThat(world.news).hasSize(2);
    }
  }

  private static void measured(GuardWorld world, String name, double value) {
    world.metrics.keep(
        world.project,
        List.of(new MetricBook.Posted(name, new Sample(world.clock.instant(), value))),
        world.clock.instant());
    world.guarding.watch(world.forge, world.repo);
  }

  // @spec guard/metrics#REQ-MET-004
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whatRunsBadlyForLongEnoughStartsTheWorkflowOnce(TestStore engine) {
    String config =
        """
        version: 1
        guard:
          triggers:
            - name: errors
              when: error_rate > 5% for 5m
              until: error_rate < 2%
              do: dispatch
              workflow: rollback.yml
              inputs: {environment: production}
              cool_down: 1h
        """;
    try (GuardWorld world =
        Shop.in(new GuardWorld(folder.resolve("shop"), engine, GuardWorld.honest()), config, 3)) {
      LocalForge forge = (LocalForge) world.forge;
      for (double value : new double[] {0.01, 0.09, 0.01, 0.09, 0.08, 0.09}) {
        measured(world, "error_rate", value);
        world.clock.advance(Duration.ofMinutes(1));
      }
      assertThat(forge.notices(world.repo).dispatches()).as("not for long enough").isEmpty();
      for (int i = 0; i < 6; i++) {
        measured(world, "error_rate", 0.07);
        world.clock.advance(Duration.ofMinutes(1));
      }
      assertThat(forge.notices(world.repo).dispatches()).hasSize(1);
      assertThat(forge.notices(world.repo).dispatches().getFirst().inputs())
          .containsEntry("environment", "production")
          .containsEntry("trigger", "errors");
      // It trembles, ends, and comes again while the trigger still cools down.
      for (double value : new double[] {0.04, 0.07, 0.01, 0.07}) {
        measured(world, "error_rate", value);
        world.clock.advance(Duration.ofMinutes(1));
      }
      for (int i = 0; i < 8; i++) {
        measured(world, "error_rate", 0.07);
        world.clock.advance(Duration.ofMinutes(1));
      }
      assertThat(forge.notices(world.repo).dispatches()).hasSize(1);
      assertThat(world.news).extracting(Telling.News::deed).contains(Decision.Deed.TELL);
      assertThat(world.drafts()).isEmpty();
    }
  }
}
