package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.ask;
import static io.github.sddtool.analysis.Sample.assess;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.one;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.rules;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Spec;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Inputs that the sdd-tool command line is known to read wrongly, each with what a person would
/// expect. Those about options, paths and revisions stand with the command line.
class PeerProbesTest {
  private static final String MUST = "### REQ-001: One\nIt MUST work.\n";

  private static double percent(MemorySnapshot files) {
    return assess(files).parts().coverage().orElseThrow().percent();
  }

  private static List<String> requirements(Report report, String spec) {
    return report.survey().specs().spec(spec).orElseThrow().body().requirements().stream()
        .map(Requirement::id)
        .toList();
  }

  @Test
  void namespacedIdsAreRequirementsAndCovered() {
    var files =
        one("### REQ-AUTH-001: One\nIt MUST work.\n")
            .with("src/a.ts", "// @spec REQ-AUTH-001\nlet a;\n");
    assertThat(percent(files)).isEqualTo(100.0);
  }

  @Test
  void aMarkerInAStringIsNone() {
    var files = one(MUST).with("src/a.ts", "const help = \"Write @spec REQ-001 above it\";\n");
    assertThat(percent(files)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it.only('REQ-001: works', () => {\n});\n",
        "test.each([[1, 2]])('REQ-001 adds %i', (a) => {\n});\n",
        "it(\n  'REQ-001 works',\n  () => {\n});\n"
      })
  void titlesOfTestsAreFoundHoweverTheyAreCalled(String test) {
    assertThat(percent(one(MUST).with("src/a.test.ts", test))).isEqualTo(100.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// @spec REQ-001 REQ-002\nfunction a() {}\n",
        "/* @spec REQ-001,\n *   REQ-002 */\nfunction a() {}\n"
      })
  void severalIdsBehindOneTagAllCount(String code) {
    var files = one(MUST + "### REQ-002: Two\nIt MUST too.\n").with("src/a.ts", code);
    assertThat(percent(files)).isEqualTo(100.0);
  }

  @Test
  void idsInProseAreNoRequirements() {
    Report report = assess(one(MUST + "Supersedes REQ-777 of billing. See REQ-002 in b.\n"));
    assertThat(requirements(report, "a")).containsExactly("REQ-001");
  }

  @Test
  void mayorAndMarshallAreNotNormative() {
    var files =
        MemorySnapshot.empty().with(path("a"), spec("", "The mayor and marshall dismay.\n"));
    assertThat(rules(ask(Question.VALIDATE, files))).contains("spec/requirement-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "### 시나리오 1: 로그인\n- GIVEN a\n- WHEN b\n- THEN c\n",
        "## Scenario\n- GIVEN a\n- WHEN b\n- THEN c\n",
        "### Scenario: s\n- **GIVEN**: x\n- **WHEN**: y\n- **THEN**: z\n"
      })
  void scenariosAreReadAsPeopleWriteThem(String scenario) {
    var files =
        MemorySnapshot.empty()
            .with(path("a"), "---\ncreated: 2026-01-01\n---\n# T\n" + MUST + "\n" + scenario);
    assertThat(rules(ask(Question.VALIDATE, files)))
        .doesNotContain("spec/scenario-missing", "spec/scenario-incomplete");
  }

  @Test
  void aScenarioWithoutThenIsAFinding() {
    var files =
        one(MUST).with(path("b"), spec("", MUST + "#### Scenario: x\n- GIVEN a\n- WHEN b\n"));
    assertThat(finding(ask(Question.VALIDATE, files), "spec/scenario-incomplete").message())
        .contains("THEN");
  }

  @Test
  void commaSeparatedDependenciesAreSeveral() {
    var files =
        MemorySnapshot.empty()
            .with(path("a"), spec("depends: \"b, c\"\n", MUST))
            .with(path("b"), spec("", MUST))
            .with(path("c"), spec("", MUST));
    Report report = ask(Question.IMPACT, files, "b");
    assertThat(report.parts().impact().orElseThrow().specs().direct()).containsExactly("a");
    assertThat(ask(Question.IMPACT, files, "c").parts().impact().orElseThrow().specs().direct())
        .containsExactly("a");
  }

  @Test
  void anIdThatStandsTwiceIsAnError() {
    var twice = one(MUST + "### REQ-001: Again\nIt MUST too.\n");
    assertThat(finding(ask(Question.VALIDATE, twice), "spec/duplicate-key").severity())
        .isEqualTo(Severity.ERROR);
    var files =
        MemorySnapshot.empty()
            .with(path("a"), spec("id: same\n", MUST))
            .with(path("b"), spec("id: same\n", MUST));
    assertThat(finding(ask(Question.VALIDATE, files), "spec/duplicate-id").severity())
        .isEqualTo(Severity.ERROR);
  }

  @Test
  void aConstitutionThatCannotBeFollowedIsNeverSilentlyOff() {
    var files = MemorySnapshot.empty().with(path("a"), spec("constitution_version: 1.0.0\n", MUST));
    var malformed =
        files.with(".sdd/constitution.md", "---\nversion: \"1.0\"\n---\n# Constitution: x\n");
    assertThat(finding(ask(Question.VALIDATE, malformed), "constitution/malformed").severity())
        .isEqualTo(Severity.ERROR);
    var otherTitle =
        files.with(".sdd/constitution.md", "---\nversion: 2.0.0\n---\n# My Constitution\n");
    assertThat(finding(ask(Question.VALIDATE, otherTitle), "constitution/major-behind").severity())
        .isEqualTo(Severity.ERROR);
  }

  @Test
  void lineEndsAndByteOrderMarksMakeNoDifference() {
    String text = spec("status: approved\ndepends: b\n", MUST);
    var files = MemorySnapshot.empty().with(path("b"), spec("", MUST));
    Spec unix = assess(files.with(path("a"), text)).survey().specs().spec("a").orElseThrow();
    Spec windows =
        assess(files.with(path("a"), "\uFEFF" + text.replace("\n", "\r\n")))
            .survey()
            .specs()
            .spec("a")
            .orElseThrow();
    assertThat(windows).isEqualTo(unix);
    assertThat(
            assess(files.with(path("a"), text), files.with(path("a"), text.replace("\n", "\r\n")))
                .parts()
                .delta()
                .orElseThrow()
                .requirements())
        .isEmpty();
  }

  @Test
  void oneBrokenSpecHindersNoOther() {
    var files =
        MemorySnapshot.empty()
            .with(path("broken"), "---\na: [\n---\n# T\n")
            .with(path("b"), spec("", MUST))
            .with(path("c"), spec("depends: b\n", MUST));
    assertThat(ask(Question.IMPACT, files, "b").parts().impact().orElseThrow().specs().direct())
        .containsExactly("c");
    assertThat(finding(ask(Question.VALIDATE, files), "spec/front-matter").subject().spec())
        .contains("broken");
    assertThat(ask(Question.QUALITY, files).parts().quality().orElseThrow().now().specs())
        .extracting(score -> score.id())
        .contains("broken");
  }

  @Test
  void sideFilesAreNoSpecs() {
    var files =
        one(MUST)
            .with(".sdd/specs/a/research.md", "# Research\nIt MUST not count.\n")
            .with(".sdd/specs/a/data-model.md", "# Data\n")
            .with(".sdd/specs/auth/domain.md", "# Domain\n");
    assertThat(ask(Question.VALIDATE, files).specs()).extracting(Spec::id).containsExactly("a");
  }

  @Test
  void eachCycleIsReportedOnceAndNothingElse() {
    var files =
        MemorySnapshot.empty()
            .with(path("a"), spec("depends: b\n", MUST))
            .with(path("b"), spec("depends: a\n", MUST))
            .with(path("x"), spec("depends: y\n", MUST))
            .with(path("y"), spec("depends: z\n", MUST))
            .with(path("z"), spec("depends: x\n", MUST))
            .with(path("c"), spec("depends: a\n", MUST))
            .with(path("e"), spec("depends: c\n", MUST));
    assertThat(rules(ask(Question.VALIDATE, files)).stream().filter("deps/cycle"::equals))
        .hasSize(2);
  }

  @Test
  void aChainOfTwelveIsFollowedToItsEnd() {
    var files = MemorySnapshot.empty().with(path("s0"), spec("", MUST));
    for (int i = 1; i <= 12; i++) {
      files = files.with(path("s" + i), spec("depends: s" + (i - 1) + "\n", MUST));
    }
    var impact = ask(Question.IMPACT, files, "s0").parts().impact().orElseThrow();
    assertThat(impact.specs().direct()).containsExactly("s1");
    assertThat(impact.specs().transitive()).hasSize(11).contains("s12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"depends: login\n", "dependencies: [auth/login]\n"})
  void dependenciesAreLinkedHoweverTheyAreWritten(String frontMatter) {
    var files =
        MemorySnapshot.empty()
            .with(path("auth/login"), spec("", MUST))
            .with(path("shop/cart"), spec(frontMatter, MUST));
    assertThat(
            ask(Question.IMPACT, files, "auth/login")
                .parts()
                .impact()
                .orElseThrow()
                .specs()
                .direct())
        .containsExactly("shop/cart");
  }

  @Test
  void impactReachesTheCodeThatNamesARequirement() {
    var files =
        MemorySnapshot.empty()
            .with(path("auth/login"), spec("", MUST))
            .with("src/session.ts", "// @spec REQ-001\nlet a;\n");
    assertThat(ask(Question.IMPACT, files, "auth/login").parts().impact().orElseThrow().code())
        .containsExactly(RepoPath.of("src/session.ts"));
  }

  @Test
  void aLongLineOfBracketsCostsLinearTime() {
    var files = one(MUST + "[".repeat(300_000) + "\n");
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> Engine.check(files));
  }

  /// Every question that the peer asks of such a text.
  private static final class Engine {
    static void check(MemorySnapshot files) {
      for (Question question : Question.values()) {
        io.github.sddtool.app.Engine.assessor()
            .assess(Change.of(files), new Request(question, List.of(), Adjustment.NONE));
      }
    }
  }

  @Test
  void aNamespacedRequirementThatBindsLessIsWeakened() {
    var base = one("### REQ-AUTH-001: One\nIt SHALL work.\n");
    var head = one("### REQ-AUTH-001: One\nIt MAY work.\n");
    assertThat(assess(base, head).parts().delta().orElseThrow().requirements())
        .extracting(change -> change.key().local(), Delta.RequirementChange::effect)
        .containsExactly(Tuple.tuple("REQ-AUTH-001", Delta.Effect.WEAKENED));
  }

  @Test
  void domainsFindTheirSpecsInFoldersOfDomains() {
    var files =
        MemorySnapshot.empty()
            .with(path("auth/login"), spec("", MUST))
            .with(".sdd/domains.yml", "domains:\n  auth: {description: d, specs: [auth/login]}\n");
    Report report = ask(Question.VALIDATE, files);
    assertThat(rules(report)).doesNotContain("domain/spec-missing", "domain/spec-orphan");
    assertThat(report.specs()).hasSize(1);
  }

  @Test
  void anEmptyAuthorIsFine() {
    var files = MemorySnapshot.empty().with(path("a"), spec("author:\n", MUST));
    assertThat(ask(Question.VALIDATE, files).findings())
        .extracting(Finding::severity)
        .doesNotContain(Severity.ERROR);
  }

  @Test
  void aHeadingForAllScenariosIsNone() {
    assertThat(assess(one(MUST)).specs().getFirst().body().scenarioCount()).isEqualTo(1);
  }

  @Test
  void proseDoesNotRaiseTheScore() {
    String without = "---\ncreated: 2026-01-01\n---\n# T\n## Requirements\n" + MUST;
    String prose = without + "\nIt was given that when the sun sets, then we rest.\n".repeat(4);
    assertThat(score(prose)).isEqualTo(score(without));
    assertThat(score(without.replace("# T\n", ""))).isLessThan(score(without));
  }

  private static double score(String text) {
    return ask(Question.QUALITY, MemorySnapshot.empty().with(path("a"), text))
        .parts()
        .quality()
        .orElseThrow()
        .now()
        .score();
  }
}
