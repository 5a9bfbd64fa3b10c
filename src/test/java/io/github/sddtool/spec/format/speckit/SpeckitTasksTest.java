package io.github.sddtool.spec.format.speckit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeckitTasksTest {
  private static TaskList read(String text) {
    return new SpeckitFormat().readTasks("# Tasks\n" + text);
  }

  private static Task one(String line) {
    return read(line + "\n").tasks().getFirst();
  }

  // @spec formats/speckit#REQ-KIT-007
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "- [ ] T012 [P] [US1] Write it; T012; OPEN",
        "- [x] T012 Write it; T012; DONE",
        "- [X] **T012** [P] Write it; T012; DONE",
        "* [-] T012: Write it; T012; IN_PROGRESS",
        "- [P] T012 Write it; T012; OPEN",
        "- [x] Write it; ''; DONE",
        "- [ ] [US1] Write it; ''; OPEN"
      })
  void idStateAndTextAreReadFromEveryForm(String line, String id, Task.State state) {
    Task task = one(line);
    assertThat(task.id()).isEqualTo(id);
    assertThat(task.state()).isEqualTo(state);
    assertThat(task.text()).isEqualTo("Write it");
    assertThat(task.line()).isEqualTo(2);
  }

  @Test
  void aLegendIsNoTask() {
    assertThat(read("- [P] tasks = different files, no dependencies\n").tasks()).isEmpty();
  }

  // @spec formats/speckit#REQ-KIT-007
  @Test
  void aTaskRefersToRequirementsFilesAndEarlierTasks() {
    Task task =
        one(
            "- [ ] T020 Build `GameForm` in `app/(shop)/[id]/page.tsx` and src/a/b.ts:12 (FR-025/026, FR-030..FR-032, SC-001), run `npm test src/x.test.ts`, depends on T012, T013\n  - also tests/c.py");
    assertThat(task.refers().requirements())
        .containsExactly("FR-025", "FR-026", "FR-030", "FR-031", "FR-032", "SC-001");
    assertThat(task.refers().paths())
        .containsExactly("app/(shop)/[id]/page.tsx", "src/a/b.ts", "tests/c.py");
    assertThat(task.refers().tasks()).containsExactly("T012", "T013");
  }

  @Test
  void aRangeThatIsTooLongNamesItsEnds() {
    assertThat(one("- [ ] T1 FR-001..FR-999").refers().requirements())
        .containsExactly("FR-001", "FR-999");
  }

  @Test
  void whatIsWrongWithAListIsSaid() {
    assertThat(read("- [ ] T001 a\n- [?] T001 b\n").problems())
        .extracting(SpecProblem::rule)
        .containsExactlyInAnyOrder("task/malformed", "task/duplicate");
    assertThat(read("Nothing to tick.\n").problems())
        .extracting(SpecProblem::rule)
        .containsExactly("task/malformed");
  }
}
