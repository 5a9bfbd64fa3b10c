package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/openspec#REQ-OSP-009
/// Reads a `tasks.md`: every list item with a box is a task, wherever it stands. Only `x` is done.
final class TaskReader {
  private static final Pattern TASK =
      Pattern.compile(
          "^\\s*+(?:[-*+]|\\d{1,9}[.)])\\s*+\\[(?:\\s*+([^\\]\\s]?)\\s*+\\](?![(\\[])|\\s++\\])\\s*+(.*)$");
  private static final Pattern ITEM = Pattern.compile("^\\s{0,3}(?:[-*+]|\\d{1,9}[.)])\\s++\\S");
  private static final Pattern ID =
      Pattern.compile("^(\\d{1,9}(?:\\.\\d{1,9})++[A-Za-z]*+|\\d{1,9})\\.?(?=\\s|$)");
  private static final Pattern GROUP = Pattern.compile("^(\\d{1,9})\\.(?=\\s|$)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]{1,300})`");

  private final List<Task> tasks = new ArrayList<>();
  private final List<SpecProblem> problems = new ArrayList<>();
  private final Map<String, Integer> firstLines = new HashMap<>();
  private Optional<String> group = Optional.empty();

  private TaskReader() {}

  static TaskList read(String text) {
    var reader = new TaskReader();
    Lines lines = Lines.of(text);
    for (int i = 0; i < lines.size(); i++) {
      reader.line(lines.get(i), i + 1);
    }
    if (reader.tasks.isEmpty()) {
      reader.noBox(lines);
    }
    return new TaskList(reader.tasks, reader.problems);
  }

  private void line(String line, int number) {
    if (line.startsWith("## ")) {
      Matcher numbered = GROUP.matcher(line.substring(3).strip());
      group = numbered.find() ? Optional.of(numbered.group(1)) : Optional.empty();
      return;
    }
    Matcher task = TASK.matcher(line);
    if (!task.find()) {
      return;
    }
    String mark = Optional.ofNullable(task.group(1)).orElse("");
    String text = task.group(2).strip();
    Matcher id = ID.matcher(text);
    boolean named = id.find();
    String name = named ? id.group(1) : "";
    String rest = named ? text.substring(id.end()).strip() : text;
    tasks.add(new Task(name, state(mark, number), rest, number, refersTo(rest)));
    if (name.indexOf('.') > 0) {
      checkId(name, number, task.start(2) + 1);
    }
  }

  private Task.State state(String mark, int line) {
    return switch (mark) {
      case "", "!" -> Task.State.OPEN;
      case "x", "X" -> Task.State.DONE;
      case "-", "~" -> Task.State.IN_PROGRESS;
      default -> {
        problems.add(
            new SpecProblem(
                "task/malformed",
                line,
                "mark " + mark,
                "Nobody knows the mark [" + mark + "]; the task counts as open."));
        yield Task.State.OPEN;
      }
    };
  }

  private void checkId(String id, int line, int column) {
    if (group.isEmpty()) {
      return;
    }
    String leading = id.substring(0, id.indexOf('.'));
    if (Integer.parseInt(leading) != Integer.parseInt(group.get())) {
      problems.add(
          new SpecProblem(
              "task/malformed",
              line,
              column,
              id,
              "Task " + id + " stands in group " + group.get() + ": move or renumber it."));
    }
    Integer first = firstLines.putIfAbsent(id, line);
    if (first != null) {
      problems.add(
          new SpecProblem(
              "task/duplicate",
              line,
              column,
              id,
              "Task " + id + " stands in line " + first + " already."));
    }
  }

  /// Work listed without boxes looks done to the tools and open to people.
  private void noBox(Lines lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.isHidden(i) && ITEM.matcher(lines.get(i)).find()) {
        problems.add(
            new SpecProblem(
                "task/malformed",
                i + 1,
                "boxes",
                "No line has a box, so nothing here counts as a task. Write `- [ ] 1.1 …`."));
        return;
      }
    }
  }

  /// The files a task names, in backticks; what holds a blank is a command.
  private static Task.References refersTo(String text) {
    var paths = new ArrayList<String>();
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      if (isPath(code.group(1))) {
        paths.add(code.group(1));
      }
    }
    return new Task.References(List.of(), paths, List.of());
  }

  private static boolean isPath(String code) {
    int dot = code.lastIndexOf('.');
    boolean plain =
        code.chars().allMatch(c -> Character.isLetterOrDigit(c) || "./_-@+[]$".indexOf(c) >= 0);
    return plain
        && code.indexOf('/') > 0
        && dot > code.lastIndexOf('/') + 1
        && code.substring(dot + 1).chars().allMatch(Character::isLetterOrDigit)
        && dot < code.length() - 1;
  }
}
