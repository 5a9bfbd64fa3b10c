package io.github.sddtool.spec.format.sdd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SddFormatTest {
  private static final String SCENARIO =
      "\n### Scenario: s\n- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n";

  private final SddFormat format = new SddFormat();

  private SpecBody read(String text) {
    return format.read(text);
  }

  private static List<String> ids(SpecBody body) {
    return body.requirements().stream().map(Requirement::id).toList();
  }

  private static List<String> rules(SpecBody body) {
    return body.problems().stream().map(SpecProblem::rule).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {".sdd", ".sdd/specs", ""})
  void aRootMayBeTheToolsFolderItsSpecsOrWhatHoldsThem(String root) {
    var code = RepoPath.of("src/a.ts");
    var stray = RepoPath.of("specs/b/spec.md");
    var file = RepoPath.of(".sdd/specs/auth/login/spec.md");
    assertThat(format.layout(root, List.of(file, stray, code)).specs())
        .containsExactly(Map.entry(file, "auth/login"));
    assertThat(format.owns(root, file)).isTrue();
    assertThat(format.owns(root, code)).isFalse();
  }

  // @spec engine/reading#REQ-READ-001
  @Test
  void bothLayoutsGiveIdsThatAreTheirPaths() {
    var files =
        Stream.of(
                ".sdd/specs/login/spec.md",
                ".sdd/specs/auth/session/spec.md",
                ".sdd/specs/auth/session/plan.md",
                ".sdd/specs/auth/domain.md",
                ".sdd/specs/ROADMAP.md",
                ".sdd/specs/phase-4/01-sync.md",
                ".sdd/constitution.md",
                "docs/spec.md")
            .map(RepoPath::of)
            .toList();
    assertThat(format.roots(files)).containsExactly(".sdd");
    assertThat(format.layout(".sdd", files).specs().values())
        .containsExactlyInAnyOrder("login", "auth/session", "phase-4/01-sync");
  }

  @ParameterizedTest
  @CsvSource({".sdd/specs, .sdd/specs", "docs/specs, docs/specs", "docs, docs/specs"})
  void aConfiguredRootMayBeTheFolderSpecsItself(String root, String folder) {
    var files = List.of(RepoPath.of(folder + "/auth/login/spec.md"), RepoPath.of("src/a.md"));
    assertThat(format.layout(root, files).specs().values()).containsExactly("auth/login");
    assertThat(format.owns(root, RepoPath.of("src/a.md"))).isFalse();
  }

  @Test
  void aConstitutionBesideTheConfiguredFolderSpecsStillBelongsToIt() {
    assertThat(format.owns(".sdd/specs", RepoPath.of(".sdd/constitution.md"))).isTrue();
  }

  @Test
  void aPackageOfAMonorepoHasARootOfItsOwn() {
    var files =
        Stream.of("packages/a/.sdd/specs/login/spec.md", ".sdd/specs/x/spec.md")
            .map(RepoPath::of)
            .toList();
    assertThat(format.roots(files)).containsExactly(".sdd", "packages/a/.sdd");
    assertThat(format.layout("packages/a/.sdd", files).specs().values()).containsExactly("login");
  }

  // @spec engine/reading#REQ-READ-002
  @Test
  void examplesInFencesAndCommentsAreNoRequirements() {
    var body =
        read(
            """
            # T
            ### REQ-001: Real
            It MUST work.
            ```markdown
            ### REQ-009: Example
            It MUST NOT count.
            ```
            <!--
            ### REQ-008: Commented out
            -->
            """);
    assertThat(ids(body)).containsExactly("REQ-001");
  }

  // @spec engine/reading#REQ-READ-003
  @Test
  void byteOrderMarkAndCarriageReturnsMakeNoDifference() {
    String text =
        "---\nstatus: draft\ndepends: a\n---\n# T\n## Requirements\n### REQ-001: One\nIt MUST.\n"
            + SCENARIO;
    assertThat(read("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(read(text));
  }

  // @spec engine/reading#REQ-READ-004
  @ParameterizedTest
  @ValueSource(
      strings = {
        "depends: \"b, c\"",
        "depends: b, c",
        "depends: [b, c]",
        "depends:\n  - b\n  - c",
        "dependencies: [b, c]",
        "depends_on: [b, c]",
        "depends: b\ndependencies:\n  - c"
      })
  void dependenciesAreReadAsPeopleWriteThem(String field) {
    assertThat(read("---\n" + field + "\n---\n# T\n").dependsOn()).containsExactly("b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"depends: null", "depends:", "depends: []", "author:"})
  void anEmptyFieldIsNoDependencyAndNoProblem(String field) {
    var body = read("---\n" + field + "\n---\n# T\n");
    assertThat(body.dependsOn()).isEmpty();
    assertThat(rules(body)).doesNotContain("spec/front-matter");
  }

  // @spec engine/reading#REQ-READ-005
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "### REQ-001: Title | REQ-001 | Title",
        "### REQ-AUTH-001: Title | REQ-AUTH-001 | Title",
        "## Requirement: REQ-BUD-001 - 비용 추적 | REQ-BUD-001 | 비용 추적",
        "### REQ-AA-001: 제목 (함수) | REQ-AA-001 | 제목 (함수)",
        "- **REQ-002**: Do it | REQ-002 | Do it",
        "- REQ-003 Do it | REQ-003 | Do it",
        "#### NFR-001 — Fast | NFR-001 | Fast",
        "### REQ-1 | REQ-1 | ''",
        "### [REQ-004] Title | REQ-004 | Title",
        "* [ ] REQ-010: It MUST | REQ-010 | It MUST",
        "- [x] **REQ-030** MUST | REQ-030 | MUST"
      })
  void headingsAndBulletsThatBeginWithAnIdAreRequirements(String line, String id, String title) {
    var body = read("# T\n\n" + line + "\n");
    assertThat(body.requirements())
        .singleElement()
        .satisfies(requirement -> {
          assertThat(requirement.id()).isEqualTo(id);
          assertThat(requirement.title()).isEqualTo(title);
          assertThat(requirement.line()).isEqualTo(3);
        });
  }

  @Test
  void idsInProseAndReferencesAreNoRequirements() {
    var body =
        read(
            """
            # T
            ## Requirements
            ### REQ-001: One
            Supersedes REQ-777 of billing. See REQ-002 in b.
            - REQ-003 is related
            - UTF-8: encoding
            ## References
            - REQ-001
            - REQ-555 of another spec
            """);
    assertThat(ids(body)).containsExactly("REQ-001");
  }

  // @spec engine/checks#REQ-CHECK-001
  @Test
  void theSameIdTwiceIsAnErrorInItsOwnLine() {
    var body = read("# T\n### REQ-001: a\nMUST.\n### REQ-001: b\nMUST.\n");
    assertThat(body.problems())
        .filteredOn(p -> p.rule().equals("spec/duplicate-key"))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(4));
  }

  // @spec engine/reading#REQ-READ-007
  @ParameterizedTest
  @CsvSource({
    "It MUST work., MUST",
    "It SHALL NOT fail., MUST",
    "It is REQUIRED., MUST",
    "It SHOULD work and MAY fail., SHOULD",
    "It MAY work., MAY",
    "It must work., NONE",
    "해야 한다 (shall)., MUST",
    "해야 한다(SHALL), MUST",
    "The mayor and marshall dismay., NONE",
    "Say `MUST` in capitals., NONE"
  })
  void onlyNormativeWordsSetTheLevel(String sentence, Level level) {
    var body = read("# T\n### REQ-001: One\n" + sentence + "\n" + SCENARIO.replace("a", "it MUST"));
    assertThat(body.requirements().getFirst().level()).isEqualTo(level);
  }

  @Test
  void aBulletWithItsOwnIdInsideARequirementIsARequirementOfItsOwn() {
    var body =
        read(
            """
            # T
            ### REQ-040: Head
            It MAY work.
            - REQ-041: It MUST work
            - REQ-042 is related
            #### Scenario: s
            - GIVEN a
            - WHEN b
            - THEN c
            """);
    assertThat(ids(body)).containsExactly("REQ-040", "REQ-041");
    assertThat(body.requirements().getFirst().level()).isEqualTo(Level.MAY);
    assertThat(body.requirements().getFirst().scenarios()).hasSize(1);
  }

  @Test
  void normativeLinesWithoutAnIdAreStatements() {
    var body =
        read(
            "# T\n## Requirements\n- It SHALL work.\n- It MUST not fail.\n## Notes\nYou MAY go.\n");
    assertThat(body.requirements()).isEmpty();
    assertThat(body.loose().statements()).isEqualTo(2);
    assertThat(rules(body)).doesNotContain("spec/requirement-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "### Scenario: s\n- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n",
        "#### Scenario 1: s\n**GIVEN**: a\n**WHEN**: b\n**THEN**: c\n",
        "### 시나리오 1: s\n1. **GIVEN** a\n2. **WHEN** b\n3. **THEN** c\n",
        "#### Scenario: s\nGiven a\nWhen b\nThen c\n",
        "- **Given** a, **When** b, **Then** c\n"
      })
  void scenariosAreReadHoweverTheyAreWritten(String scenario) {
    var body = read("# T\n### REQ-001: One\nMUST.\n" + scenario);
    assertThat(body.requirements().getFirst().scenarios())
        .singleElement()
        .satisfies(s -> assertThat(s.complete()).isTrue());
    assertThat(rules(body)).isEmpty();
  }

  @Test
  void aScenarioWithoutThenIsSaidToLackIt() {
    var body = read("# T\n### REQ-001: One\nMUST.\n### Scenario: s\n- GIVEN a\n- WHEN b\n");
    assertThat(body.problems())
        .filteredOn(p -> p.rule().equals("spec/scenario-incomplete"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("THEN"));
    assertThat(rules(body)).contains("spec/scenario-missing");
  }

  @Test
  void proseThatBeginsWithGivenIsNoScenario() {
    var body =
        read("# T\nGiven the constraints, when in doubt, then ask.\n### REQ-001: One\nMUST.\n");
    assertThat(body.scenarioCount()).isZero();
  }

  @Test
  void scenariosBelongToTheRequirementTheyStandIn() {
    var body =
        read(
            """
            # T
            ## Requirements
            ### REQ-001: One
            MUST.
            #### Scenario: of one
            - GIVEN a
            - WHEN b
            - THEN c
            ### REQ-002: Two
            MUST.
            ## 시나리오
            ### Scenario: of all
            - GIVEN a
            - WHEN b
            - THEN c
            """);
    assertThat(body.requirements().get(0).scenarios()).hasSize(1);
    assertThat(body.requirements().get(1).scenarios()).isEmpty();
    assertThat(body.loose().scenarios()).hasSize(1);
    assertThat(body.scenarioCount()).isEqualTo(2);
  }

  // @spec engine/reading#REQ-READ-008
  @Test
  void brokenFrontMatterIsOneFindingInItsLine() {
    var body = read("---\nstatus: draft\n  bad: [\n---\n# T\n### REQ-001: One\nMUST.\n" + SCENARIO);
    assertThat(body.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.rule()).isEqualTo("spec/front-matter");
          assertThat(p.line()).isBetween(2, 4);
        });
    assertThat(ids(body)).containsExactly("REQ-001");
  }

  @Test
  void anUnknownStatusNamesTheChoices() {
    var body = read("---\nstatus: done\n---\n# T\n");
    assertThat(body.problems())
        .anySatisfy(p -> {
          assertThat(p.line()).isEqualTo(2);
          assertThat(p.message()).contains("'done'", "draft", "implemented");
        });
  }

  // @spec engine/delta#REQ-DELTA-001
  @Test
  void wrappingAndEmphasisLeaveTheFingerprintAlone() {
    var plain = read("# T\n### REQ-001: One\nIt MUST do this and that.\n- a\n- b\n");
    var styled = read("# T\n\n### REQ-001: One\n\nIt **MUST** do\nthis and *that*.\n\n* a\n* b\n");
    assertThat(styled.requirements().getFirst().statementFingerprint())
        .isEqualTo(plain.requirements().getFirst().statementFingerprint());
  }

  @Property(tries = 300)
  void neverThrowsWhateverTheTextIs(@ForAll String text) {
    assertThat(read("# T\n" + text).problems()).isNotNull();
  }

  @Test
  void aLineOfManyBracketsIsReadInLinearTime() {
    var body =
        read(
            "# T\n### REQ-001: One\nMUST.\n"
                + "[".repeat(300_000)
                + "\n"
                + "> ".repeat(5_000)
                + "x\n");
    assertThat(ids(body)).containsExactly("REQ-001");
  }
}
