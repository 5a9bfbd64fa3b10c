package io.github.sddtool.cli;

import io.github.sddtool.app.ServerClient;
import io.github.sddtool.bridge.local.Change;
import io.github.sddtool.bridge.local.Exchange;
import io.github.sddtool.bridge.local.FarReading;
import io.github.sddtool.bridge.local.Kept;
import io.github.sddtool.bridge.local.Known;
import io.github.sddtool.bridge.local.Line;
import io.github.sddtool.bridge.local.LocalBook;
import io.github.sddtool.bridge.local.LocalPlan;
import io.github.sddtool.bridge.local.LocalSpec;
import io.github.sddtool.bridge.local.SettingsEdit;
import io.github.sddtool.bridge.mirror.MirrorSettingsReader;
import io.github.sddtool.fault.UserFault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

// @spec cli/server#REQ-SRV-009
/// `sdd server migrate`
@Command(
    name = "migrate",
    description =
        "Sends every spec of the working tree that the server does not have. What was interrupted goes on where it ended.")
final class ServerMigrateCommand implements Callable<Integer> {
  private static final int HANDFUL = 20;

  private final SddCommand sdd;
  private final Console console;
  private final List<Line> lines = new ArrayList<>();

  @Option(
      names = "--project",
      paramLabel = "P",
      description = "To which project (default: the one in .sdd/server.yml).")
  private Optional<String> project = Optional.empty();

  ServerMigrateCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    settle();
    try (SyncSide side = SyncSide.open(sdd, console);
        LocalBook book = side.book()) {
      ServerClient client = side.client("Brought from the repository");
      List<Known> known = book.all();
      List<LocalSpec> specs = side.specs();
      if (specs.isEmpty()) {
        throw UserFault.nothingFound("The working tree has no spec at all.");
      }
      List<Kept> there = FarReading.read(client, known);
      List<Change> all = LocalPlan.of(known, specs, there, side.merger()).changes();
      List<Change> lacking =
          all.stream().filter(one -> one.known().isEmpty() && one.there().isEmpty()).toList();
      var exchange =
          new Exchange(book, side.workingFiles(), client, side.merger(), _ -> false, lines::add);
      exchange.pull(all.stream().filter(ServerMigrateCommand::isAgreed).toList());
      send(exchange, lacking);
      return end(lacking.size(), all.stream().filter(one -> !lacking.contains(one)).toList());
    }
  }

  private static boolean isAgreed(Change change) {
    return change.there().isPresent() && change.here().equals(change.away());
  }

  /// A project that is named is kept, so that the next sync is with it.
  private void settle() {
    if (project.isEmpty()) {
      return;
    }
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      String before = workspace.text(MirrorSettingsReader.FILE).orElse("");
      Optional<String> known =
          before.isBlank() ? Optional.empty() : SettingsEdit.get(before, "server.project");
      if (known.isPresent() && !known.equals(project)) {
        throw UserFault.usage(
            "This repository is connected with the project '%s', not with '%s'; `sdd config set server.project %s` changes that."
                .formatted(known.get(), project.get(), project.get()));
      }
      boolean connected = !before.isBlank() && SettingsEdit.get(before, "server.url").isPresent();
      if (connected && known.isEmpty()) {
        workspace.write(
            MirrorSettingsReader.FILE, SettingsEdit.set(before, "server.project", project.get()));
      }
    }
  }

  private void send(Exchange exchange, List<Change> lacking) {
    boolean shown = console.interactiveError() && !sdd.quiet() && !sdd.ci();
    try (var line =
        new ProgressLine(console.err(), Clock.systemUTC(), "Sending %,d of %,d specs…")) {
      for (int from = 0; from < lacking.size(); from += HANDFUL) {
        int to = Math.min(from + HANDFUL, lacking.size());
        if (shown) {
          line.read(from, lacking.size());
        }
        exchange.push(lacking.subList(from, to));
      }
    }
  }

  private int end(int lacking, List<Change> others) {
    long sent = lines.stream().filter(line -> line.kind() == Line.Kind.SENT).count();
    List<Line> open = lines.stream().filter(line -> line.kind().isOpen()).toList();
    open.forEach(line ->
        console
            .err()
            .println(
                SyncSide.plain(
                    line.kind().word()
                        + "  "
                        + line.id()
                        + "  "
                        + line.path()
                        + "  "
                        + line.what())));
    long different = others.stream().filter(one -> !isAgreed(one)).count();
    console
        .out()
        .println(
            "%d of %d specs sent%s."
                .formatted(
                    sent,
                    lacking,
                    different == 0
                        ? ""
                        : "; " + different + " others differ, see `sdd sync status`"));
    console.out().flush();
    return (open.isEmpty() ? ExitCode.PASS : ExitCode.FINDINGS).code();
  }
}
