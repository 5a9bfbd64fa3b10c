package io.github.sddtool.spec.prose;

import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tasks of one list while it is read, and what is wrong with them.
public final class TaskLedger {
  private final List<Task> tasks = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private final Map<String, Integer> firstLines = new HashMap<>();

  public void add(Task task) {
    tasks.add(task);
  }

  /// How far the task of a box is; open, with a problem, where nobody knows the mark.
  public Task.State state(TaskBox box, int line) {
    if (box.state().isEmpty()) {
      problems.add(
          new SpecProblem(
              "task/malformed",
              line,
              "[" + box.mark() + "]",
              "Nobody knows the mark [" + box.mark() + "]."));
    }
    return box.state().orElse(Task.State.OPEN);
  }

  /// Notes the id of a task; the second of an id is a problem.
  public void named(String id, int line) {
    Integer first = firstLines.putIfAbsent(id, line);
    if (first != null) {
      problems.add(
          new SpecProblem(
              "task/duplicate", line, id, id + " is already the task in line " + first + "."));
    }
  }

  /// The list; one without any task is a problem.
  public TaskList finish() {
    if (tasks.isEmpty()) {
      problems.add(
          new SpecProblem("task/malformed", 1, "", "The list of tasks has no box to tick."));
    }
    return new TaskList(tasks, problems);
  }
}
