package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.BASE;
import static io.github.sddtool.analysis.Sample.ask;
import static io.github.sddtool.analysis.Sample.assess;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.one;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.rules;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.analysis.impact.Impact;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.spec.RequirementKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessorTest {
  // @spec engine/coverage#REQ-COV-001
  @Test
  void aMarkerInCodeCoversItsRequirement() {
    var coverage = assess(BASE).parts().coverage().orElseThrow();
    assertThat(coverage.covered()).isEqualTo(1);
    assertThat(coverage.tested()).isZero();
    assertThat(coverage.percent()).isEqualTo(100.0);
  }

  // @spec engine/coverage#REQ-COV-002
  @Test
  void aTestsTitleTestsItsRequirement() {
    var head = BASE.with("src/a.test.ts", "it('REQ-001 works', () => { expect(1); });\n");
    assertThat(assess(head).parts().coverage().orElseThrow().tested()).isEqualTo(1);
  }

  // @spec engine/markers#REQ-MARK-006, engine/reading#REQ-READ-006
  @Test
  void anIdOfTwoSpecsCountsForNeither() {
    var report = assess(BASE.with(path("b"), spec("", "### REQ-001: Other\nIt MUST too.\n")));
    var coverage = report.parts().coverage().orElseThrow();
    assertThat(coverage.requirements()).isEqualTo(2);
    assertThat(coverage.covered()).isZero();
    assertThat(coverage.ambiguous()).isEqualTo(1);
    assertThat(finding(report, "link/ambiguous").message()).contains("a#REQ-001", "b#REQ-001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// @spec login-form#REQ-001",
        "// @spec auth/login-form REQ-001",
        "// auth/login-form\n// @spec REQ-001",
        "// @spec REQ-001 of login-form",
        "// see .sdd/specs/auth/login-form/spec.md\n\nconst a = 1;\n// @spec REQ-001"
      })
  void aNearbySpecSettlesWhichOneIsMeant(String marker) {
    var head =
        MemorySnapshot.empty()
            .with(path("auth/login-form"), spec("", "### REQ-001: A\nMUST.\n"))
            .with(path("billing/pay"), spec("", "### REQ-001: B\nMUST.\n"))
            .with("src/a.ts", marker + "\nfunction f() {}\n");
    var report = assess(head);
    assertThat(report.survey().trace().covering(new RequirementKey("auth/login-form", "REQ-001")))
        .hasSize(1);
    assertThat(report.parts().coverage().orElseThrow().covered()).isEqualTo(1);
  }

  // @spec engine/markers#REQ-MARK-007
  @Test
  void anExplicitMarkerThatNamesNothingDangles() {
    var report =
        assess(BASE.with("src/b.ts", "// @spec REQ-01\n// see RFC-7231\nfunction g() {}\n"));
    assertThat(finding(report, "link/dangling").message())
        .contains("REQ-01", "Did you mean REQ-001");
    assertThat(report.parts().coverage().orElseThrow().dangling()).hasSize(1);
  }

  @Test
  void stringsHoldNoMarkers() {
    var head = one("### REQ-001: One\nIt MUST work.\n").with("src/a.ts", "log('@spec REQ-001');\n");
    assertThat(assess(head).parts().coverage().orElseThrow().covered()).isZero();
  }

  // @spec engine/drift#REQ-DRIFT-005, engine/gates#REQ-GATE-002
  @Test
  void debtThatWasThereIsNotNewAndDoesNotFail() {
    var base =
        BASE.with("src/b.ts", "// @spec REQ-404\nfunction f() {}\n")
            .with(path("bad"), "# No requirements here\n");
    var report = assess(base, base.with("README.md", "hello"));
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.findings()).isNotEmpty().allSatisfy(f -> assertThat(f.isNew()).isFalse());
    assertThat(report.parts().drift().orElseThrow())
        .allSatisfy(d -> assertThat(d.isNew()).isFalse());
  }

  // @spec engine/checks#REQ-CHECK-005
  @Test
  void aFindingKeepsItsFingerprintWhenItsLineMoves() {
    var base = BASE.with("src/b.ts", "// @spec REQ-404\nfunction f() {}\n");
    var head = BASE.with("src/b.ts", "\n\n\n\n// @spec REQ-404\nfunction f() {}\n");
    assertThat(finding(assess(head), "link/dangling").fingerprint())
        .isEqualTo(finding(assess(base), "link/dangling").fingerprint());
    assertThat(finding(assess(base, head), "link/dangling").isNew()).isFalse();
  }

  // @spec engine/checks#REQ-CHECK-002
  @Test
  void everyCircleOfDependenciesIsOneError() {
    var head = MemorySnapshot.empty();
    for (String[] edge :
        new String[][] {
          {"a", "b"}, {"b", "a"}, {"x", "y"}, {"y", "z"}, {"z", "x"}, {"c", "a"}, {"e", "c"}
        }) {
      head = head.with(path(edge[0]), spec("depends: " + edge[1] + "\n", "### REQ-1: R\nMUST.\n"));
    }
    var circles =
        ask(Question.VALIDATE, head).findings().stream()
            .filter(f -> f.rule().id().equals("deps/cycle"))
            .map(Finding::message)
            .toList();
    assertThat(circles).hasSize(2);
    assertThat(circles.get(0)).contains("a → b → a");
    assertThat(circles.get(1)).contains("x → y → z → x");
  }

  @Test
  void aDependencyThatLeadsNowhereIsAnError() {
    var report =
        ask(
            Question.VALIDATE,
            one("### REQ-001: One\nMUST.\n")
                .with(path("b"), spec("depends: nowhere\n", "### REQ-1: R\nMUST.\n")));
    assertThat(finding(report, "deps/missing").message()).contains("b", "'nowhere'");
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aBareNameFindsTheOneSpecThatEndsWithIt() {
    var head =
        MemorySnapshot.empty()
            .with(path("auth/login"), spec("", "### REQ-1: R\nMUST.\n"))
            .with(path("api/session"), spec("depends: login\n", "### REQ-2: R\nMUST.\n"));
    var report = ask(Question.IMPACT, head, "login");
    assertThat(report.parts().impact().orElseThrow().specs().direct())
        .containsExactly("api/session");
  }

  // @spec engine/checks#REQ-CHECK-003
  @Test
  void anOlderMajorConstitutionIsAnErrorAndAMinorOneAWarning() {
    var base =
        MemorySnapshot.empty()
            .with(".sdd/constitution.md", "---\nversion: 2.1.0\n---\n# Constitution: X\n");
    String body = "### REQ-1: R\nMUST.\n";
    var report =
        ask(
            Question.VALIDATE,
            base.with(path("a"), spec("constitution_version: 1.9.9\n", body))
                .with(path("b"), spec("constitution_version: 2.0.0\n", body))
                .with(path("c"), spec("constitution_version: 2.1.0\n", body))
                .with(path("d"), spec("constitution_version: \"1.0\"\n", body)));
    assertThat(rules(report))
        .containsExactly(
            "constitution/major-behind", "constitution/behind", "constitution/malformed");
  }

  // @spec engine/impact#REQ-IMPACT-001, engine/impact#REQ-IMPACT-002, engine/impact#REQ-IMPACT-003
  @Test
  void impactFollowsDependentsOnceThroughCyclesAndToAnyDepth() {
    var head = MemorySnapshot.empty();
    for (int i = 0; i < 30; i++) {
      String depends = i == 0 ? "s29" : "s" + (i - 1);
      head =
          head.with(
              path("s" + i),
              spec("depends: " + depends + "\n", "### REQ-" + (100 + i) + ": R\nMUST.\n"));
    }
    head =
        head.with("src/deep.py", "# @spec REQ-115\ndef deep():\n    return 1\n")
            .with("tests/test_deep.py", "def test_it():\n    # @spec REQ-100\n    assert True\n");
    Impact impact = ask(Question.IMPACT, head, "s0").parts().impact().orElseThrow();
    assertThat(impact.specs().direct()).containsExactly("s1");
    assertThat(impact.specs().transitive()).hasSize(28).doesNotContain("s0", "s1");
    assertThat(impact.code()).extracting(Object::toString).containsExactly("src/deep.py");
    assertThat(impact.tests()).extracting(Object::toString).containsExactly("tests/test_deep.py");
    assertThat(impact.risk().level()).isEqualTo(Impact.Grade.HIGH);
    assertThat(impact.risk().reasons()).isNotEmpty();
  }

  // @spec engine/gates#REQ-GATE-001
  @Test
  void theGateOfTheBaseHoldsWhateverTheHeadSays() {
    var base = BASE.with(".sdd/config.yml", "version: 1\ngates:\n  coverage: {threshold: 90}\n");
    var head =
        base.with(".sdd/config.yml", "version: 1\ngates:\n  coverage: {threshold: 0}\n")
            .with(
                path("a"), spec("", "### REQ-001: One\nIt MUST work.\n### REQ-002: Two\nMUST.\n"));
    var report = assess(base, head);
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(rules(report)).contains("coverage/threshold");
  }

  // @spec engine/coverage#REQ-COV-003
  @Test
  void aDropBeyondWhatIsAllowedFails() {
    var base = BASE.with(".sdd.yml", "gates: {coverage: {max_drop: 1}}\n");
    var report = assess(base, base.without("src/a.ts"));
    assertThat(finding(report, "coverage/drop").message()).contains("100.0");
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
  }

  // @spec engine/gates#REQ-GATE-003
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gates: {coverage: {treshold: 80}}",
        "gates: {coverage: {threshold: abc}}",
        "gates: {validate: {new_only: maybe}}",
        "rules: {coverage/uncoverd: warning}",
        "rules: {coverage/uncovered: fatal}",
        "specs: [{format: word, root: .}]",
        "version: 2",
        "sources: {exclude: ['[']}",
        "- a",
        "version: 1\nversion: 1"
      })
  void misspeltConfigurationNamesFileLineAndChoices(String yaml) {
    assertThatThrownBy(() -> assess(BASE.with(".sdd/config.yml", yaml + "\n")))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(".sdd/config.yml:");
  }

  @Test
  void anUncoveredRequirementIsAWarningOnlyWhereTheChangeAddsIt() {
    var base = one("### REQ-001: One\nMUST.\n");
    var report = assess(base, one("### REQ-001: One\nMUST.\n### REQ-002: Two\nMUST.\n"));
    assertThat(
            report.findings().stream()
                .filter(f -> f.rule().id().equals("coverage/uncovered"))
                .map(f -> f.subject().requirement().orElseThrow() + " " + f.severity().word()))
        .containsExactly("a#REQ-001 info", "a#REQ-002 warning");
  }

  // @spec engine/gates#REQ-GATE-004
  @Test
  void aProposalIsAssessedWhereThereIsNoSpecYet() {
    var files = MemorySnapshot.empty().with("openspec/changes/first/proposal.md", "## Why\nSo.\n");
    assertThat(ask(Question.VALIDATE, files).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(
            ask(
                    Question.VALIDATE,
                    MemorySnapshot.empty()
                        .with("openspec/changes/archive/2026-01-01-first/proposal.md", "## Why\n"))
                .verdict())
        .isEqualTo(Verdict.SKIPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node_modules/x/", "packages/a/node_modules/x/", "vendor/x/"})
  void specsOfCarriedLibrariesAreNotOurs(String folder) {
    var files =
        MemorySnapshot.empty()
            .with(folder + path("a"), spec("", "### REQ-001: One\nMUST.\n"))
            .with(folder + "openspec/specs/b/spec.md", "# B\n")
            .with(folder + ".kiro/specs/c/requirements.md", "# C\n");
    assertThat(assess(files).verdict()).isEqualTo(Verdict.SKIPPED);
  }

  // @spec engine/gates#REQ-GATE-004
  @Test
  void nothingToEvaluateIsNoPass() {
    assertThat(assess(MemorySnapshot.empty().with("a.ts", "x")).verdict())
        .isEqualTo(Verdict.SKIPPED);
    assertThat(
            ask(Question.SYNC, MemorySnapshot.empty().with(path("a"), "# T\nIt MUST.\n")).verdict())
        .isEqualTo(Verdict.SKIPPED);
    assertThatThrownBy(() -> ask(Question.VALIDATE, BASE, "no-such-spec"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("no-such-spec");
  }

  // @spec engine/reading#REQ-READ-008
  @Test
  void oneBrokenSpecDoesNotHinderTheOthers() {
    var head = BASE.with(path("broken"), "---\n: [\n---\nno title");
    var report = ask(Question.IMPACT, head, "a");
    assertThat(report.parts().impact().orElseThrow().changed()).hasSize(1);
  }

  // @spec engine/markers#REQ-MARK-008
  @Test
  void generatedFilesHoldNoMarkers() {
    var head =
        one("### REQ-001: One\nMUST.\n")
            .with(
                "src/a.ts",
                "// Code generated by x. DO NOT EDIT.\n\n// @spec REQ-001\nfunction f() {}\n");
    assertThat(assess(head).parts().coverage().orElseThrow().covered()).isZero();
  }

  @Test
  void theSameChangeGivesAnEqualReport() {
    var head = BASE.with(path("b"), spec("depends: a\n", "### REQ-002: Two\nMUST.\n"));
    assertThat(assess(BASE, head).findings()).isEqualTo(assess(BASE, head).findings());
  }

  @Test
  void rootsThatShareIdsAreToldApartAndTheirOwnComesFirst() {
    String body = "### REQ-001: R\nMUST.\n";
    var head =
        MemorySnapshot.empty()
            .with("packages/a/" + path("billing"), spec("", body))
            .with("packages/b/" + path("billing"), spec("", body))
            .with("packages/b/" + path("cart"), spec("depends: billing\n", "### REQ-7: R\nMUST.\n"))
            .with("a.ts", "// @spec packages/a:billing#REQ-001\nfunction f() {}\n")
            .with("b.ts", "// @spec billing#REQ-001\nfunction g() {}\n");
    var report = assess(head);
    assertThat(rules(report)).doesNotContain("deps/missing", "link/dangling");
    assertThat(finding(report, "link/ambiguous").message())
        .contains("packages/a:billing#REQ-001", "packages/b:billing#REQ-001");
    assertThat(
            ask(Question.IMPACT, head, "packages/b:billing")
                .parts()
                .impact()
                .orElseThrow()
                .specs()
                .direct())
        .containsExactly("cart");
    assertThat(report.parts().coverage().orElseThrow().covered()).isEqualTo(1);
  }

  @Test
  void filesThatGitCallsGeneratedHoldNoMarkers() {
    var head =
        BASE.with(
                ".gitattributes",
                "src/** linguist-generated=true\nsrc/kept/** -linguist-generated\n")
            .with("src/kept/b.ts", "// @spec REQ-001\nfunction f() {}\n");
    assertThat(assess(head).survey().trace().links(new RequirementKey("a", "REQ-001")))
        .extracting(link -> link.at().path().value())
        .containsExactly("src/kept/b.ts");
  }

  @Test
  void aSpecTooLargeToReadIsAnErrorAndNothingOfItIsRemoved() {
    var report = assess(BASE, BASE.with(path("a"), "# T\n" + "y".repeat(6_000_000)));
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(rules(report)).contains("spec/too-large").doesNotContain("delta/removed");
  }

  @Test
  void aChangeThatBreaksTheConfigurationIsToldSo() {
    var report = assess(BASE, BASE.with(".sdd/config.yml", "version: 1\nfoo: 3\n"));
    assertThat(finding(report, "config/invalid").message()).contains(".sdd/config.yml:2", "foo");
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aMarkerThatBecomesAmbiguousIsNotGone() {
    var head = BASE.with(path("n"), spec("", "### REQ-001: Another\nMUST.\n"));
    assertThat(rules(assess(BASE, head)))
        .contains("link/ambiguous")
        .doesNotContain("drift/unimplemented");
  }

  @Test
  void findingsAboutDependenciesStandInTheirLine() {
    var head = BASE.with(path("b"), spec("depends: nowhere\n", "### REQ-2: R\nMUST.\n"));
    assertThat(finding(assess(head), "deps/missing").subject().at().orElseThrow().line())
        .isEqualTo(3);
  }

  @Test
  void sumsAgreeEvenWhereAKeyStandsTwice() {
    var report = assess(one("### REQ-001: A\nMUST.\n### REQ-001: B\nMUST.\n"));
    assertThat(report.parts().coverage().orElseThrow().requirements())
        .isEqualTo(report.specs().getFirst().body().requirements().size());
  }

  @Test
  void manyMarkersAndRequirementsTakeLinearTime() {
    var requirements = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      requirements.append("### REQ-").append(i).append(": R\nMUST.\n");
    }
    var head =
        one(requirements.toString())
            .with("c.ts", "/*\n * @spec REQ-1 " + "REQ-2, ".repeat(25_000) + "\n*/\n")
            .with("b.py", "# @spec REQ-1\n".repeat(25_000));
    assertThat(assess(head).parts().coverage().orElseThrow().covered()).isEqualTo(2);
  }
}
