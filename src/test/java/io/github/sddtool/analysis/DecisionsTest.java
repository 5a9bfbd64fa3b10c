package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.ask;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fake.files.MemorySnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Decisions, alone and beside specs of other formats.
class DecisionsTest {
  private static MemorySnapshot decisions(String first, String second) {
    return MemorySnapshot.empty()
        .with("docs/adr/0001-x.md", decision(first))
        .with("docs/adr/0002-y.md", decision(second));
  }

  private static String decision(String status) {
    return "# T\n\n## Status\n\n" + status + "\n\n## Context\n\nWhy.\n\n## Decision\n\nWhat.\n";
  }

  // @spec formats/adr#REQ-ADR-001
  @Test
  void decisionsAloneAreValidAndHaveNoCoverage() {
    var head = decisions("Accepted", "Proposed");
    assertThat(ask(Question.VALIDATE, head).verdict()).isEqualTo(Verdict.PASS);
    assertThat(ask(Question.SYNC, head).verdict()).isEqualTo(Verdict.SKIPPED);
  }

  // @spec formats/adr#REQ-ADR-006
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Superseded by [9. Z](0009-z.md) | Accepted | is superseded by 0009-z, which is not there",
        "Superseded by ADR-0002 | Accepted | is superseded by 0002-y, which does not say so",
        "Superseded | Accepted | does not say which decision supersedes it",
        "Accepted | Supersedes [1. X](0001-x.md) | supersedes 0001-x, whose status is 'accepted'",
        "Accepted | Supersedes [7. V](0007-v.md) | supersedes 0007-v, which is not there"
      })
  void aBrokenSupersessionIsAFinding(String first, String second, String message) {
    var report = ask(Question.VALIDATE, decisions(first, second));
    assertThat(finding(report, "status/supersession").message()).contains(message);
  }

  // @spec formats/adr#REQ-ADR-006
  @Test
  void aSupersessionBothSidesSayIsNone() {
    var report =
        ask(
            Question.VALIDATE,
            decisions(
                "Superseded by [2. Y](0002-y.md)", "Accepted\n\nSupersedes [1. X](0001-x.md)"));
    assertThat(rules(report)).isEmpty();
  }

  /// MADR's front matter has no place to say what a decision supersedes.
  @Test
  void oneSideIsEnoughInFrontMatter() {
    String sections =
        "# T\n## Context and Problem Statement\n## Considered Options\n## Decision Outcome\n";
    var head =
        MemorySnapshot.empty()
            .with(
                "docs/decisions/0001-x.md", "---\nstatus: superseded by ADR-0002\n---\n" + sections)
            .with("docs/decisions/0002-y.md", "---\nstatus: accepted\n---\n" + sections);
    assertThat(rules(ask(Question.VALIDATE, head))).isEmpty();
  }

  // @spec formats/speckit#REQ-KIT-001, formats/kiro#REQ-KIRO-001
  @Test
  void formatsStandBesideEachOtherInOneRepository() {
    var head =
        decisions("Accepted", "Accepted")
            .with("specs/001-pay/spec.md", "# Pay\n- **FR-001**: It MUST pay.\n")
            .with(
                ".kiro/specs/search/requirements.md",
                "# Search\n### Requirement 1\n1. THE system SHALL find\n")
            .with(".kiro/specs/search/spec.json", "{\"phase\": \"implementation\"}")
            .with(".specify/memory/constitution.md", "# C\n**Version**: 1.0.0\n")
            .with("src/pay.ts", "// @spec 001-pay#FR-001\nexport function pay() {}\n");
    var report = ask(Question.SYNC, head);
    assertThat(report.specs())
        .extracting(spec -> spec.format() + " " + spec.id())
        .containsExactly("adr 0001-x", "adr 0002-y", "speckit 001-pay", "kiro search");
    var coverage = report.parts().coverage().orElseThrow();
    assertThat(coverage.requirements()).isEqualTo(2);
    assertThat(coverage.covered()).isEqualTo(1);
    assertThat(report.specs().getLast().body().status()).contains("implementation");
    assertThat(rules(ask(Question.VALIDATE, head))).doesNotContain("constitution/version-missing");
  }
}
