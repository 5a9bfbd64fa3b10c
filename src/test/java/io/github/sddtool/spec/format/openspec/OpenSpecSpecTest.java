package io.github.sddtool.spec.format.openspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSpecSpecTest {
  private static final String HEAD =
      "# Login\n\n## Purpose\n\nSays who gets in, and how they show that they are who they say.\n\n";
  private static final String SCENARIO =
      "#### Scenario: Right password\n- **WHEN** it is right\n- **THEN** they get in\n\n";
  private static final String BLOCK =
      "### Requirement: User Login\nThe system SHALL let users in.\n\n" + SCENARIO;

  private static SpecBody read(String text) {
    return new OpenSpecFormat().read(text);
  }

  private static SpecBody spec(String requirements) {
    return read(HEAD + "## Requirements\n\n" + requirements);
  }

  private static List<String> ids(SpecBody body) {
    return body.requirements().stream().map(Requirement::id).toList();
  }

  private static List<String> rules(SpecBody body) {
    return body.problems().stream().map(SpecProblem::rule).toList();
  }

  private static SpecProblem problem(SpecBody body, String rule) {
    return body.problems().stream()
        .filter(problem -> problem.rule().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + rule + " in " + rules(body)));
  }

  // @spec formats/openspec#REQ-OSP-002
  @Test
  void aSoundSpecIsReadAndHasNoProblem() {
    SpecBody body = spec(BLOCK);

    assertThat(body.title()).isEqualTo("Login");
    assertThat(body.problems()).isEmpty();
    assertThat(body.requirements())
        .extracting(Requirement::id, Requirement::title, Requirement::level, Requirement::line)
        .containsExactly(tuple("user-login", "User Login", Level.MUST, 9));
    assertThat(body.requirements().getFirst().statement())
        .isEqualTo("User Login\nThe system SHALL let users in.");
    assertThat(body.requirements().getFirst().nature().naming())
        .isEqualTo(Requirement.Naming.TITLE);
    assertThat(body.requirements().getFirst().scenarios())
        .extracting(Scenario::name, Scenario::line)
        .containsExactly(tuple("Right password", 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "### REQUIREMENT: User Login",
        "###   requirement:   User Login",
        "### Requirement: User Login ###"
      })
  void theKeywordIsReadInAnyCaseAndClosingSignsAreNone(String heading) {
    SpecBody body = spec(BLOCK.replace("### Requirement: User Login", heading));

    assertThat(ids(body)).containsExactly("user-login");
    assertThat(body.problems()).isEmpty();
  }

  @Test
  void aKeywordWithoutABlankBeforeItCountsAndIsNotSeenByOtherTools() {
    SpecBody body = spec(BLOCK.replace("### Requirement", "###Requirement"));

    assertThat(ids(body)).containsExactly("user-login");
    assertThat(rules(body)).contains("spec/heading-ignored", "spec/requirement-missing");
  }

  @Test
  void otherBlocksOfTheThirdLevelAreRequirementsToo() {
    SpecBody body = spec(BLOCK + "### The system SHALL log out\n\n" + SCENARIO);

    assertThat(ids(body)).containsExactly("user-login", "the-system-shall-log-out");
    assertThat(body.requirements().getLast().level()).isEqualTo(Level.MUST);
    assertThat(rules(body)).containsExactly("spec/heading-ignored");
  }

  // @spec formats/openspec#REQ-OSP-005
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User Login|user-login",
        "  `sdd check` exits 3! |sdd-check-exits-3",
        "로그인 (2단계)|로그인-2단계",
        "Über–Größe|über-größe",
        "!!!|untitled"
      })
  void keysAreTitlesInKebabCase(String title, String key) {
    assertThat(TitleKeys.of(title)).isEqualTo(key);
  }

  @Test
  void repeatedTitlesGetNumbersThatNoOtherTitleHas() {
    var keys = new TitleKeys();

    assertThat(List.of(keys.next("A"), keys.next("a!"), keys.next("A 2"), keys.next("A")))
        .containsExactly("a", "a-2", "a-2-2", "a-3");
  }

  @Test
  void theSameTitleTwiceIsAnErrorAtTheSecond() {
    SpecBody body = spec(BLOCK + BLOCK);

    assertThat(ids(body)).containsExactly("user-login", "user-login-2");
    SpecProblem problem = problem(body, "spec/duplicate-key");
    assertThat(List.of(problem.line(), problem.column())).containsExactly(16, 5);
  }

  @Test
  void labelsAreDroppedUnlessTheyAreAllThereIs() {
    String labelled = "### Requirement: A\n**ID**: 7\nIt SHALL work.\n**Owner**: me\n\n" + SCENARIO;
    String labelOnly = "### Requirement: A\n**Rule**: It SHALL work.\n\n" + SCENARIO;

    assertThat(spec(labelled).requirements().getFirst().statement()).isEqualTo("A\nIt SHALL work.");
    assertThat(spec(labelOnly).requirements().getFirst().statement())
        .isEqualTo("A\nRule: It SHALL work.");
    assertThat(spec(labelOnly).requirements().getFirst().level()).isEqualTo(Level.MUST);
  }

  // @spec formats/openspec#REQ-OSP-004
  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\n### Requirement: Example\n```\n",
        "      ~~~~\n~~~\n### Requirement: Example\n~~~~\n",
        "<!--\n### Requirement: Example\n-->\n",
        "```\n### Requirement: never closed\n"
      })
  void whatIsHiddenIsNoRequirement(String hidden) {
    assertThat(ids(spec(BLOCK + hidden))).containsExactly("user-login");
  }

  @Test
  void byteOrderMarkLineEndsAndFrontMatterMakeNoDifference() {
    String text = HEAD + "## Requirements\n\n" + BLOCK;

    assertThat(read("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(read(text));
    assertThat(ids(read("---\nx: 1\n---\n" + text))).containsExactly("user-login");
  }

  @Test
  void wrappingEmphasisAndListMarkersMakeNoDifference() {
    var one = spec("### Requirement: A\nIt SHALL **work** and\n- rest\n\n" + SCENARIO);
    var other = spec("### Requirement: A\n\nIt SHALL work\nand\n* rest\n\n" + SCENARIO);

    assertThat(one.requirements().getFirst().fingerprint())
        .isEqualTo(other.requirements().getFirst().fingerprint());
  }

  @Test
  void onlyUpperCaseWordsBindAndScenariosDoNot() {
    assertThat(
            spec("### Requirement: A\nIt shall work.\n#### S\n- **WHEN** it MUST\n").requirements())
        .extracting(Requirement::level)
        .containsExactly(Level.NONE);
    assertThat(spec("### Requirement: A\nIt SHOULD work.\n\n" + SCENARIO).problems())
        .extracting(SpecProblem::message)
        .containsExactly("'A' is no stronger than SHOULD; OpenSpec asks for SHALL or MUST.");
  }

  @Test
  void nobodyAsksForUpperCaseWhereThereIsNone() {
    assertThat(spec("### Requirement: 登录\n系统应当允许登录。\n\n" + SCENARIO).problems()).isEmpty();
    assertThat(rules(spec("### Requirement: Names\nIt writes 登录 well.\n\n" + SCENARIO)))
        .containsExactly("spec/normative-missing");
  }

  // @spec formats/openspec#REQ-OSP-003
  @Test
  void everyBlockOfTheFourthLevelIsAScenario() {
    SpecBody body =
        spec(
            BLOCK
                + "#### Edge case\nNothing happens.\n##### Detail\nMore.\n"
                + "#### Scenario: Half\n- GIVEN a\n- WHEN b\n"
                + "#### Empty\n");

    assertThat(body.requirements().getFirst().scenarios())
        .extracting(Scenario::name, Scenario::missing)
        .containsExactly(
            tuple("Right password", ""),
            tuple("Edge case", ""),
            tuple("Half", "THEN"),
            tuple("Empty", "WHEN, THEN"));
    assertThat(rules(body)).containsExactly("spec/scenario-incomplete", "spec/scenario-incomplete");
  }

  @Test
  void aHeadingWithoutStepsShowsNothing() {
    SpecBody body = spec("### Requirement: A\nIt SHALL work.\n#### Scenario: S\n");

    assertThat(body.scenarioCount()).isEqualTo(1);
    assertThat(rules(body))
        .containsExactly("spec/requirement-without-scenario", "spec/scenario-incomplete");
  }

  @Test
  void aRequirementThatSaysNothingOrTooMuchIsNoted() {
    assertThat(rules(spec("### Requirement: A\n\n" + SCENARIO)))
        .containsExactly("spec/requirement-empty");
    assertThat(rules(spec("### Requirement: A\nIt SHALL " + "x".repeat(500) + "\n" + SCENARIO)))
        .containsExactly("spec/requirement-long");
  }

  // @spec formats/openspec#REQ-OSP-006
  @Test
  void whatAnArchiveLeftInADeltasSectionCountsAndIsAnError() {
    SpecBody body =
        spec(
            BLOCK
                + "## ADDED Requirements\n\n### Requirement: B\nIt SHALL b.\n"
                + SCENARIO
                + "## MODIFIED Requirements\n\n### Requirement: C\nIt SHALL c.\n"
                + SCENARIO
                + "## REMOVED Requirements\n\n### Requirement: D\n");

    assertThat(ids(body)).containsExactly("user-login", "b", "c");
    assertThat(body.problems())
        .allMatch(problem -> problem.rule().equals("spec/requirement-misplaced"))
        .extracting(SpecProblem::line)
        .containsExactly(16, 18, 24, 26, 32, 34);
  }

  @Test
  void aRequirementInAnotherSectionIsAnErrorAndDoesNotCount() {
    SpecBody body = spec(BLOCK + "## Notes\n\n### Requirement: B\nIt SHALL b.\n### Aside\n");

    assertThat(ids(body)).containsExactly("user-login");
    assertThat(rules(body)).containsExactly("spec/requirement-misplaced");
  }

  @Test
  void aScenarioWithoutRequirementIsAnError() {
    SpecBody body = spec(SCENARIO + BLOCK);

    assertThat(body.loose().scenarios()).hasSize(1);
    assertThat(problem(body, "spec/requirement-missing").line()).isEqualTo(9);
  }

  @Test
  void missingSectionsAreErrors() {
    assertThat(rules(read("# T\n")))
        .containsExactly("spec/section-missing", "spec/section-missing");
    assertThat(rules(spec("Later.\n"))).containsExactly("spec/requirement-missing");
    assertThat(rules(read(""))).contains("spec/section-missing");
  }

  // @spec formats/openspec#REQ-OSP-010
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TBD|spec/placeholder",
        "TODO write this later when there is time and everybody has agreed on it|spec/placeholder",
        "todo - later|spec/placeholder",
        "Todo el mundo puede entrar cuando sabe su clave y nadie la conoce sino él.|",
        "TODOs of all people are kept apart, so that nobody sees another one's list.|",
        "Short.|spec/purpose-short",
        "TBD - created by archiving change x. Update Purpose after archive.|spec/placeholder"
      })
  void aPurposeMustBeWritten(String purpose, String rule) {
    var body = read("# T\n## Purpose\n" + purpose + "\n## Requirements\n" + BLOCK);

    assertThat(rules(body)).isEqualTo(rule == null ? List.of() : List.of(rule));
  }

  @Test
  void aGeneratedPurposeIsFoundBehindWhatSomebodyWrote() {
    var body =
        read(
            "# T\n## Purpose\nWritten.\n  TBD - created by archiving change x. Update Purpose after"
                + " archive.\n## Requirements\n"
                + BLOCK);

    SpecProblem problem = problem(body, "spec/placeholder");
    assertThat(List.of(problem.line(), problem.column())).containsExactly(4, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "# Specification: Login,Login",
    "# Feature Specification: Login,Login",
    "# Login Specification,Login Specification",
    "# **Bold** one,Bold one",
    "## No first level,''"
  })
  void aTitleDropsItsLabel(String heading, String title) {
    assertThat(read(heading + "\n").title()).isEqualTo(title);
  }

  @Property(tries = 300)
  void anyTextIsReadWithoutFailing(@ForAll String text) {
    SpecBody body = read(HEAD + text);

    assertThat(body.problems()).allMatch(problem -> problem.line() >= 1 && problem.column() >= 1);
    assertThat(ids(body)).doesNotHaveDuplicates();
  }

  @Test
  void hostileTextsCostNoMoreThanTheirLength() {
    for (String piece :
        List.of(
            "### a\n",
            "#### s\n",
            "```\n",
            "<!--\n",
            "## Purpose\n",
            "- [x\n",
            "**a",
            "#### \n## R\n")) {
      String text = HEAD + "## Requirements\n" + piece.repeat(300_000 / piece.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(60), () -> assertThat(read(text).requirements()).isNotNull());
    }
  }
}
