package io.github.sddtool.analysis;

import static io.github.sddtool.analysis.Sample.ask;
import static io.github.sddtool.analysis.Sample.finding;
import static io.github.sddtool.analysis.Sample.path;
import static io.github.sddtool.analysis.Sample.rules;
import static io.github.sddtool.analysis.Sample.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecChecksTest {
  private static final String SOUND = "### REQ-001: A\nIt MUST.\n";

  private static final MemorySnapshot TWO =
      MemorySnapshot.empty()
          .with(path("auth/login"), spec("", SOUND))
          .with(path("billing/pay"), spec("depends: auth/login\n", SOUND));

  private static Report validate(MemorySnapshot snapshot) {
    return ask(Question.VALIDATE, snapshot);
  }

  private static List<String> ruleNames(MemorySnapshot snapshot, String family) {
    return rules(validate(snapshot)).stream().filter(rule -> rule.startsWith(family)).toList();
  }

  private static MemorySnapshot domains(String yaml) {
    return TWO.with(".sdd/domains.yml", yaml);
  }

  // @spec engine/checks#REQ-CHECK-006
  @Test
  void aLinkToNothingIsFoundWhereItStands() {
    var snapshot =
        MemorySnapshot.empty()
            .with(
                path("a"),
                spec(
                    "",
                    SOUND
                        + "See [x](../gone.md#top), [b](../b/spec.md),\n![p](p.png) and [up](../../../../../x).\n"))
            .with(path("b"), spec("", SOUND));
    var broken =
        validate(snapshot).findings().stream()
            .filter(finding -> finding.rule().id().equals("link/broken"))
            .toList();
    assertThat(broken).extracting(finding -> finding.message()).hasSize(3);
    assertThat(broken.getFirst().subject().at())
        .contains(new Location(RepoPath.of(path("a")), 8, 5));
    assertThat(broken).allMatch(finding -> finding.severity() == Severity.WARNING);
  }

  // @spec engine/checks#REQ-CHECK-006
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](#here)",
        "[x](https://example.com/gone.md)",
        "[x](mailto:a@example.com)",
        "[x](//example.com/a)",
        "[x](../b/)",
        "[x](/src/a%20b.ts)",
        "[x](../b/spec.md?plain=1#L4)",
        "`gone/file.md`"
      })
  void whatIsThereOrElsewhereIsLeftAlone(String link) {
    var snapshot =
        MemorySnapshot.empty()
            .with(path("a"), spec("", SOUND + link + "\n"))
            .with(path("b"), spec("", SOUND))
            .with("src/a b.ts", "");
    assertThat(rules(validate(snapshot))).doesNotContain("link/broken");
  }

  // @spec engine/checks#REQ-CHECK-007
  @Test
  void aForbiddenDependencyIsAnErrorAtTheSpec() {
    Finding finding =
        finding(
            validate(
                domains(
                    """
                    domains:
                      auth: {description: a}
                      billing: {description: b}
                    rules:
                      - {from: billing, to: auth, type: uses, allowed: false, reason: no way}
                    """)),
            "domain/forbidden");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.message()).contains("billing/pay", "auth/login", "no way");
    assertThat(finding.subject().at())
        .contains(new Location(RepoPath.of(path("billing/pay")), 3, 1));
  }

  // @spec engine/checks#REQ-CHECK-007
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "domains: {auth: {}, billing: {dependencies: {uses: [auth]}}}|",
        "domains: {auth: {}, billing: {}}|domain/undeclared",
        "domains: {auth: {dependencies: {uses: [gone]}}, billing: {dependencies: {uses: [auth]}}}|domain/unknown",
        "domains: {auth: {dependencies: {uses: [billing]}}, billing: {dependencies: {uses: [auth]}}}|domain/cycle",
        "domains: {auth: {specs: [login, gone]}, billing: {dependencies: {uses: [auth]}}}|domain/spec-missing",
        "domains: {auth: {specs: [auth/login]}, billing: {specs: [auth/login], dependencies: {uses: [auth]}}}|domain/spec-twice",
        "domains: {auth: {}}|domain/spec-orphan",
        "domains: {auth: {}, billing: {dependencies: {uses: [auth]}}, x: {}}|domain/empty"
      })
  void domainsThatDoNotFitAreFoundOnce(String yaml, String rule) {
    assertThat(ruleNames(domains(yaml + "\n"), "domain/"))
        .isEqualTo(rule == null ? List.of() : List.of(rule));
  }

  // @spec engine/checks#REQ-CHECK-008
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- [ ] T1 Write `src/gone.ts`",
        "- [x] T1 Write `src/a.ts`",
        "- [x] T1 Write `./src/a.ts:12`",
        "- [x] T1 Write `pkg/deep.ts`",
        "- [x] T1 Write `notes/x.md`",
        "- [x] T1 Delete `src/gone.ts`",
        "- [x] T1 Run `npm run src/gone.ts`",
        "- [x] T1 See `https://example.com/gone.ts`",
        "- [x] T1 Match `src/**/gone.ts`",
        "- [x] T1 Build `dist/gone.js`",
        "- [x] T1 For REQ-001"
      })
  void tasksThatSayWhatIsSoGiveNothing(String task) {
    assertThat(ruleNames(tasks(task), "task/")).isEmpty();
  }

  private static MemorySnapshot tasks(String tasks) {
    return MemorySnapshot.empty()
        .with(path("a"), spec("", SOUND))
        .with(".sdd/specs/a/tasks.md", "# Tasks\n\n" + tasks + "\n")
        .with(".sdd/specs/a/notes/x.md", "x")
        .with("src/a.ts", "x")
        .with("modules/one/pkg/deep.ts", "x");
  }

  @Test
  void howFilesEndIsNoFile() {
    assertThat(rules(validate(tasks("- [x] T001 Split into `.web.tsx` and `.native.tsx`"))))
        .doesNotContain("task/phantom");
  }

  // @spec engine/checks#REQ-CHECK-008, formats/native#REQ-SDD-010
  @Test
  void aDoneTaskWhoseFileIsMissingIsAPhantom() {
    Finding finding =
        finding(validate(tasks("- [x] T001 Write `src/gone.ts` (REQ-001)")), "task/phantom");
    assertThat(finding.message()).contains("T001", "src/gone.ts");
    assertThat(finding.subject().at().orElseThrow().line()).isEqualTo(3);
  }

  // @spec engine/checks#REQ-CHECK-008
  @Test
  void aTaskForARequirementThatIsNotThereDangles() {
    assertThat(finding(validate(tasks("- [ ] T1 For REQ-009")), "task/dangling").message())
        .contains("REQ-009");
    assertThat(ruleNames(tasks("- [ ] T1 a\n- [ ] T1 b"), "task/"))
        .containsExactly("task/duplicate");
  }

  // @spec engine/checks#REQ-CHECK-011
  @ParameterizedTest
  @CsvSource({
    "draft, x, true",
    "draft, ' ', false",
    "implemented, ' ', true",
    "completed, -, true",
    "implemented, x, false",
    "review, x, false"
  })
  void aStatusMustFitItsTasks(String status, String mark, boolean contradicts) {
    var snapshot =
        tasks("- [" + mark + "] T1 a").with(path("a"), spec("status: " + status + "\n", SOUND));
    assertThat(rules(validate(snapshot)).contains("status/contradiction")).isEqualTo(contradicts);
  }

  // @spec engine/checks#REQ-CHECK-009
  @Test
  void requirementsLackWordsAndScenarios() {
    String own = "- **GIVEN** a\n- **WHEN** b\n- **THEN** c\n";
    String text = "---\ncreated: 2026-01-01\n---\n# T\n## Requirements\n";
    var snapshot =
        MemorySnapshot.empty()
            .with(
                path("a"),
                text
                    + "### REQ-001: A\nIt works.\n"
                    + own
                    + "### REQ-002: B\n이것은 동작한다.\n"
                    + own
                    + "### REQ-003: C\nIt MUST.\n");
    var report = validate(snapshot);
    assertThat(finding(report, "spec/normative-missing").subject().requirement())
        .contains("a#REQ-001");
    assertThat(finding(report, "spec/scenario-absent").subject().requirement())
        .contains("a#REQ-003");
    assertThat(rules(report)).filteredOn(rule -> rule.startsWith("spec/")).hasSize(2);
  }

  // @spec engine/checks#REQ-CHECK-010
  @Test
  void anOpenPointIsAWarningAtItsPlace() {
    var finding =
        finding(
            validate(
                MemorySnapshot.empty().with(path("a"), spec("", SOUND + "The limit is TBD.\n"))),
            "spec/placeholder");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.subject().at()).contains(new Location(RepoPath.of(path("a")), 8, 14));
  }

  // @spec engine/checks#REQ-CHECK-012
  @Test
  void oneIdForTwoSpecsIsAnError() {
    var snapshot =
        MemorySnapshot.empty()
            .with(path("a"), spec("id: login\n", SOUND))
            .with(path("b"), spec("id: login\n", SOUND))
            .with(path("c"), spec("id: other\n", SOUND))
            .with("pkg/.sdd/specs/d/spec.md", spec("id: login\n", SOUND));
    assertThat(ruleNames(snapshot, "spec/duplicate-id")).hasSize(1);
    assertThat(finding(validate(snapshot), "spec/duplicate-id").subject().spec()).contains("b");
  }

  // @spec engine/checks#REQ-CHECK-003
  @ParameterizedTest
  @CsvSource({
    "'', '', constitution/version-missing",
    "'', 2.0.0, constitution/ahead",
    "'version: 1.0.0', 1.0.1, constitution/ahead",
    "'version: 2.0.0', 1.0.0, constitution/major-behind"
  })
  void aConstitutionWithoutVersionIsNeverSilentlyOff(String front, String said, String rule) {
    String field = said.isEmpty() ? "" : "constitution_version: " + said + "\n";
    var snapshot =
        MemorySnapshot.empty()
            .with(path("a"), spec(field, SOUND))
            .with(".sdd/constitution.md", "---\n" + front + "\n---\n# Constitution\n");
    assertThat(ruleNames(snapshot, "constitution/")).contains(rule);
  }
}
