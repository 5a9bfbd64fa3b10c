package io.github.sddtool.spec;

import java.util.List;

/// The tasks of one file, in order.
public record TaskList(List<Task> tasks, List<SpecProblem> problems) {
  public static final TaskList NONE = new TaskList(List.of(), List.of());

  public TaskList {
    tasks = List.copyOf(tasks);
    problems = List.copyOf(problems);
  }
}
