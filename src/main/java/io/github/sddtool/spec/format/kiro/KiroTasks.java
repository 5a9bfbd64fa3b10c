package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.spec.Task;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.FilePaths;
import io.github.sddtool.spec.prose.TaskBox;
import io.github.sddtool.spec.prose.TaskLedger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec formats/kiro#REQ-KIRO-007
/// Reads `tasks.md`: `- [x] 1.2 text` with bullets below it that say more, among them
/// `_Requirements:_` and `_Depends:_`.
final class KiroTasks {
  private static final Pattern ID =
      Pattern.compile(
          "^(?:(?:Task|任务|タスク)\\s*)?(\\d{1,4}(?:\\.\\d{1,4}){0,3})(?:[.)．、:：]\\s*|\\s+|$)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PARALLEL = Pattern.compile("^[(\\[]P[)\\]]\\s*");

  private final TaskLedger ledger = new TaskLedger();
  private Optional<Draft> open = Optional.empty();

  private record Draft(String id, Task.State state, String text, int line, StringBuilder all) {}

  private KiroTasks() {}

  static TaskList read(MarkdownText markdown) {
    var reader = new KiroTasks();
    for (Block block : markdown.blocks()) {
      switch (block) {
        case Block.Heading _ -> reader.close();
        case Block.Item item -> reader.item(item);
        case Block.Paragraph paragraph -> reader.more(paragraph.text());
        case Block.Code _, Block.Row _ -> {}
      }
    }
    reader.close();
    return reader.ledger.finish();
  }

  private void item(Block.Item item) {
    String text = item.text().replace('\n', ' ');
    Optional<TaskBox> box = TaskBox.read(text);
    if (box.isEmpty()) {
      more(item.text());
      return;
    }
    close();
    Task.State state = ledger.state(box.get(), item.line());
    String rest = PARALLEL.matcher(box.get().rest()).replaceFirst("");
    Matcher number = ID.matcher(rest);
    boolean named = number.find();
    String id = named ? number.group(1) : "";
    String body = PARALLEL.matcher(named ? rest.substring(number.end()) : rest).replaceFirst("");
    if (named) {
      ledger.named(id, item.line());
    }
    open = Optional.of(new Draft(id, state, body.strip(), item.line(), new StringBuilder(body)));
  }

  private void more(String text) {
    open.ifPresent(o -> o.all().append('\n').append(text));
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
              new Task.References(
                  References.requirements(all), FilePaths.in(all), References.tasks(all))));
    });
    open = Optional.empty();
  }
}
