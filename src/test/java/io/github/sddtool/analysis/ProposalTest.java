package io.github.sddtool.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.Location;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Open proposals against the present specs and against each other.
class ProposalTest {
  private static final String SCENARIO = "#### Scenario: S\n- **WHEN** a\n- **THEN** b\n\n";
  private static final String HEAD =
      "# T\n## Purpose\nSays enough about what this capability is for, in one sentence.\n## Requirements\n";

  private static String block(String name) {
    return "### Requirement: " + name + "\nIt SHALL work.\n\n" + SCENARIO;
  }

  private static MemorySnapshot repository() {
    return MemorySnapshot.empty()
        .with(
            "openspec/specs/auth/spec.md",
            HEAD + block("Login") + "#### Edge\nProse.\n" + block("Logout"));
  }

  private static String added(String name) {
    return "## ADDED Requirements\n" + block(name);
  }

  private static String modified(String name) {
    return "## MODIFIED Requirements\n" + block(name);
  }

  private static String renamed(String from, String to) {
    return "## RENAMED Requirements\nFROM: ### Requirement: %s\nTO: ### Requirement: %s\n"
        .formatted(from, to);
  }

  private static MemorySnapshot with(MemorySnapshot files, String change, String delta) {
    return files.with("openspec/changes/" + change + "/specs/auth/spec.md", delta);
  }

  private static List<Finding> findings(MemorySnapshot files) {
    return Sample.ask(Question.VALIDATE, files).findings();
  }

  private static List<String> told(MemorySnapshot files) {
    return findings(files).stream()
        .map(f ->
            "%s %s %d"
                .formatted(
                    f.severity().word(),
                    f.rule().id(),
                    f.subject().at().map(Location::line).orElse(0)))
        .toList();
  }

  // @spec formats/openspec#REQ-OSP-020
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "## MODIFIED Requirements;### Requirement: Nobody|error change/target-missing 2",
        "## REMOVED Requirements;### Requirement: Nobody|error change/target-missing 2",
        "## ADDED Requirements;### Requirement: Logout|warning change/already-present 2",
        "## MODIFIED Requirements;### Requirement: logout|error change/target-missing 2",
        "## MODIFIED Requirements;### Requirement: Login|error change/scenario-dropped 2"
      })
  void whatCannotBeMergedIsFound(String delta, String expected) {
    String text = delta.replace(";", "\n") + "\nIt SHALL work.\n\n" + SCENARIO;

    assertThat(told(with(repository(), "x", text))).containsExactly(expected);
  }

  @Test
  void aRenameMayMissItsSourceOrMeetItsTarget() {
    assertThat(told(with(repository(), "x", renamed("Nobody", "B"))))
        .containsExactly("error change/target-missing 2");
    assertThat(told(with(repository(), "x", renamed("Login", "Logout"))))
        .containsExactly("warning change/already-present 2");
    assertThat(told(with(repository(), "x", renamed("Old", "Logout"))))
        .containsExactly("warning change/already-present 2");
    assertThat(told(with(repository(), "x", renamed("Login", "Entry")))).isEmpty();
  }

  @Test
  void aReplacementUnderANewNameIsComparedWithTheOldOne() {
    assertThat(told(with(repository(), "x", renamed("Login", "Entry") + modified("Entry"))))
        .containsExactly("error change/scenario-dropped 5");
    assertThat(told(with(repository(), "x", renamed("Logout", "Exit") + modified("Exit"))))
        .isEmpty();
  }

  @Test
  void aContradictionInAFileIsFoundOnce() {
    String delta = "## REMOVED Requirements\n### Requirement: Logout\n" + modified("Logout");

    assertThat(told(with(repository(), "x", delta))).containsExactly("error change/malformed 4");
  }

  @Test
  void scenariosOfOneNameAreCounted() {
    var files = repository().with("openspec/specs/auth/spec.md", HEAD + block("Login") + SCENARIO);

    assertThat(told(with(files, "x", modified("Login"))))
        .containsExactly("error change/scenario-dropped 2");
  }

  @Test
  void whatASisterBringsIsOnlyNoted() {
    var files = with(with(repository(), "a", added("Reset")), "b", modified("Reset"));
    var renaming = with(with(repository(), "a", renamed("Login", "Reset")), "b", modified("Reset"));

    assertThat(told(files)).containsExactly("info change/target-missing 2");
    assertThat(findings(files).getFirst().message())
        .isEqualTo("auth#reset comes with 'a', which has to be merged first.");
    assertThat(told(renaming)).containsExactly("info change/target-missing 2");
  }

  @Test
  void anArchivedSisterBringsNothing() {
    var files =
        with(repository(), "b", modified("Reset"))
            .with("openspec/changes/archive/2026-01-01-a/specs/auth/spec.md", added("Reset"));

    assertThat(told(files)).containsExactly("error change/target-missing 2");
  }

  @Test
  void anotherRootIsAnotherWorld() {
    var files =
        repository()
            .with("packages/b/openspec/changes/x/specs/auth/spec.md", modified("Logout"))
            .with("packages/b/openspec/specs/pay/spec.md", HEAD + block("Pay"));
    var both = with(files, "y", modified("Logout"));

    assertThat(told(files)).containsExactly("error change/target-missing 2");
    assertThat(told(both)).containsExactly("error change/target-missing 2");
  }

  // @spec formats/openspec#REQ-OSP-021
  @Test
  void aProposalThatWantsNothingIsAnError() {
    var files = repository().with("openspec/changes/x/proposal.md", "# X\n");

    assertThat(told(files)).containsExactly("error change/empty 1");
    assertThat(
            told(repository().with("openspec/changes/archive/2026-01-01-x/proposal.md", "# X\n")))
        .isEmpty();
  }

  @Test
  void aProposalMaySayThatItChangesNoSpec() {
    var files =
        repository()
            .with("openspec/changes/x/.openspec.yaml", "schema: spec-driven\nskip_specs: true\n");

    assertThat(told(files)).isEmpty();
    assertThat(told(with(files, "x", added("Reset")))).containsExactly("error change/malformed 1");
  }

  // @spec formats/openspec#REQ-OSP-022
  @Test
  void eachTwoProposalsThatClaimARequirementAreNamedOnce() {
    var files = repository();
    for (String change : List.of("c", "a", "b")) {
      files = with(files, change, modified("Logout"));
    }

    assertThat(findings(files))
        .allMatch(f -> f.rule().id().equals("change/overlap"))
        .extracting(Finding::message)
        .containsExactly(
            "'b' and 'a' both change auth#logout; see openspec/changes/a/specs/auth/spec.md:2.",
            "'c' and 'a' both change auth#logout; see openspec/changes/a/specs/auth/spec.md:2.",
            "'c' and 'b' both change auth#logout; see openspec/changes/b/specs/auth/spec.md:2.");
    assertThat(findings(files)).extracting(Finding::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void twoThatAddTheSameOrRenameToItOverlap() {
    assertThat(told(with(with(repository(), "a", added("Reset")), "b", added("Reset"))))
        .containsExactly("warning change/overlap 2");
    assertThat(told(with(with(repository(), "a", added("Reset")), "b", renamed("Login", "Reset"))))
        .containsExactly("warning change/overlap 2");
  }

  @Test
  void tasksAndMetadataOfAChangeAreCheckedInPlace() {
    var files =
        with(repository(), "x", added("Reset"))
            .with("openspec/changes/x/tasks.md", "- do it\n")
            .with("openspec/changes/x/.openspec.yaml", "goal: g\n");

    assertThat(told(files)).containsExactly("error change/malformed 1", "info task/malformed 1");
  }
}
