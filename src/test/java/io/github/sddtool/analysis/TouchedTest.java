package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.DeltaAnalysis;
import io.github.sddtool.analysis.drift.DriftAnalysis;
import io.github.sddtool.analysis.drift.Origins;
import io.github.sddtool.analysis.impact.ImpactAnalysis;
import io.github.sddtool.analysis.impact.SpecGraph;
import io.github.sddtool.analysis.quality.QualityAnalysis;
import io.github.sddtool.analysis.rules.Check;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Touched;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec engine/incremental#REQ-INC-001
/// What is taken over from a base for specs that a change leaves alone is what looking at them
/// again would find.
class TouchedTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void lookingAtWhatIsTouchedFindsWhatLookingAtEverythingFinds(long seed) {
    var repo = TestRepo.in(folder);
    var edits = new RandomEdits(repo, seed);
    var commits = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      commits.add(repo.commit("edit " + i));
      edits.some();
    }
    try (var history = GitHistory.open(folder)) {
      List<Survey> surveys = commits.stream().map(commit -> survey(history, commit)).toList();
      for (int i = 0; i < surveys.size(); i++) {
        for (int back = 1; back <= Math.min(i, 4); back++) {
          compare(surveys.get(i - back), surveys.get(i), "edit " + i + ", " + back + " back");
        }
      }
    }
  }

  private static Survey survey(GitHistory history, String commit) {
    return Engine.assessor().assess(Change.of(history.snapshot(new CommitId(commit)))).survey();
  }

  private static void compare(Survey base, Survey head, String what) {
    Touched touched = Touched.between(base, head);
    Touched all = everything(base, head);
    assertThat(DeltaAnalysis.between(base, head, touched))
        .as(what)
        .isEqualTo(DeltaAnalysis.between(base, head, all));
    assertThat(DriftAnalysis.between(base, head, touched, Origins.SAME, Optional.empty()).drifts())
        .as(what)
        .isEqualTo(DriftAnalysis.between(base, head, all, Origins.SAME, Optional.empty()).drifts());
    Coverage before = Coverage.of(base, _ -> true);
    assertThat(Coverage.after(before, base, head, touched))
        .as(what)
        .isEqualTo(Coverage.of(head, _ -> true));
    quality(base, head, touched, what);
    for (Spec spec : head.specs().specs()) {
      impact(spec, base, head, touched, what);
    }
    checks(base, head, touched, what);
  }

  private static Touched everything(Survey base, Survey head) {
    Set<String> ids = new HashSet<>();
    base.specs().specs().forEach(spec -> ids.add(spec.id()));
    head.specs().specs().forEach(spec -> ids.add(spec.id()));
    return new Touched(ids, ids, false);
  }

  private static void quality(Survey base, Survey head, Touched touched, String what) {
    QualityAnalysis.of(base.specs().specs(), base)
        .ifPresent(known ->
            assertThat(QualityAnalysis.of(head.specs().specs(), head, base, touched, known))
                .as(what)
                .isEqualTo(QualityAnalysis.of(head.specs().specs(), head)));
  }

  private static void impact(Spec spec, Survey base, Survey head, Touched touched, String what) {
    var changed = spec.body().requirements().stream().map(spec::key).collect(Collectors.toSet());
    var surveys = List.of(head, base);
    SpecGraph graph = SpecGraph.of(base);
    assertThat(ImpactAnalysis.of(changed, surveys, graph.with(head, touched), 0))
        .as(what)
        .isEqualTo(
            ImpactAnalysis.of(changed, surveys, graph.with(head, everything(base, head)), 0));
  }

  private static void checks(Survey base, Survey head, Touched touched, String what) {
    if (!touched.samePlaces() || !base.companions().equals(head.companions())) {
      return;
    }
    var checks = new ArrayList<Check>(Check.ofSpecs());
    checks.addAll(Check.ofLinks());
    checks.addAll(Check.ofCoverage());
    var known = Answers.of(checks, base, Crew.ALONE);
    assertThat(known.after(checks, head, touched, Crew.ALONE).findings())
        .as(what)
        .isEqualTo(Answers.of(checks, head, Crew.ALONE).findings());
  }
}
