package io.github.sddtool.spec.format.kiro;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Layout;
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

class KiroFormatTest {
  private final KiroFormat format = new KiroFormat();

  private static List<RepoPath> files(String... paths) {
    return Stream.of(paths).map(RepoPath::of).toList();
  }

  private SpecBody read(String text) {
    return format.read("# Requirements Document\n" + text);
  }

  private static List<String> ids(SpecBody body) {
    return body.requirements().stream().map(Requirement::id).toList();
  }

  private static List<String> rules(SpecBody body) {
    return body.problems().stream().map(SpecProblem::rule).toList();
  }

  // @spec formats/kiro#REQ-KIRO-001
  @Test
  void everyKiroFolderIsARootAndOnlyItsRequirementsAreSpecs() {
    var files =
        files(
            ".kiro/specs/search/requirements.md",
            ".kiro/specs/search/design.md",
            ".kiro/specs/search/tasks.md",
            ".kiro/specs/search/spec.json",
            ".kiro/specs/search/.config.kiro",
            ".kiro/specs/search/traceDb.md",
            ".kiro/specs/search/COMPLETION_REPORT.md",
            ".kiro/specs/_archived/old/requirements.md",
            ".kiro/specs/README.md",
            ".kiro/steering/structure.md",
            "packages/a/.kiro/specs/pay/requirements.md");
    assertThat(format.roots(files)).containsExactly(".kiro", "packages/a/.kiro");
    Layout layout = format.layout(".kiro", files);
    assertThat(layout.specs().values()).containsExactly("search");
    assertThat(layout.sides())
        .isEqualTo(
            Map.of(
                RepoPath.of(".kiro/specs/search/design.md"), new Layout.Side.Prose("search"),
                RepoPath.of(".kiro/specs/search/tasks.md"), new Layout.Side.Tasks("search"),
                RepoPath.of(".kiro/specs/search/spec.json"), new Layout.Side.Attributes("search")));
    assertThat(format.roots(files("docs/requirements.md"))).isEmpty();
  }

  // @spec formats/kiro#REQ-KIRO-001
  @ParameterizedTest
  @ValueSource(strings = {"packages/a", "packages/a/.kiro", "packages/a/.kiro/specs"})
  void aRootMayBeTheToolsFolderTheSpecsOrWhatHoldsThem(String root) {
    RepoPath spec = RepoPath.of("packages/a/.kiro/specs/pay/requirements.md");
    assertThat(format.layout(root, List.of(spec)).specs()).containsEntry(spec, "pay");
    assertThat(format.owns(root, spec)).isTrue();
    assertThat(format.owns(root, RepoPath.of("packages/a/.kiro/hooks/x.sh"))).isTrue();
    assertThat(format.owns(root, RepoPath.of("packages/a/src/x.ts"))).isFalse();
  }

  // @spec formats/kiro#REQ-KIRO-002
  @ParameterizedTest
  @ValueSource(
      strings = {
        "### Requirement 2: Search",
        "### Requirement 2",
        "### requirement 02 - Search",
        "### 需求 2：Search",
        "### 需求2: Search",
        "### 要件 2: Search",
        "### 追加要件 2: Search",
        "### R2: Search",
        "## 2. Search",
        "### 2. Search",
        "#### Requirement 2: Search"
      })
  void aHeadingBeginsARequirementInManyForms(String heading) {
    var body = read(heading + "\n#### Acceptance Criteria\n1. WHEN a THEN the system SHALL b\n");
    assertThat(ids(body)).containsExactly("2.1");
    assertThat(rules(body)).isEmpty();
  }

  // @spec formats/kiro#REQ-KIRO-002
  @Test
  void aNumberAloneIsAChapterWhereAWordSaysWhatIsARequirement() {
    var body =
        read(
            """
            ## 1. Overview
            1. The system shall not be listed here.
            ### Requirement 1
            1. The system shall work.
            ## 2. Open questions
            """);
    assertThat(ids(body)).containsExactly("1.1");
    assertThat(body.requirements().getFirst().line()).isEqualTo(5);
    assertThat(ids(read("## 1. Overview\nText.\n## 2. Goals\n- one\n"))).isEmpty();
  }

  // @spec formats/kiro#REQ-KIRO-003
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#### Acceptance Criteria\n1. WHEN a THEN x SHALL b\n2. IF c THEN x SHALL d\n",
        "#### Acceptance Criteria\n- WHEN a THEN x SHALL b\n- IF c THEN x SHALL d\n",
        "#### 验收标准\n1. WHEN a THEN x SHALL b\n2. IF c THEN x SHALL d\n",
        "#### 受け入れ基準\n1. WHEN a THEN x SHALL b\n2. IF c THEN x SHALL d\n",
        "##### 受け入れ条件\n1. WHEN a THEN x SHALL b\n2. IF c THEN x SHALL d\n",
        "**Acceptance Criteria:**\n\n1. WHEN a THEN x SHALL b\n2. IF c THEN x SHALL d\n",
        "1. WHEN a THEN x SHALL b\n1. IF c THEN x SHALL d\n",
        "- 2.1 WHEN a THEN x SHALL b\n- 2.2 IF c THEN x SHALL d\n",
        "- **Acceptance Criteria**\n  1. WHEN a THEN x SHALL b\n  2. IF c THEN x SHALL d\n"
      })
  void eachCriterionIsARequirementAndTheHeadingIsNone(String criteria) {
    var body = read("### Requirement 2: T\n**User Story:** As a user I MUST wait.\n\n" + criteria);
    assertThat(ids(body)).containsExactly("2.1", "2.2");
    assertThat(body.requirements()).allMatch(r -> r.nature().equals(Requirement.Nature.ORDINAL));
    assertThat(body.requirements().getFirst().statement()).isEqualTo("WHEN a THEN x SHALL b");
    assertThat(body.scenarioCount()).isZero();
  }

  // @spec formats/kiro#REQ-KIRO-003
  @Test
  void aWrittenNumberCountsEvenAfterAGap() {
    var body =
        read(
            """
            ### Requirement 1
            #### Acceptance Criteria
            1. THE system SHALL a
               - with detail
            3. THE system SHALL b

            ```
            example
            ```

            4. THE system SHALL c
            """);
    assertThat(ids(body)).containsExactly("1.1", "1.3", "1.4");
    assertThat(body.requirements().getFirst().statement())
        .isEqualTo("THE system SHALL a\nwith detail");
  }

  // @spec formats/kiro#REQ-KIRO-003
  @Test
  void aRequirementWithoutCriteriaIsOneItself() {
    var body =
        read(
            "### R1: Consistency\n- All panels MUST look alike.\n\n### 需求 1.5：中间\n文字\n## End\nMore.\n");
    assertThat(ids(body)).containsExactly("1", "1.5");
    assertThat(body.requirements().getFirst().statement())
        .isEqualTo("Consistency\nAll panels MUST look alike.");
    assertThat(body.requirements().getFirst().level()).isEqualTo(Level.MUST);
  }

  // @spec formats/kiro#REQ-KIRO-004
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WHEN a THEN the system SHALL b | MUST",
        "When a, the system shall b | MUST",
        "While a, the system must not b | MUST",
        "Where a, the system should b | SHOULD",
        "The system may b | MAY",
        "The `shall` keyword is shown | NONE",
        "系统应返回结果 | NONE",
        "WHEN 用户点击 THEN 系统 SHALL 响应 | MUST"
      })
  void levelsCountInAnyLetterCase(String criterion, Level level) {
    var body = read("### Requirement 1\n#### Acceptance Criteria\n1. " + criterion + "\n");
    assertThat(body.requirements().getFirst().level()).isEqualTo(level);
  }

  // @spec formats/kiro#REQ-KIRO-004
  @Test
  void aMissingWordIsAFindingInEnglishOnly() {
    var body =
        read("### Requirement 1\n#### 验收标准\n1. 系统应返回结果\n2. 結果を返す\n3. 결과를 반환\n4. Results appear\n");
    assertThat(body.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.rule()).isEqualTo("spec/normative-missing");
          assertThat(p.subject()).isEqualTo("1.4");
        });
  }

  // @spec formats/kiro#REQ-KIRO-005
  @Test
  void aNumberThatIsUsedTwiceIsOneErrorAndTheFirstCounts() {
    var body =
        read(
            """
            ### Requirement 1
            #### Acceptance Criteria
            1. THE system SHALL a
            2. THE system SHALL b
            ### Requirement 1
            #### Acceptance Criteria
            1. THE system SHALL c
            2. THE system SHALL d
            """);
    assertThat(ids(body)).containsExactly("1.1", "1.2");
    assertThat(body.requirements().getFirst().statement()).isEqualTo("THE system SHALL a");
    assertThat(body.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.rule()).isEqualTo("spec/duplicate-key");
          assertThat(p.line()).isEqualTo(6);
          assertThat(p.subject()).isEqualTo("1");
        });
  }

  @Test
  void freeProseStaysASpecAndIsNoErrorOfItsAuthor() {
    var body = read("## 📋 需求概述\n文字\n### 故事 1: 筛选\n- 一\n");
    assertThat(format.isSpec(RepoPath.of(".kiro/specs/a/requirements.md"), body)).isTrue();
    assertThat(body.requirements()).isEmpty();
    assertThat(rules(body)).containsExactly("spec/heading-ignored");
  }

  @Test
  void theTitleLosesItsLead() {
    assertThat(format.read("# Requirements Document: Search\n").title()).isEqualTo("Search");
    assertThat(format.read("# Requirements Document\n").title()).isEqualTo("Requirements Document");
    assertThat(rules(format.read("### Requirement 1\nIt MUST.\n"))).contains("spec/title-missing");
  }

  // @spec formats/kiro#REQ-KIRO-006
  @Test
  void thePhaseIsTheStatus() {
    RepoPath path = RepoPath.of(".kiro/specs/a/spec.json");
    var read =
        format.readAttributes(
            path,
            "{\n\t\"feature_name\":\"a\",\r\n\t\"phase\": \"tasks-generated\", \"language\": \"ja\",\n\t\"note\": \"a\\/b \\u3042: #x\",\n\t\"approvals\": {\"design\": {\"approved\": true}},\n\t\"ready_for_implementation\": true\n}\n");
    assertThat(read.problems()).isEmpty();
    assertThat(read.fields())
        .containsEntry("status", "tasks-generated")
        .containsEntry("language", "ja")
        .containsEntry("note", "a/b あ: #x")
        .containsEntry("ready_for_implementation", "true");
    assertThat(
            format
                .readAttributes(
                    path,
                    "{\"approvals\": {\"requirements\": {\"approved\": true}, \"design\": {\"approved\": false}}}")
                .fields())
        .containsEntry("status", "requirements-approved");
    assertThat(
            format.readAttributes(path, "{\"specId\": \"1\", \"specType\": \"feature\"}").fields())
        .doesNotContainKey("status")
        .containsEntry("spectype", "feature");
  }

  // @spec formats/kiro#REQ-KIRO-006
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'{\n \"phase\": \"a\"\n \"b\": 1\n}' | 3", "'{\"phase\": \"a\"' | 1", "[1] | 1"})
  void brokenJsonIsAFindingInItsLine(String json, int line) {
    assertThat(format.readAttributes(RepoPath.of("spec.json"), json).problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.rule()).isEqualTo("spec/metadata");
          assertThat(p.line()).isEqualTo(line);
        });
  }

  @Property(tries = 300)
  void neverThrowsWhateverTheTextIs(@ForAll String text) {
    assertThat(read("### Requirement 1\n" + text).problems()).isNotNull();
    assertThat(format.readTasks(text).tasks()).isNotNull();
    assertThat(format.readAttributes(RepoPath.of("spec.json"), text)).isNotNull();
  }

  @Test
  void hostileTextIsReadInLinearTime() {
    String criteria = "#### Acceptance Criteria\n" + "1. Nothing normative\n".repeat(20_000);
    assertThat(read("### Requirement 1\n" + criteria).requirements()).hasSize(20_000);
    String list = "- [ ] 1. a\n  - _Requirements: " + "1.1, ".repeat(100_000) + "\n";
    assertThat(format.readTasks(list).tasks().getFirst().refers().requirements())
        .containsExactly("1.1");
  }
}
