package io.github.sddtool.spec.format.openspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Amendment;
import io.github.sddtool.spec.Edit;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSpecChangeTest {
  private static final String BODY =
      "It SHALL work.\n\n#### Scenario: S\n- **WHEN** a\n- **THEN** b\n\n";

  private final OpenSpecFormat format = new OpenSpecFormat();

  private Amendment.Body delta(String text) {
    return format.readAmendment(text);
  }

  private static String block(String name) {
    return "### Requirement: " + name + "\n" + BODY;
  }

  private static List<String> rules(List<SpecProblem> problems) {
    return problems.stream().map(SpecProblem::rule).toList();
  }

  // @spec formats/openspec#REQ-OSP-007
  @Test
  void aDeltaSaysWhatIsAddedModifiedRemovedAndRenamed() {
    Amendment.Body body =
        delta(
            "# Delta\n## ADDED Requirements\n"
                + block("New One")
                + "## modified requirements\n"
                + block("Old One")
                + "## REMOVED Requirements\n### Requirement: Gone\n* `### Requirement: Gone Too`\n"
                + "## RENAMED Requirements\n- FROM: `### Requirement: A`\n- TO: `### Requirement: B`\n");

    assertThat(body.problems()).isEmpty();
    assertThat(body.edits())
        .extracting(edit -> edit.getClass().getSimpleName(), Edit::target, Edit::line)
        .containsExactly(
            tuple("Add", "new-one", 3),
            tuple("Replace", "old-one", 11),
            tuple("Remove", "gone", 19),
            tuple("Remove", "gone-too", 20),
            tuple("Rename", "a", 22));
    assertThat(((Edit.Rename) body.edits().getLast()).to()).isEqualTo("b");
  }

  @Test
  void aSectionThatStandsThereTwiceIsReadTwice() {
    String section = "## ADDED Requirements\n";

    assertThat(delta(section + block("A") + section + block("B")).edits())
        .extracting(Edit::target)
        .containsExactly("a", "b");
  }

  @Test
  void otherHeadingsBelongToTheBlockBeforeThemAndAreNoted() {
    Amendment.Body body =
        delta(
            "## ADDED Requirements\n### Intro\n" + block("A") + "### More\n#### Scenario: T\nx\n");

    assertThat(((Edit.Add) body.edits().getFirst()).requirement().scenarios()).hasSize(2);
    assertThat(rules(body.problems()))
        .containsExactly("spec/heading-ignored", "spec/heading-ignored");
  }

  @Test
  void aRequirementOutsideTheSectionsIsAnError() {
    Amendment.Body body = delta(block("Lost") + "## ADDED Requirements\n" + block("A"));

    assertThat(body.edits()).hasSize(1);
    assertThat(rules(body.problems())).containsExactly("spec/requirement-misplaced");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# Notes\n", "## ADDED Requirements\n", "## REMOVED Requirements\n- Gone\n"})
  void aDeltaThatNamesNoRequirementIsEmpty(String text) {
    assertThat(rules(delta(text).problems())).containsExactly("change/empty");
  }

  @Test
  void halvesOfRenamesAreErrorsWhereTheyStand() {
    Amendment.Body body =
        delta(
            """
            ## RENAMED Requirements
            - TO: `### Requirement: Early`
            - FROM: `### Requirement: One`
            - FROM: `### Requirement: A`
            - TO: `### Requirement: B`
            - FROM: `### Requirement: Late`
            """);

    assertThat(body.edits()).extracting(Edit::target).containsExactly("a");
    assertThat(body.problems())
        .allMatch(problem -> problem.rule().equals("change/malformed"))
        .extracting(SpecProblem::line)
        .containsExactly(2, 3, 6);
  }

  // @spec formats/openspec#REQ-OSP-008
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADDED:A ADDED:A|1",
        "MODIFIED:A MODIFIED:A|1",
        "REMOVED:A REMOVED:A|1",
        "MODIFIED:A REMOVED:A|1",
        "MODIFIED:A ADDED:A|1",
        "ADDED:A REMOVED:A|1",
        "RENAMED:A>B RENAMED:A>C|1",
        "RENAMED:A>C RENAMED:B>C|1",
        "RENAMED:A>B MODIFIED:A|1",
        "RENAMED:A>B ADDED:B|1",
        "RENAMED:Log_In>B REMOVED:log_in|1",
        "RENAMED:A>B MODIFIED:B|0",
        "RENAMED:A>B RENAMED:B>A|0",
        "ADDED:A MODIFIED:B REMOVED:C|0"
      })
  void contradictionsAreErrors(String wishes, int errors) {
    var text = new StringBuilder();
    for (String wish : wishes.split(" ", -1)) {
      String[] parts = wish.replace('_', ' ').split("[:>]", -1);
      text.append("## ").append(parts[0]).append(" Requirements\n");
      text.append(
          switch (parts[0]) {
            case "REMOVED" -> "### Requirement: " + parts[1] + "\n";
            case "RENAMED" ->
                "FROM: ### Requirement: " + parts[1] + "\nTO: ### Requirement: " + parts[2] + "\n";
            default -> block(parts[1]);
          });
    }

    assertThat(rules(delta(text.toString()).problems()))
        .hasSize(errors)
        .allMatch(rule -> rule.equals("change/malformed"));
  }

  // @spec formats/openspec#REQ-OSP-009
  @Test
  void everyItemWithABoxIsATask() {
    TaskList list =
        format.readTasks(
            """
            ## 1. Work
            - [x] 1.1 Write `src/a/Main.java` and run `npm test`
              * [X] 1.2 Nested
            1. [ ] 1.3 Numbered
            - [~] 1.4 Half
            - [-] 1.5 Half too
            - [!] 1.6 Stuck
            - [] no id
            - [a link](x.md)
            - [A](x.md)
            """
                .replace("\n", "\r\n"));

    assertThat(list.problems()).isEmpty();
    assertThat(list.tasks())
        .extracting(Task::id, Task::state, Task::line)
        .containsExactly(
            tuple("1.1", Task.State.DONE, 2),
            tuple("1.2", Task.State.DONE, 3),
            tuple("1.3", Task.State.OPEN, 4),
            tuple("1.4", Task.State.IN_PROGRESS, 5),
            tuple("1.5", Task.State.IN_PROGRESS, 6),
            tuple("1.6", Task.State.OPEN, 7),
            tuple("", Task.State.OPEN, 8));
    assertThat(list.tasks().getFirst().refers().paths()).containsExactly("src/a/Main.java");
    assertThat(list.tasks().getFirst().text()).startsWith("Write");
  }

  @Test
  void wrongNumbersUnknownMarksAndMissingBoxesAreNoted() {
    TaskList list =
        format.readTasks(
            "## 1. A\n- [ ] 1.1 a\n- [ ] 1.1 b\n- [ ] 2.1 c\n- [?] 1.2 d\n## Notes\n- [ ] 3.1 e\n");

    assertThat(list.problems())
        .extracting(SpecProblem::rule, SpecProblem::line)
        .containsExactly(
            tuple("task/duplicate", 3), tuple("task/malformed", 4), tuple("task/malformed", 5));
    assertThat(rules(format.readTasks("# T\n\n- Write it\n").problems()))
        .containsExactly("task/malformed");
    assertThat(format.readTasks("# T\n").problems()).isEmpty();
  }

  // @spec formats/openspec#REQ-OSP-011
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: spec-driven|0",
        "schema: x;created: 2026-01-31;goal: g;affected_areas: [a];skip_specs: true|0",
        "schema: x;initiative: {store: a-b, id: c}|0",
        "goal: g|1",
        "schema: []|1",
        "schema: x;created: yesterday|2",
        "schema: x;skip_specs: 'yes'|2",
        "schema: x;affected_areas: a|2",
        "schema: x;initiative: {store: A_b, id: c}|2",
        "schema: x;goal:|2",
        "- a|1",
        "a: [|2"
      })
  void metadataIsCheckedKeyByKey(String yaml, int line) {
    List<SpecProblem> problems =
        format
            .readAttributes(
                RepoPath.of("openspec/changes/a/.openspec.yaml"), yaml.replace(";", "\n") + "\n")
            .problems();

    assertThat(problems).hasSize(line == 0 ? 0 : 1);
    assertThat(problems).allMatch(p -> p.rule().equals("change/malformed") && p.line() == line);
  }

  @Test
  void aBrokenFileSkipsNothing() {
    RepoPath path = RepoPath.of("openspec/changes/a/.openspec.yaml");

    assertThat(format.readAttributes(path, "schema: x\nskip_specs: true\n").fields())
        .containsEntry("skip_specs", "true");
    assertThat(format.readAttributes(path, "skip_specs: true\n").fields())
        .doesNotContainKey("skip_specs");
  }

  @Test
  void aDeltaOfAnotherNameIsFoundByItsText() {
    RepoPath path = RepoPath.of("openspec/changes/a/specs/login.md");

    assertThat(rules(format.readAttributes(path, "## ADDED Requirements\n").problems()))
        .containsExactly("change/misplaced");
    assertThat(format.readAttributes(path, "# Notes\n")).isEqualTo(SpecFormat.Attributes.NONE);
  }

  @Property(tries = 300)
  void anyTextIsReadWithoutFailing(@ForAll String text) {
    assertThat(delta("## RENAMED Requirements\n" + text).problems()).allMatch(p -> p.line() >= 1);
    assertThat(delta("## REMOVED Requirements\n" + text).problems()).allMatch(p -> p.line() >= 1);
    assertThat(format.readTasks(text).tasks()).allMatch(task -> task.line() >= 1);
    assertThat(format.readAttributes(RepoPath.of("a/.openspec.yaml"), text).problems())
        .allMatch(p -> p.line() >= 1);
  }
}
