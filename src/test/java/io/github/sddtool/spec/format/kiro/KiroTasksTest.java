package io.github.sddtool.spec.format.kiro;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KiroTasksTest {
  private static TaskList read(String text) {
    return new KiroFormat().readTasks("# Implementation Plan\n\n" + text);
  }

  // @spec formats/kiro#REQ-KIRO-007
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "- [ ] 1. Write it; 1; OPEN",
        "- [x] 1.2 Write it; 1.2; DONE",
        "- [X] 1.2. Write it; 1.2; DONE",
        "- [ ]* 2.3 Write it; 2.3; OPTIONAL",
        "- [x]* 2.3 Write it; 2.3; DONE",
        "- [-] 3 Write it; 3; IN_PROGRESS",
        "- [~] 4. Write it; 4; OPEN",
        "- [ ] 1.1 (P) Write it; 1.1; OPEN",
        "- [ ] Write it; ''; OPEN"
      })
  void numberStateAndTextAreReadFromEveryForm(String line, String id, Task.State state) {
    Task task = read(line + "\n").tasks().getFirst();
    assertThat(task.id()).isEqualTo(id);
    assertThat(task.state()).isEqualTo(state);
    assertThat(task.text()).isEqualTo("Write it");
    assertThat(task.line()).isEqualTo(3);
  }

  // @spec formats/kiro#REQ-KIRO-007
  @Test
  void theBulletsBelowSayWhatATaskRefersTo() {
    var tasks =
        read("""
        - [ ] 1. Set up
          - [x] 1.1 Write the model
            - in `src/model.ts`
            - _Requirements: 1.1, 2.3_
            - _Depends: 1.4, 1.5_
            - _Boundary: src/osu_
          - [ ] 1.2 Test it
            - **Property 1: Round trip**
            - **Validates: Requirements 3.1**
        """)
            .tasks();
    assertThat(tasks).extracting(Task::id).containsExactly("1", "1.1", "1.2");
    assertThat(tasks.get(0).refers()).isEqualTo(Task.References.NONE);
    assertThat(tasks.get(1).refers().requirements()).containsExactly("1.1", "2.3");
    assertThat(tasks.get(1).refers().paths()).containsExactly("src/model.ts");
    assertThat(tasks.get(1).refers().tasks()).containsExactly("1.4", "1.5");
    assertThat(tasks.get(2).refers().requirements()).containsExactly("3.1");
  }

  // @spec formats/kiro#REQ-KIRO-008
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "_Requirements: 1.1, 2.3-2.5_; 1.1 2.3 2.4 2.5",
        "_Requirements: 2.3-5_; 2.3 2.4 2.5",
        "_Requirements: 1, 2_; 1 2",
        "_Requirements: 1-3_; 1 2 3",
        "_Requirements: 1.1–1.3、2.1_; 1.1 1.2 1.3 2.1",
        "_需求: 7.1, 7.2_; 7.1 7.2",
        "_要件: 1.2_; 1.2",
        "_Requirements: 1.1.2_; 1.1.2",
        "_Requirements: 1.9-2.2_; 1.9 2.2",
        "_Requirements: 1.1-1.900_; 1.1 1.900",
        "**Validates: Requirements 2.1**; 2.1",
        "Validates: Requirements 1.2 and 1.4; 1.2 1.4",
        "_Requirements: All_; ''",
        "_Requirements: 故事 3_; ''"
      })
  void listsAndRangesOfRequirementsAreSpreadOut(String detail, String ids) {
    var refers = read("- [ ] 1. Task\n  - " + detail + "\n").tasks().getFirst().refers();
    assertThat(String.join(" ", refers.requirements())).isEqualTo(ids);
  }

  @Test
  void whatIsWrongWithAListIsSaid() {
    assertThat(read("- [ ] 1. a\n- [?] 1. b\n").problems())
        .extracting(SpecProblem::rule)
        .containsExactlyInAnyOrder("task/malformed", "task/duplicate");
    assertThat(read("- nothing\n").problems())
        .extracting(SpecProblem::rule)
        .containsExactly("task/malformed");
  }
}
