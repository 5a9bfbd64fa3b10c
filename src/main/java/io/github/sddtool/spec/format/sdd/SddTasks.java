package io.github.sddtool.spec.format.sdd;

import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.TaskBox;
import io.github.sddtool.spec.prose.TaskLedger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/native#REQ-SDD-010
/// Reads `tasks.md`: list items with a box to tick. Requirements are named by id, files as inline
/// code.
final class SddTasks {
  private static final Pattern ID =
      Pattern.compile("^(T-?\\d{1,6}|TASK-\\d{1,6}|\\d{1,4}(?:\\.\\d{1,4}){0,3})[.:)]?\\s+");
  private static final Pattern REQUIREMENT =
      Pattern.compile("(?<![\\w-])(?:REQ|NFR|FR)(?:-[A-Z0-9]{1,32}){0,4}-\\d{1,9}(?![\\w-])");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]{1,300})`");

  private SddTasks() {}

  static TaskList read(String text) {
    var ledger = new TaskLedger();
    for (Block block : MarkdownText.read(text).blocks()) {
      if (block instanceof Block.Item item) {
        TaskBox.read(item.text()).ifPresent(box -> task(item, box, ledger));
      }
    }
    return ledger.finish();
  }

  private static void task(Block.Item item, TaskBox box, TaskLedger ledger) {
    Matcher id = ID.matcher(box.rest());
    boolean named = id.find();
    String name = named ? id.group(1) : "";
    String rest = named ? box.rest().substring(id.end()).strip() : box.rest();
    if (named) {
      ledger.named(name, item.line());
    }
    ledger.add(new Task(name, ledger.state(box, item.line()), rest, item.line(), refers(rest)));
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
