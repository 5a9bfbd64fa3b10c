package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.assess;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.rules;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.Link;
import io.github.sddtool.analysis.trace.LinkStatus;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemsTest {
  private static final String CHAIN =
      """
      # Chain

      `feat~f~1`
      Needs: req

      `req~r~1`
      Covers:
      * feat~f~1
      Needs: dsn

      `dsn~d~1`
      Covers:
      * req~r~1
      Needs: impl, utest
      """;

  private static MemorySnapshot doc(String text) {
    return MemorySnapshot.empty().with("doc/a.md", text);
  }

  private static MemorySnapshot code(MemorySnapshot snapshot, String comment) {
    return snapshot.with("src/A.java", comment + "\nclass A {\n  int a;\n}\n");
  }

  private static List<Link> links(Report report, String id) {
    return report.survey().trace().covering(new RequirementKey("a", id));
  }

  private static int covered(Report report) {
    return report.parts().coverage().orElseThrow().covered();
  }

  private static List<String> defects(Report report) {
    var trace = report.survey().trace().items();
    return trace.items().stream()
        .filter(trace::isDefect)
        .map(item -> item.id().toString())
        .toList();
  }

  // @spec formats/openfasttrace#REQ-OFT-010
  @Test
  void aChainIsCoveredByTheCodeAtItsEnd() {
    var report = assess(code(doc(CHAIN), "// [impl->dsn~d~1] [utest->dsn~d~1]"));
    assertThat(covered(report)).isEqualTo(3);
    assertThat(report.parts().coverage().orElseThrow().tested()).isEqualTo(3);
    assertThat(links(report, "feat~f~1"))
        .allSatisfy(link -> {
          assertThat(link.status()).isEqualTo(LinkStatus.EXACT);
          assertThat(link.at().path().value()).isEqualTo("src/A.java");
          assertThat(link.at().line()).isEqualTo(1);
        })
        .extracting(Link::role)
        .containsExactly(Role.IMPL, Role.TEST);
    assertThat(rules(report))
        .doesNotContain("coverage/needs", "coverage/deep", "coverage/uncovered");
  }

  // @spec formats/openfasttrace#REQ-OFT-009
  @Test
  void aGapBelowIsAGapAbove() {
    var report = assess(code(doc(CHAIN), "// [impl->dsn~d~1]"));
    assertThat(covered(report)).isEqualTo(1);
    assertThat(finding(report, "coverage/needs").message()).contains("dsn~d~1 needs utest");
    assertThat(rules(report)).filteredOn(rule -> rule.equals("coverage/deep")).hasSize(2);
    assertThat(defects(report)).containsExactly("dsn~d~1");
  }

  // @spec formats/openfasttrace#REQ-OFT-008
  @Test
  void aTagOfAnOlderRevisionIsOutdatedOnce() {
    var report = assess(code(doc("`req~a~2`\nNeeds: impl\n"), "\n// [impl->req~a~1]"));
    Finding outdated = finding(report, "link/outdated");
    assertThat(outdated.message()).contains("req~a~1", "req~a~2");
    assertThat(outdated.subject().at().orElseThrow().line()).isEqualTo(2);
    assertThat(outdated.subject().requirement()).contains("a#req~a~2");
    assertThat(rules(report)).doesNotContain("link/dangling");
    assertThat(covered(report)).isZero();
    assertThat(report.parts().coverage().orElseThrow().dangling()).isEmpty();
  }

  @Test
  void aTagThatARevisionLeftBehindDanglesInTheDriftAndIsNotCalledGone() {
    var base = code(doc("`req~a~1`\nNeeds: impl\n"), "// [impl->req~a~1]");
    var report = assess(base, base.with("doc/a.md", "`req~a~2`\nNeeds: impl\n"));
    assertThat(report.parts().drift().orElseThrow())
        .extracting(drift -> drift.kind().word() + " " + drift.at().path() + " " + drift.isNew())
        .containsExactly("dangling src/A.java true");
  }

  @Test
  void aTagOfANewerRevisionIsPredated() {
    var report = assess(code(doc("`req~a~2`\nNeeds: impl\n"), "// [impl->req~a~3]"));
    assertThat(rules(report)).contains("link/predated").doesNotContain("link/dangling");
  }

  @Test
  void aTagThatNamesNothingDangles() {
    var report = assess(code(doc("`req~a~2`\nNeeds: impl\n"), "// [impl->req~b~1]"));
    assertThat(finding(report, "link/dangling").message()).contains("req~b~1");
    assertThat(rules(report)).doesNotContain("link/orphaned", "link/outdated");
  }

  @Test
  void anItemThatCoversNothingIsOrphaned() {
    Finding orphaned =
        finding(assess(doc("# T\n\n`dsn~a~1`\nCovers:\n* req~gone~1\n")), "link/orphaned");
    assertThat(orphaned.subject().at().orElseThrow().line()).isEqualTo(3);
    assertThat(orphaned.subject().requirement()).contains("a#dsn~a~1");
  }

  @Test
  void aTypeThatNobodyAskedForIsUnwanted() {
    var report = assess(code(doc("`req~a~1`\nNeeds: dsn\n"), "// [impl->req~a~1]"));
    assertThat(finding(report, "link/unwanted").message()).contains("dsn", "not for impl");
    assertThat(finding(report, "coverage/needs").message()).contains("req~a~1 needs dsn");
  }

  @Test
  void anIdOfTwoDocumentsIsADuplicate() {
    var head = doc("`req~a~1`\nNeeds: impl\n").with("doc/b.md", "`req~a~1`\nNeeds: impl\n");
    var report = assess(code(head, "// [impl->req~a~1]"));
    assertThat(rules(report)).filteredOn(rule -> rule.equals("spec/duplicate-key")).hasSize(2);
    assertThat(rules(report)).contains("link/ambiguous");
    assertThat(covered(report)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`a~x~1`\nCovers:\n* a~y~1\nNeeds: a\n\n`a~y~1`\nCovers:\n* a~x~1\nNeeds: a\n",
        "`b~up~1`\nNeeds: a\n\n`a~x~1`\nCovers:\n* b~up~1\n* a~x~1\nNeeds: a\n"
      })
  void aCircleIsOneErrorAndNeverCovered(String text) {
    var report = assess(doc(text));
    assertThat(rules(report)).filteredOn(rule -> rule.equals("coverage/cycle")).hasSize(1);
    assertThat(finding(report, "coverage/cycle").severity()).isEqualTo(Severity.ERROR);
    var trace = report.survey().trace().items();
    assertThat(trace.items()).noneMatch(trace::isCoveredDeeply);
  }

  @Test
  void aRejectedItemMayLackCover() {
    var report = assess(doc("`req~a~1`\nStatus: rejected\nNeeds: impl\n"));
    assertThat(defects(report)).isEmpty();
    assertThat(rules(report)).doesNotContain("coverage/needs");
  }

  @Test
  void aTagWithANameMustBeCoveredInTurn() {
    var head = code(doc("`req~a~1`\nNeeds: impl\n"), "// [impl~own~2->req~a~1>>utest]");
    assertThat(finding(assess(head), "coverage/needs").message())
        .contains("impl~own~2 needs utest");
    var tested = head.with("src/ATest.java", "// [utest->impl~own~2]\nclass ATest {}\n");
    var report = assess(tested);
    assertThat(rules(report)).doesNotContain("coverage/needs", "link/dangling");
    assertThat(links(report, "req~a~1"))
        .extracting(Link::role)
        .containsExactly(Role.IMPL, Role.TEST);
  }

  @Test
  void aTagWithANameIsOneItemWhateverItCovers() {
    var head = doc("`req~a~1`\nNeeds: impl\n\n`req~b~1`\nNeeds: impl\n");
    var trace = assess(code(head, "// [impl~own~1->req~a~1, req~b~1]")).survey().trace().items();
    assertThat(trace.items()).filteredOn(Item::isTag).hasSize(1);
    assertThat(trace.items()).noneMatch(trace::isDefect);
  }

  // @spec formats/openfasttrace#REQ-OFT-007
  @Test
  void tagsInStringsAndInDocumentsAreNone() {
    var head =
        doc("`req~a~1`\nNeeds: impl\n\n<!-- [impl->req~a~1] -->\n")
            .with("src/a.ts", "const a = '[impl->req~a~1]';\n");
    assertThat(covered(assess(head))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tsx", "a.vue", "a.dart", "a.rs", "a.py", "a.go", "a.sql"})
  void tagsStandInCommentsOfEveryLanguage(String file) {
    String comment =
        file.endsWith("vue")
            ? "<!-- [impl->req~a~1] -->\n"
            : file.endsWith("py")
                ? "# [impl->req~a~1]\n"
                : file.endsWith("sql") ? "-- [impl->req~a~1]\n" : "// [impl->req~a~1]\n";
    var head = doc("`req~a~1`\nNeeds: impl\n").with("src/" + file, comment);
    assertThat(covered(assess(head))).isEqualTo(1);
  }

  // @spec formats/openfasttrace#REQ-OFT-001, formats/openfasttrace#REQ-OFT-002
  @Test
  void documentsWithoutItemsAreNoSpecs() {
    var head =
        MemorySnapshot.empty()
            .with(path("guide"), spec("", "### REQ-001: One\nIt MUST work.\n"))
            .with("docs/guide.md", "# Guide\n\nsee `req~x~1`\n")
            .with("doc/spec/login.md", "`req~login~1`\n");
    assertThat(assess(head).specs()).extracting(Spec::id).containsExactly("guide", "spec/login");
  }

  @Test
  void anInnerRootKeepsItsFiles() {
    var head =
        MemorySnapshot.empty()
            .with(
                ".sdd/config.yml",
                "version: 1\nspecs:\n  - {format: openfasttrace, root: .}\n  - {format: sdd, root: .sdd}\n")
            .with(path("a"), spec("", "### REQ-001: One\nIt MUST work.\n\n`req~x~1`\n"))
            .with("b.md", "`req~y~1`\n");
    assertThat(assess(head).specs())
        .extracting(Spec::format)
        .containsExactly("sdd", "openfasttrace");
  }

  // @spec formats/openfasttrace#REQ-OFT-009
  @Test
  void oldGapsAreWorthAnInfo() {
    var base = doc("`req~a~1`\nNeeds: impl\n");
    var head = doc("`req~a~1`\nNeeds: impl\n\n`req~b~1`\nNeeds: impl\n");
    assertThat(assess(base, head).findings())
        .filteredOn(finding -> finding.rule().id().equals("coverage/needs"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFO, Severity.WARNING);
  }
}
