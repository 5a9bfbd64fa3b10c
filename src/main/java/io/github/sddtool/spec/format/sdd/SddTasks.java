package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/native#REQ-SDD-010
/// Reads `tasks.md`: list items with a box to tick. Requirements are named by id, files as inline
/// code.
final class SddTasks {
  private static final Pattern BOX = Pattern.compile("^\\[(.)\\]\\*?\\s+(.*)$", Pattern.DOTALL);
  private static final Pattern ID =
      Pattern.compile("^(T-?\\d{1,6}|TASK-\\d{1,6}|\\d{1,4}(?:\\.\\d{1,4}){0,3})[.:)]?\\s+");
  private static final Pattern REQUIREMENT =
      Pattern.compile("(?<![\\w-])(?:REQ|NFR|FR)(?:-[A-Z0-9]{1,32}){0,4}-\\d{1,9}(?![\\w-])");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]{1,300})`");

  private SddTasks() {}

  static TaskList read(String text) {
    var tasks = new ArrayList<Task>();
    for (Block block : MarkdownText.read(text).blocks()) {
      if (block instanceof Block.Item item) {
        task(item).ifPresent(tasks::add);
      }
    }
    return new TaskList(tasks, List.of());
  }

  private static Optional<Task> task(Block.Item item) {
    Matcher box = BOX.matcher(item.text());
    if (!box.matches()) {
      return Optional.empty();
    }
    String text = box.group(2).strip();
    Matcher id = ID.matcher(text);
    boolean named = id.find();
    String rest = named ? text.substring(id.end()).strip() : text;
    return Optional.of(
        new Task(named ? id.group(1) : "", state(box.group(1)), rest, item.line(), refers(rest)));
  }

  private static Task.State state(String mark) {
    return switch (mark) {
      case "x", "X" -> Task.State.DONE;
      case "-", "~", "/" -> Task.State.IN_PROGRESS;
      default -> Task.State.OPEN;
    };
  }

  private static Task.References refers(String text) {
    Set<String> requirements = new LinkedHashSet<>();
    Matcher requirement = REQUIREMENT.matcher(text);
    while (requirement.find()) {
      requirements.add(requirement.group());
    }
    Set<String> paths = new LinkedHashSet<>();
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      if (code.group(1).indexOf('/') > 0) {
        paths.add(code.group(1));
      }
    }
    return new Task.References(List.copyOf(requirements), List.copyOf(paths), List.of());
  }
}
