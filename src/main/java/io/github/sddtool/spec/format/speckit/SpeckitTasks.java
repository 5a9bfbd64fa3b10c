package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.FilePaths;
import io.github.sddtool.spec.prose.TaskBox;
import io.github.sddtool.spec.prose.TaskLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/speckit#REQ-KIT-007
/// Reads `tasks.md`: `- [ ] T012 [P] [US1] text with src/file.ts`, with or without a number. Where
/// `[P]` took the place of the box, the task is open.
final class SpeckitTasks {
  private static final Pattern ID = Pattern.compile("^(T\\d{1,6}[a-z]?)\\b[:.]?\\s*");
  private static final Pattern LABELS =
      Pattern.compile("^(?:\\[(?:P|US\\d{1,3}|S\\d{1,3})\\]\\s*){1,5}");
  private static final Pattern BEFORE =
      Pattern.compile(
          "\\b(?:depends on|dependent on|after|requires|blocked by|dependencies:|depends:)\\s+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NEXT_TASK =
      Pattern.compile("^(?:\\s*(?:,|and|&|\\+|/)?\\s*)(T\\d{1,6}[a-z]?)\\b");

  private final TaskLedger ledger = new TaskLedger();
  private Optional<Draft> open = Optional.empty();

  private record Draft(
      String id, Task.State state, String text, int line, int depth, StringBuilder all) {}

  private SpeckitTasks() {}

  static TaskList read(MarkdownText markdown) {
    var reader = new SpeckitTasks();
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading _ -> reader.close();
        case Block.Item item -> reader.item(item);
        case Block.Paragraph paragraph -> reader.more(paragraph.depth(), paragraph.text());
        case Block.Code _, Block.Row _ -> {}
      }
    }
    reader.close();
    return reader.ledger.finish();
  }

  private void item(Block.Item item) {
    String text = item.text().replace('\n', ' ');
    Optional<TaskBox> box = TaskBox.read(text).filter(SpeckitTasks::isTask);
    if (box.isEmpty()) {
      more(item.depth() - 1, text);
      return;
    }
    close();
    TaskBox found = box.get();
    Task.State state = found.mark() == 'P' ? Task.State.OPEN : ledger.state(found, item.line());
    String rest = LABELS.matcher(found.rest()).replaceFirst("");
    Matcher id = ID.matcher(rest);
    boolean named = id.find();
    String name = named ? id.group(1) : "";
    String body = LABELS.matcher(named ? rest.substring(id.end()) : rest).replaceFirst("").strip();
    if (named) {
      ledger.named(name, item.line());
    }
    open =
        Optional.of(
            new Draft(name, state, body, item.line(), item.depth(), new StringBuilder(body)));
  }

  /// `[P] tasks run in parallel` in a legend is no task; `[P] T012 …` is.
  private static boolean isTask(TaskBox box) {
    return box.mark() != 'P' || ID.matcher(LABELS.matcher(box.rest()).replaceFirst("")).find();
  }

  /// What stands below a task goes on with it.
  private void more(int depth, String text) {
    open.filter(o -> depth >= o.depth())
        .ifPresentOrElse(o -> o.all().append('\n').append(text), this::close);
  }

  private void close() {
    open.ifPresent(o -> {
      String all = o.all().toString();
      ledger.add(
          new Task(
              o.id(),
              o.state(),
              o.text(),
              o.line(),
              new Task.References(IdMentions.in(all), FilePaths.in(all), earlier(all))));
    });
    open = Optional.empty();
  }

  private static List<String> earlier(String text) {
    var ids = new ArrayList<String>();
    Matcher before = BEFORE.matcher(text);
    while (before.find()) {
      String rest = text.substring(before.end(), Math.min(text.length(), before.end() + 500));
      Matcher next = NEXT_TASK.matcher(rest);
      while (next.find()) {
        if (!ids.contains(next.group(1))) {
          ids.add(next.group(1));
        }
        rest = rest.substring(next.end());
        next = NEXT_TASK.matcher(rest);
      }
    }
    return ids;
  }
}
