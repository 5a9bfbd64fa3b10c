package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.BASE;
import static io.github.sddtool.analysis.Sample.assess;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.one;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fake.files.MemorySnapshot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaTest {
  // @spec engine/delta#REQ-DELTA-002, engine/delta#REQ-DELTA-003, engine/checks#REQ-CHECK-004
  @Test
  void aWeakenedRequirementThatCodeNamesIsAnError() {
    var report = assess(BASE, BASE.with(path("a"), spec("", "### REQ-001: One\nIt MAY work.\n")));
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    var change = report.parts().delta().orElseThrow().requirements().getFirst();
    assertThat(change.effect()).isEqualTo(Delta.Effect.WEAKENED);
    assertThat(change.breaking()).isTrue();
    Finding finding = finding(report, "delta/weakened");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.subject().at().orElseThrow().line()).isEqualTo(6);
    assertThat(finding.message()).contains("MUST", "MAY", "src/a.ts");
  }

  @Test
  void aWeakenedRequirementNobodyReliesOnIsAWarning() {
    var base = one("### REQ-001: One\nIt MUST work.\n");
    var report = assess(base, one("### REQ-001: One\nIt SHOULD work.\n"));
    assertThat(finding(report, "delta/weakened").severity()).isEqualTo(Severity.WARNING);
    assertThat(report.verdict()).isEqualTo(Verdict.WARN);
  }

  // @spec engine/delta#REQ-DELTA-004
  @Test
  void aRequirementThatMovesIsRenamedNotRemoved() {
    String text = "### REQ-001: One\nIt MUST keep every single word of this long sentence.\n";
    var base = one(text);
    var head = MemorySnapshot.empty().with(path("b"), spec("", text));
    var changes = assess(base, head).parts().delta().orElseThrow().requirements();
    assertThat(changes)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.type()).isEqualTo(Delta.Type.RENAMED);
          assertThat(change.key()).hasToString("b#REQ-001");
          assertThat(change.from()).hasToString(Optional.of("a#REQ-001").toString());
        });
  }

  // @spec engine/delta#REQ-DELTA-005
  @Test
  void aChangedScenarioIsNoChangedRequirement() {
    var head =
        BASE.with(
            path("a"),
            spec("", "### REQ-001: One\nIt MUST work.\n").replace("THEN** c", "THEN** d"));
    var delta = assess(BASE, head).parts().delta().orElseThrow();
    assertThat(delta.requirements()).isEmpty();
    assertThat(delta.scenarios())
        .singleElement()
        .satisfies(change -> assertThat(change.type()).isEqualTo(Delta.Type.MODIFIED));
  }

  @Test
  void reorderingAndFrontMatterChangeNothing() {
    var base = one("### REQ-001: One\nMUST a.\n### REQ-002: Two\nMUST b.\n");
    var head =
        MemorySnapshot.empty()
            .with(
                path("a"),
                spec(
                    "author: me\n", "### REQ-002: Two\nMUST\nb.\n### REQ-001: One\nMUST **a**.\n"));
    assertThat(assess(base, head).parts().delta().orElseThrow().isEmpty()).isTrue();
  }
}
