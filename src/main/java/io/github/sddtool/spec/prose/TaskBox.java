package io.github.sddtool.spec.prose;

import io.github.sddtool.spec.Task;
import java.util.Optional;

/// The box that begins a task: `[ ]`, `[x]`, `[-]`, and what follows it.
///
/// @param mark the character in the box; a space where it is empty
/// @param optional whether a `*` behind the box says the task may be left out
/// @param rest the text of the task
public record TaskBox(char mark, boolean optional, String rest) {
  /// The box at the beginning of a list item's text, if there is one.
  public static Optional<TaskBox> read(String item) {
    int end = item.startsWith("[]") ? 1 : item.length() > 2 && item.charAt(2) == ']' ? 2 : -1;
    if (end < 0 || item.charAt(0) != '[') {
      return Optional.empty();
    }
    char mark = end == 1 ? ' ' : item.charAt(1);
    String rest = item.substring(end + 1);
    boolean starred = rest.startsWith("*");
    if (!starred && !rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) {
      return Optional.empty();
    }
    return Optional.of(new TaskBox(mark, starred, rest.substring(starred ? 1 : 0).strip()));
  }

  /// How far the task is; empty where the mark is none that people use for it.
  public Optional<Task.State> state() {
    return switch (mark) {
      case 'x', 'X', '✓', '✔' -> Optional.of(Task.State.DONE);
      case '-' -> Optional.of(Task.State.IN_PROGRESS);
      case ' ', '~' -> Optional.of(optional ? Task.State.OPTIONAL : Task.State.OPEN);
      default -> Optional.empty();
    };
  }
}
