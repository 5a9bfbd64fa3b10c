package io.github.sddtool.spec.format.speckit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeckitFormatTest {
  private final SpeckitFormat format = new SpeckitFormat();

  private static List<RepoPath> files(String... paths) {
    return Stream.of(paths).map(RepoPath::of).toList();
  }

  private SpecBody read(String text) {
    return format.read("# Feature Specification: T\n" + text);
  }

  private static List<String> ids(SpecBody body) {
    return body.requirements().stream().map(Requirement::id).toList();
  }

  private static List<String> rules(SpecBody body) {
    return body.problems().stream().map(SpecProblem::rule).toList();
  }

  // @spec formats/speckit#REQ-KIT-001
  @Test
  void featuresAreFoundInEveryPackageAndNowhereElse() {
    var files =
        files(
            "specs/003-photo/spec.md",
            "specs/003-photo.md",
            "specs/003-photo/contracts/spec.md",
            "specs/archived/001-old/spec.md",
            "specs/20260131-120000-clock/spec.md",
            "specs/mobile/004-app/spec.md",
            "packages/a/specs/001-x/spec.md",
            ".sdd/specs/x/spec.md",
            "openspec/specs/y/spec.md",
            ".kiro/specs/z/spec.md",
            "specs/spec.md");
    assertThat(format.roots(files)).containsExactly("packages/a/specs", "specs");
    assertThat(format.layout("specs", files).specs().values())
        .containsExactlyInAnyOrder("003-photo", "20260131-120000-clock", "mobile/004-app");
    assertThat(format.layout("packages/a/specs", files).specs().values()).containsExactly("001-x");
  }

  // @spec formats/speckit#REQ-KIT-001
  @ParameterizedTest
  @CsvSource({
    "packages/a, packages/a/specs/001-x/spec.md",
    "packages/a/specs, packages/a/specs/001-x/spec.md",
    "packages/a/.specify, packages/a/specs/001-x/spec.md",
    "'', specs/001-x/spec.md",
    ".specify, specs/001-x/spec.md",
    ".specify, .specify/specs/001-x/spec.md",
    ".speckit, .speckit/features/001-x/spec.md",
    ".speckit/features, .speckit/features/001-x/spec.md",
    "docs/features, docs/features/001-x/spec.md"
  })
  void aRootMayBeTheFeaturesTheToolsFolderOrWhatHoldsThem(String root, String spec) {
    var layout = format.layout(root, files(spec, "README.md"));
    assertThat(layout.specs().values()).containsExactly("001-x");
    assertThat(format.owns(root, RepoPath.of(spec))).isTrue();
    assertThat(format.owns(root, RepoPath.of("src/Main.java"))).isFalse();
    assertThat(format.owns(root, RepoPath.of("packages/a/src/Main.java"))).isFalse();
  }

  @Test
  void filesOfAFeatureAndOfTheToolHoldNoMarkers() {
    assertThat(format.owns("specs", RepoPath.of("specs/001-x/contracts/api.ts"))).isTrue();
    assertThat(format.owns("specs", RepoPath.of(".specify/scripts/new.sh"))).isTrue();
    assertThat(format.owns("specs", RepoPath.of("specs/helpers.rb"))).isFalse();
  }

  // @spec formats/speckit#REQ-KIT-002
  @Test
  void anUnnumberedFolderIsAFeatureWhereItsSpecStatesSomething() {
    RepoPath plain = RepoPath.of("specs/photo/spec.md");
    RepoPath numbered = RepoPath.of("specs/001-photo/spec.md");
    assertThat(format.isSpec(plain, read("Nothing yet.\n"))).isFalse();
    assertThat(format.isSpec(plain, read("- **FR-001**: It MUST.\n"))).isTrue();
    assertThat(format.isSpec(plain, read("**Feature Branch**: `photo`\n"))).isTrue();
    assertThat(format.isSpec(numbered, read("Nothing yet.\n"))).isTrue();
  }

  // @spec formats/speckit#REQ-KIT-001, formats/speckit#REQ-KIT-008
  @Test
  void plansTasksAndOneConstitutionStandBesideSpecs() {
    var sides =
        format
            .layout(
                "specs",
                files(
                    "specs/001-x/spec.md",
                    "specs/001-x/tasks.md",
                    "specs/001-x/plan.md",
                    "specs/001-x/notes.md",
                    "specs/tasks.md",
                    ".specify/memory/constitution.md",
                    ".specify/constitution.md"))
            .sides();
    assertThat(sides)
        .containsOnly(
            java.util.Map.entry(
                RepoPath.of("specs/001-x/tasks.md"), new Layout.Side.Tasks("001-x")),
            java.util.Map.entry(RepoPath.of("specs/001-x/plan.md"), new Layout.Side.Prose("001-x")),
            java.util.Map.entry(
                RepoPath.of(".specify/memory/constitution.md"), new Layout.Side.Constitutes("")));
  }

  // @spec formats/speckit#REQ-KIT-009
  @Test
  void twoFeaturesWithOneNumberAreAFinding() {
    var layout =
        format.layout(
            "specs",
            files(
                "specs/007-mock/spec.md",
                "specs/007-ui/spec.md",
                "specs/20260131-120000-a/spec.md",
                "specs/20260131-120000-b/spec.md"));
    assertThat(layout.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.path().value()).isEqualTo("specs/007-ui/spec.md");
          assertThat(p.problem().rule()).isEqualTo("spec/duplicate-number");
        });
  }

  // @spec formats/speckit#REQ-KIT-003
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "- **FR-001**: System MUST work. ; FR-001",
        "- FR-001: System MUST work. ; FR-001",
        "- FR-001 System MUST work. ; FR-001",
        "- [ ] **FR-001** - System MUST work. ; FR-001",
        "- **FR-004a**: System MUST work. ; FR-004a",
        "- **EVAL-001**: Measured. ; EVAL-001",
        "- **LO-01** (A2): Learn. ; LO-01",
        "- NG-1: Not this. ; NG-1",
        "- **AC-001**: Accepted. ; AC-001",
        "- **AT-002**: Tested. ; AT-002",
        "- **FR-AUTH-010**: System MUST. ; FR-AUTH-010",
        "### FR-010: As a heading ; FR-010",
        "### NFR-3 ; NFR-3"
      })
  void anIdThatBeginsALineIsARequirement(String line, String id) {
    assertThat(ids(read(line + "\n"))).containsExactly(id);
  }

  // @spec formats/speckit#REQ-KIT-003
  @ParameterizedTest
  @ValueSource(
      strings = {
        "### US-1: A story",
        "- **US-001**: A story",
        "- T012: a task",
        "- UTF-8: an encoding",
        "- SHA-256: a digest",
        "- ISO-8601: a format",
        "- See FR-001 for more",
        "- FR-001, FR-002 and FR-003 are about this",
        "- FR-001 and FR-002 are about this",
        "### FR-001–FR-010: Upload",
        "- FR-001..FR-010: Upload",
        "- GPT-4 answers",
        "```\n- **FR-001**: an example\n```",
        "<!--\n- **FR-001**: of the template\n-->"
      })
  void whatOnlyLooksLikeOneIsNone(String line) {
    assertThat(ids(read(line + "\n"))).isEmpty();
  }

  // @spec formats/speckit#REQ-KIT-003
  @Test
  void rowsOfTablesAreRequirements() {
    var body =
        read(
            "| ID | What | When |\n|---|---|---|\n| FR-001 | It MUST work | P0 |\n| FR-002 | It MAY | P1 |\n");
    assertThat(ids(body)).containsExactly("FR-001", "FR-002");
    assertThat(body.requirements().getFirst().level()).isEqualTo(Level.MUST);
    assertThat(body.requirements().getFirst().line()).isEqualTo(4);
    assertThat(body.requirements().getFirst().title()).isEqualTo("It MUST work");
    assertThat(body.requirements().getFirst().statement()).isEqualTo("It MUST work\nP0");
  }

  // @spec formats/speckit#REQ-KIT-004
  @Test
  void anIdThatIsDefinedTwiceIsAnErrorAndTheFirstCounts() {
    var body = read("- **FR-001**: First MUST.\n- **FR-001**: Second MUST.\n");
    assertThat(ids(body)).containsExactly("FR-001");
    assertThat(body.requirements().getFirst().statement()).isEqualTo("First MUST.");
    assertThat(body.problems())
        .filteredOn(p -> p.rule().equals("spec/duplicate-key"))
        .singleElement()
        .satisfies(p -> {
          assertThat(p.line()).isEqualTo(3);
          assertThat(p.message()).contains("line 2");
        });
  }

  // @spec formats/speckit#REQ-KIT-004
  @Test
  void aTableOrASentenceThatRefersToAnIdDefinesNothing() {
    var body =
        read(
            """
            - **FR-001**: It MUST work.

            | ID | Story |
            |---|---|
            | FR-001 | US1 |

            - FR-001 depends on the clock.
            """);
    assertThat(ids(body)).containsExactly("FR-001");
    assertThat(rules(body)).doesNotContain("spec/duplicate-key");
    assertThat(body.requirements().getFirst().line()).isEqualTo(2);
  }

  @Test
  void aRequirementHoldsItsBulletsAndEndsWithThem() {
    var body =
        read(
            """
            - **FR-001**: It MUST show
              - the name,
              - the date.
            - Not part of it.

            ### FR-002: Titled

            It SHOULD do this:

            1. one

            ## Other

            Not part of it either.
            """);
    assertThat(body.requirements().getFirst().statement())
        .isEqualTo("It MUST show\nthe name,\nthe date.");
    assertThat(body.requirements().get(1).statement()).isEqualTo("Titled\nIt SHOULD do this:\none");
    assertThat(body.requirements().get(1).level()).isEqualTo(Level.SHOULD);
  }

  // @spec formats/speckit#REQ-KIT-005
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1. **Given** a, **When** b, **Then** c\n2. **Given** d, **When** e, **Then** f\n",
        "1. Given a, When b, Then c\n2. Given d, When e, Then f\n",
        "**Given** a,\n**When** b,\n**Then** c.\n\n**Given** d,\n**When** e,\n**Then** f.\n",
        "1. **Given** a, **When** the\n   user pays, **Then** c\n2. **Given** d\n   **When** e\n   **Then** f\n",
        "- **Given** a\n- **When** b\n- **Then** c\n- **And** more\n- **Given** d\n- **When** e\n- **Then** f\n",
        "1. **Scenario one**: Given a, When b, Then c\n2. **Scenario two**: Given d, When e, Then f\n"
      })
  void scenariosAreReadHoweverTheyAreWritten(String scenarios) {
    var body =
        read(
            "### User Story 1 - Pay\n\n**Acceptance Scenarios**:\n\n"
                + scenarios
                + "\n---\n- **FR-001**: It MUST.\n");
    assertThat(body.loose().scenarios()).hasSize(2).allMatch(s -> s.complete());
    assertThat(ids(body)).containsExactly("FR-001");
    assertThat(body.requirements().getFirst().scenarios()).isEmpty();
  }

  // @spec formats/speckit#REQ-KIT-005
  @Test
  void anIncompleteScenarioCountsAndIsAFinding() {
    var body =
        read(
            "**Acceptance Scenarios**:\n\n1. **When** a, **Then** b\n2. **Given** c, **Then** d\n");
    assertThat(body.scenarioCount()).isEqualTo(2);
    assertThat(body.problems())
        .filteredOn(p -> p.rule().equals("spec/scenario-incomplete"))
        .extracting(SpecProblem::message)
        .containsExactly("The scenario lacks GIVEN.", "The scenario lacks WHEN.");
  }

  // @spec formats/speckit#REQ-KIT-006
  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Feature Branch**: `003-photo`\n**Created**: 2026-01-31  \n**Status**: ✅ IMPLEMENTED\n",
        "> Feature Branch: `003-photo`\n> Created: 2026-01-31\n> Status: ✅ IMPLEMENTED\n",
        "- **Feature Branch**: 003-photo\n- **Created**: 2026-01-31\n- **Status**: ✅ IMPLEMENTED\n"
      })
  void theLinesBelowTheTitleAreFields(String header) {
    var body = read(header + "## Section\n\n**Status**: of something else\n");
    assertThat(body.status()).contains("✅ IMPLEMENTED");
    assertThat(body.field("created")).contains("2026-01-31");
    assertThat(body.field("feature branch")).contains("003-photo");
    assertThat(body.line("status")).isEqualTo(4);
  }

  // @spec formats/speckit#REQ-KIT-006
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Feature Specification: Photo albums",
        "# Feature Spec 004: Photo albums",
        "# Feature: Photo albums",
        "# Specification: Photo albums",
        "# Photo albums"
      })
  void theTitleLosesItsLead(String heading) {
    assertThat(format.read(heading + "\n").title()).isEqualTo("Photo albums");
  }

  // @spec formats/speckit#REQ-KIT-006
  @Test
  void frontMatterAndCarriageReturnsAreRead() {
    String text = "---\nstatus: Draft\n---\n# T\n\n- **FR-001**: It MUST.\n";
    assertThat(format.read(text).status()).contains("Draft");
    assertThat(format.read("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(format.read(text));
    assertThat(format.read("---\nstatus: [\n---\n# T\n").problems())
        .anySatisfy(p -> assertThat(p.rule()).isEqualTo("spec/front-matter"));
  }

  // @spec formats/speckit#REQ-KIT-010
  @Test
  void openPointsAreFoundWithLineAndColumn() {
    var body =
        read(
            """
            <!-- [NEEDS CLARIFICATION: in a comment] -->
            - **FR-001**: It MUST sign in by [NEEDS CLARIFICATION: password or SSO?]
            - **FR-002**: It MUST last TBD days; see `TODO:` in code and the TODO list.
            - [boundary condition]
            """);
    assertThat(body.problems())
        .filteredOn(p -> p.rule().equals("spec/placeholder"))
        .extracting(p -> p.line() + ":" + p.column())
        .containsExactly("3:34", "4:28", "5:3");
  }

  @Test
  void aSpecThatStatesNothingSaysSo() {
    assertThat(rules(read("Nothing.\n")))
        .containsExactly("spec/requirement-missing", "spec/scenario-absent");
    assertThat(rules(read("## Requirements\n\nIt MUST work.\n")))
        .containsExactly("spec/scenario-absent");
    assertThat(read("## Requirements\n\nIt MUST work.\n").loose().statements()).isEqualTo(1);
    assertThat(rules(format.read("- **FR-001**: It MUST.\n"))).contains("spec/title-missing");
  }

  // @spec formats/speckit#REQ-KIT-008
  @Test
  void aConstitutionHasAVersionAndPrinciples() {
    var body =
        format.readConstitution(
            """
            # Constitution
            ## Core Principles
            ### I. Library first
            Text.
            ### II. Tests first
            ## Governance
            **Version**: 2.1.1 | **Ratified**: 2025-06-13 | **Last Amended**: 2025-07-16
            """);
    assertThat(body.version()).contains("2.1.1");
    assertThat(body.principles()).containsExactly("I. Library first", "II. Tests first");
    assertThat(format.readConstitution("**Version**: [CONSTITUTION_VERSION]\n").version())
        .isEmpty();
  }

  @Property(tries = 300)
  void neverThrowsWhateverTheTextIs(@ForAll String text) {
    assertThat(read(text).problems()).isNotNull();
    assertThat(format.readTasks(text).tasks()).isNotNull();
  }

  @Test
  void hostileTextIsReadInLinearTime() {
    String text =
        "1. **Given** a\n"
            + "word word\n".repeat(100_000)
            + "- **FR-001**: It MUST.\n"
            + "[NEEDS CLARIFICATION ".repeat(20_000)
            + "FR-001-".repeat(40_000)
            + "(".repeat(100_000);
    assertThat(ids(read(text))).containsExactly("FR-001");
  }
}
