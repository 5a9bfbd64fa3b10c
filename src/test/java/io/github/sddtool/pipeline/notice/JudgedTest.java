package io.github.sddtool.pipeline.notice;

import static io.github.sddtool.fake.ScriptedForge.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.store.score.ScoreBook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/notifications#REQ-NOTE-010
class JudgedTest {
  private static final String POOR = "# Title\n\nSomething.\n";
  private static final String GOOD =
      """
      ---
      status: approved
      created: 2026-01-01
      ---

      # Title

      > Why it is there.

      ## Requirements

      ### REQ-001: One

      The service MUST answer within 2 seconds.

      #### Scenario: S

      - **GIVEN** a
      - **WHEN** b
      - **THEN** c
      """;

  @TempDir private Path folder;

  private static MemorySnapshot files(String a, String b) {
    return MemorySnapshot.empty().with(".sdd/specs/a/spec.md", a).with(".sdd/specs/b/spec.md", b);
  }

  /// A commit of the default branch is judged as the pipeline does it.
  private static void push(
      NoticeBench bench, CommitId head, MemorySnapshot before, MemorySnapshot after) {
    Report report = Engine.assessor().assess(Change.between(before, after));
    bench.database.write(handle -> {
      var judged = new ScoreBook.Judged(NoticeBench.SHOP, head, bench.clock.instant(), "1");
      ScoreBook.keep(handle, judged, report);
      return 0;
    });
    bench.notices().judged(Target.commit(NoticeBench.SHOP, head), report);
  }

  private static List<String> told(NoticeBench bench) {
    return bench.database.read(handle ->
        handle
            .createQuery("SELECT subject, rule FROM notice ORDER BY number")
            .map((row, _) -> (row.getString("rule") + " " + row.getString("subject")).strip())
            .list());
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aSpecThatACommitTouchedIsToldWhereItScoresLow(TestStore store) {
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Low", "spec.quality_score < 60", "slack #sdd", false);
      push(bench, commit('a'), files(GOOD, POOR), files(GOOD, POOR));
      assertThat(told(bench)).isEmpty();
      push(bench, commit('b'), files(GOOD, POOR), files(POOR, POOR));
      assertThat(told(bench)).containsExactly("Low a");
      push(bench, commit('b'), files(GOOD, POOR), files(POOR, POOR));
      push(bench, commit('c'), files(POOR, POOR), files(POOR, POOR + "More.\n"));
      assertThat(told(bench)).containsExactly("Low a");
      push(bench, commit('d'), files(POOR, POOR), files(GOOD, POOR));
      push(bench, commit('e'), files(GOOD, POOR), files(POOR, POOR));
      assertThat(told(bench)).containsExactly("Low a", "Low a");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void aNewCircleIsToldOnceAndAnotherOneAgain(TestStore store) {
    String toB = GOOD.replace("status: approved\n", "status: approved\ndepends: b\n");
    String toA = GOOD.replace("status: approved\n", "status: approved\ndepends: a\n");
    try (var bench = new NoticeBench(store, folder).slack()) {
      bench.rule("Circle", "graph.new_cycle_detected", "slack #sdd", true);
      push(bench, commit('a'), files(GOOD, GOOD), files(toB, GOOD));
      assertThat(told(bench)).isEmpty();
      push(bench, commit('b'), files(toB, GOOD), files(toB, toA));
      assertThat(told(bench)).hasSize(1).allMatch(one -> one.startsWith("Circle"));
      push(bench, commit('b'), files(toB, GOOD), files(toB, toA));
      push(bench, commit('c'), files(toB, toA), files(toB, toA + "\n"));
      assertThat(told(bench)).hasSize(1);
      push(bench, commit('d'), files(toB, toA), files(GOOD, toA));
      push(bench, commit('e'), files(GOOD, toA), files(toB, toA));
      assertThat(told(bench)).hasSize(2);
    }
  }
}
