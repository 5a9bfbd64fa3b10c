package io.github.sddtool.analysis;

import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import java.util.List;

/// A small repository and questions to ask about it, shared by the tests of this package.
final class Sample {
  static final String SCENARIO =
      "\n## Scenarios\n### Scenario: s\n- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n";

  private Sample() {}

  static String spec(String frontMatter, String requirements) {
    return "---\ncreated: 2026-01-01\n"
        + frontMatter
        + "---\n# T\n## Requirements\n"
        + requirements
        + SCENARIO;
  }

  static String path(String id) {
    return ".sdd/specs/" + id + "/spec.md";
  }

  static MemorySnapshot one(String requirement) {
    return MemorySnapshot.empty().with(path("a"), spec("", requirement));
  }

  /// One spec with one requirement, and code that names it.
  static final MemorySnapshot BASE =
      one("### REQ-001: One\nIt MUST work.\n")
          .with(
              "src/a.ts",
              "// @spec REQ-001\nexport function work(a: number) {\n  return a + 1;\n}\n");

  static Report assess(MemorySnapshot base, MemorySnapshot head) {
    return Engine.assessor().assess(Change.between(base, head));
  }

  static Report assess(MemorySnapshot head) {
    return Engine.assessor().assess(Change.of(head));
  }

  static Report ask(Question question, MemorySnapshot head, String... names) {
    return Engine.assessor()
        .assess(Change.of(head), new Request(question, List.of(names), Adjustment.NONE));
  }

  static List<String> rules(Report report) {
    return report.findings().stream().map(finding -> finding.rule().id()).toList();
  }

  static Finding finding(Report report, String rule) {
    return report.findings().stream()
        .filter(finding -> finding.rule().id().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + rule + " in " + rules(report)));
  }
}
