package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.BASE;
import static io.github.sddtool.analysis.Sample.assess;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
  private static List<String> drifts(Report report) {
    return report.parts().drift().orElseThrow().stream()
        .filter(Drift::isNew)
        .map(drift -> drift.kind().word())
        .toList();
  }

  // @spec engine/drift#REQ-DRIFT-001
  @Test
  void codeThatChangesWithoutItsRequirementIsAhead() {
    var report =
        assess(
            BASE,
            BASE.with(
                "src/a.ts",
                "// @spec REQ-001\nexport function work(a: number) {\n  return a + 2;\n}\n"));
    assertThat(drifts(report)).containsExactly("code-ahead");
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
  }

  // @spec engine/drift#REQ-DRIFT-004
  @ParameterizedTest
  @ValueSource(
      strings = {
        "// @spec REQ-001\nexport function work(a: number) {\n      return a +\n        1;\n}\n",
        "// another comment\n// @spec REQ-001\nexport function work(a: number) {\n  // why\n  return a + 1;\n}\n",
        "import x from 'y';\n\n// @spec REQ-001\nexport function work(a: number) {\n  return a + 1;\n}\n",
        "// @spec REQ-001\nexport function doWork(a: number) {\n  return a + 1;\n}\n",
        "function helper() { return 7; }\n\n// @spec REQ-001\nexport function work(a: number) {\n  return a + 1;\n}\n",
        "// @spec REQ-001\r\nexport function work(a: number) {\r\n  return a + 1;\r\n}\r\n"
      })
  void whatLeavesTheCodesMeaningAloneIsNoDrift(String code) {
    assertThat(drifts(assess(BASE, BASE.with("src/a.ts", code)))).isEmpty();
  }

  @Test
  void codeThatMovesToAnotherFileIsNoDrift() {
    var head =
        BASE.without("src/a.ts")
            .with(
                "src/b.ts",
                "// @spec REQ-001\nexport function work(a: number) {\n  return a + 1;\n}\n");
    assertThat(drifts(assess(BASE, head))).isEmpty();
  }

  // @spec engine/drift#REQ-DRIFT-002
  @Test
  void aRequirementThatChangesAloneIsAhead() {
    var head = BASE.with(path("a"), spec("", "### REQ-001: One\nIt MUST work twice.\n"));
    assertThat(drifts(assess(BASE, head))).containsExactly("spec-ahead");
  }

  @Test
  void aRequirementThatChangesWithItsCodeIsNoDrift() {
    var head =
        BASE.with(path("a"), spec("", "### REQ-001: One\nIt MUST work twice.\n"))
            .with(
                "src/a.ts",
                "// @spec REQ-001\nexport function work(a: number) {\n  return a + 2;\n}\n");
    assertThat(drifts(assess(BASE, head))).isEmpty();
  }

  // @spec engine/drift#REQ-DRIFT-003
  @Test
  void aRequirementThatLosesItsLastMarkerIsUnimplemented() {
    var head = BASE.with("src/a.ts", "export function work(a: number) {\n  return a + 1;\n}\n");
    var report = assess(BASE, head);
    assertThat(drifts(report)).containsExactly("unimplemented");
    assertThat(finding(report, "drift/unimplemented").message()).contains("a#REQ-001", "src/a.ts");
  }

  @Test
  void aHeaderThatNamesSeveralRequirementsGivesOneEntryAFile() {
    String two = "### REQ-001: One\nIt MUST work.\n### REQ-002: Two\nIt MUST last.\n";
    var base =
        BASE.with(path("a"), spec("", two))
            .with("src/a.ts", "// @spec REQ-001, REQ-002\n\nexport const a = 1;\n");
    var head = base.with("src/a.ts", "// @spec REQ-001, REQ-002\n\nexport const a = 2;\n");
    assertThat(assess(base, head).parts().drift().orElseThrow())
        .singleElement()
        .satisfies(drift -> assertThat(drift.reason()).contains("a#REQ-001", "a#REQ-002"));
  }
}
