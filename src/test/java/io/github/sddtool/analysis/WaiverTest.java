package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Change;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// @spec engine/baseline#REQ-BASE-004, engine/baseline#REQ-BASE-005, engine/baseline#REQ-BASE-006
// @spec engine/baseline#REQ-BASE-007
class WaiverTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  private static final MemorySnapshot DANGLING =
      Sample.BASE.with("src/b.ts", "// @spec REQ-009\nexport function other() {\n  return 1;\n}\n");

  private static Report ask(Change change) {
    return Engine.assessor().assess(change, Request.of(Question.CHECK).on(TODAY));
  }

  private static MemorySnapshot waived(MemorySnapshot files, String waiver) {
    return files.with(".sdd/waivers.yml", waiver);
  }

  private static String waiver(String target, String expires) {
    return "- " + target + "\n  author: Ada\n  reason: known\n  expires: " + expires + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rule: link/dangling, path: 'src/**'",
        "{rule: link/dangling, path: src/b.ts",
      })
  void aWaivedFindingNeitherFailsNorWarns(String target) {
    assertThat(ask(Change.of(DANGLING)).verdict()).isEqualTo(Verdict.WARN);
    var report =
        ask(Change.of(waived(DANGLING, "- " + target + ", author: Ada, reason: known}\n")));
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding(report, "link/dangling").waived().orElseThrow().author()).isEqualTo("Ada");
  }

  @Test
  void aFingerprintNamesOneFindingAndGoesWithARenamedFile() {
    String fingerprint = finding(ask(Change.of(DANGLING)), "link/dangling").fingerprint().hex();
    MemorySnapshot renamed =
        Sample.BASE.with(
            "lib/c.ts", "\n\n// @spec REQ-009\nexport function other() {\n  return 1;\n}\n");
    for (MemorySnapshot files : new MemorySnapshot[] {DANGLING, renamed}) {
      var report =
          ask(Change.of(waived(files, waiver("fingerprint: '" + fingerprint + "'", "2026-11-22"))));
      assertThat(finding(report, "link/dangling").waived()).isPresent();
    }
  }

  @Test
  void anExpiredWaiverSilencesNothingAndIsTold() {
    var report =
        ask(
            Change.of(
                waived(DANGLING, waiver("rule: link/dangling\n  path: src/b.ts", "2026-11-21"))));
    assertThat(finding(report, "link/dangling").waived()).isEmpty();
    assertThat(finding(report, "config/waiver").message()).contains("Ada", "2026-11-21");
  }

  @Test
  void aWaiverThatSilencesNothingIsTold() {
    var report =
        ask(
            Change.of(
                waived(Sample.BASE, waiver("rule: link/dangling\n  path: x.ts", "2027-01-01"))));
    assertThat(finding(report, "config/waiver").message()).contains("silences nothing");
  }

  @Test
  void aChangeCannotWaiveItself() {
    MemorySnapshot head =
        waived(DANGLING, waiver("rule: link/dangling\n  path: src/b.ts", "2027-01-01"));
    assertThat(ask(Change.between(Sample.BASE, head)).verdict()).isEqualTo(Verdict.WARN);
    assertThat(ask(Change.between(waived(Sample.BASE, "[]"), head)).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {rule: link/dangling, path: a, author: Ada} | .sdd/waivers.yml:1: 'reason' is missing",
        "- {rule: link/dangling, path: a, reason: r} | 'author' is missing",
        "- {rule: no/such, path: a, author: Ada, reason: r} | unknown rule 'no/such'",
        "- {rule: link/dangling, author: Ada, reason: r} | needs a 'path' or a 'requirement'",
        "- {fingerprint: a, author: A, reason: r, expires: soon} | must be a day such as",
        "- {finger: a, author: A, reason: r} | unknown key 'finger'; allowed: fingerprint",
        "true | waivers must be a list",
      })
  void aWaiverThatLacksSomethingIsAFaultWithItsLine(String text, String problem) {
    assertThatThrownBy(() -> ask(Change.of(waived(Sample.BASE, text))))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(problem);
    var report = ask(Change.between(Sample.BASE, waived(Sample.BASE, text)));
    assertThat(rules(report)).contains("config/invalid");
  }

  // @spec engine/drift#REQ-DRIFT-024, engine/drift#REQ-DRIFT-025
  @Test
  void anAttestationSilencesOneDriftUntilASideChangesOrItExpires() {
    String drifted = "// @spec REQ-001\nexport function work(a: number) {\n  return a + 2;\n}\n";
    MemorySnapshot head = Sample.BASE.with("src/a.ts", drifted);
    var drift = ask(Change.between(Sample.BASE, head)).parts().drift().orElseThrow().getFirst();
    var by =
        new io.github.sddtool.analysis.baseline.Attestation.By(
            "Ada \"the first\"", "line\none", TODAY, java.util.Optional.of(TODAY));
    String text =
        Attestations.NONE
            .with(io.github.sddtool.analysis.baseline.Attestation.of(drift, by))
            .write();
    assertThat(Attestations.read(text).write()).isEqualTo(text);
    MemorySnapshot attested = head.with(Attestations.PATH.value(), text);
    assertThat(ask(Change.between(Sample.BASE, attested)).parts().drift().orElseThrow()).isEmpty();
    var tomorrow = Request.of(Question.CHECK).on(TODAY.plusDays(1));
    assertThat(
            Engine.assessor()
                .assess(Change.between(Sample.BASE, attested), tomorrow)
                .parts()
                .drift()
                .orElseThrow())
        .hasSize(1);
    MemorySnapshot again = attested.with("src/a.ts", drifted.replace("2", "3"));
    assertThat(ask(Change.between(Sample.BASE, again)).parts().drift().orElseThrow()).hasSize(1);
  }
}
