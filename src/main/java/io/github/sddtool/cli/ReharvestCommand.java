package io.github.sddtool.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.config.HarvestRules;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.guard.harvest.Harvest;
import io.github.sddtool.guard.harvest.Harvested;
import io.github.sddtool.guard.harvest.Note;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

// @spec app/reharvest#REQ-HARVEST-008
/// `sdd reharvest`: what the server proposes every week, at once and in the working tree.
@Command(
    name = "reharvest",
    description =
        "Refreshes links of specs, tables of coverage and status fields, as .sdd/config.yml allows.")
final class ReharvestCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Option(names = "--dry-run", description = "Say what would change, and write nothing.")
  private boolean dryRun;

  ReharvestCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean json = sdd.asksForJson("What is refreshed");
    if (sdd.base().isPresent() || sdd.head().isPresent()) {
      throw UserFault.usage("reharvest refreshes the files as they are now: no --base, no --head.");
    }
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      Change change = workspace.change(Optional.empty(), Optional.empty());
      Snapshot head = change.head();
      HarvestRules rules = Assessor.harvest(head, Engine.FORMATS);
      if (rules.isNothing()) {
        throw UserFault.nothingFound(
            "Nothing may be refreshed: .sdd/config.yml does not say `reharvest: {links: true, coverage: true, status: true}`, or some of it.");
      }
      Report report =
          Engine.assessor()
              .assess(change, Request.of(Question.CHECK).on(LocalDate.now(ZoneOffset.UTC)));
      Harvested harvested = Harvest.of(head, report, rules, Engine.FORMATS, workspace::moved);
      if (!dryRun) {
        write(workspace, head, harvested);
      }
      console.out().print(json ? json(harvested) : text(harvested));
      console.out().flush();
      return ExitCode.PASS.code();
    }
  }

  /// All files are looked at before the first is written.
  private static void write(Workspace workspace, Snapshot head, Harvested harvested) {
    var written = new HashMap<RepoPath, String>();
    harvested
        .files()
        .forEach((path, text) -> {
          String was = new String(head.read(head.find(path).orElseThrow()), UTF_8);
          written.put(path, onDisk(workspace, path, was, text));
        });
    written.forEach(workspace::write);
  }

  /// A text with the line ends that git gave the file here.
  private static String onDisk(Workspace workspace, RepoPath path, String was, String text) {
    String there = workspace.text(path).orElse("");
    if (there.equals(was)) {
      return text;
    }
    if (there.replace("\r\n", "\n").equals(was)) {
      return text.replace("\n", "\r\n");
    }
    throw new SourceFault(path + " was changed while it was read; nothing was written");
  }

  private String text(Harvested harvested) {
    var text = new StringBuilder();
    if (!sdd.quiet()) {
      harvested.changes().forEach(note -> text.append(note).append('\n'));
      harvested.notes().forEach(note -> text.append("left: ").append(note).append('\n'));
    }
    int files = harvested.files().size();
    String count = files + (files == 1 ? " file" : " files");
    return text.append(
            files == 0
                ? "Nothing is out of date."
                : dryRun ? "Would refresh " + count + "." : "Refreshed " + count + ".")
        .append('\n')
        .toString();
  }

  private String json(Harvested harvested) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("written", !dryRun);
    ArrayNode files = root.putArray("files");
    harvested.files().keySet().forEach(path -> files.add(path.value()));
    Map.of("changes", harvested.changes(), "notes", harvested.notes()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(part -> list(root.putArray(part.getKey()), part.getValue()));
    return root.toPrettyString() + "\n";
  }

  private static void list(ArrayNode array, List<Note> notes) {
    for (Note note : notes) {
      array
          .addObject()
          .put("path", note.path().value())
          .put("line", note.line())
          .put("text", note.text());
    }
  }
}
