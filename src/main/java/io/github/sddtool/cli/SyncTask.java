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
import io.github.sddtool.fault.NearNames;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec cli/server#REQ-SRV-005
/// `sdd sync pull`, `sdd sync push`
@Command
final class SyncTask implements Callable<Integer> {
  /// Which way.
  enum Kind {
    PULL("Brings what changed on the server into the working tree, merged with what changed here."),
    PUSH("Sends what changed here to the server, merged with what changed there.");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String description() {
      return description;
    }
  }

  private final SddCommand sdd;
  private final Console console;
  private final Kind kind;
  private final List<Line> lines = new ArrayList<>();

  @Parameters(paramLabel = "SPEC", arity = "0..*", description = "Only these.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--yes", description = "Delete, even if it is much.")
  private boolean yes;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "Why, for the history on the server.")
  private String message = "";

  SyncTask(SddCommand sdd, Console console, Kind kind) {
    this.sdd = sdd;
    this.console = console;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    if (!sdd.formats().isEmpty()) {
      throw UserFault.usage("A sync is told as text; `sdd sync status --format json` tells more.");
    }
    try (SyncSide side = SyncSide.open(sdd, console);
        LocalBook book = side.book()) {
      ServerClient client = side.client(message);
      List<Known> known = book.all();
      List<LocalSpec> specs = side.specs();
      List<Kept> there = FarReading.read(client, known);
      FarReading.note(book, known, there);
      LocalPlan plan = LocalPlan.of(known, specs, there, side.merger());
      List<Change> changes =
          plan.changes().stream().filter(change -> side.isNamed(change, names)).toList();
      nothing(plan, specs, changes);
      ask(plan);
      Set<RepoPath> fit = side.fit(changes);
      var exchange =
          new Exchange(book, side.workingFiles(), client, side.merger(), fit::contains, this::told);
      if (kind == Kind.PULL) {
        exchange.pull(changes);
      } else {
        exchange.push(changes);
        side.unread()
            .forEach(
                path -> told(new Line(Line.Kind.LEFT, "", path, "no UTF-8, or more than 1 MiB")));
      }
      return end();
    }
  }

  private void nothing(LocalPlan plan, List<LocalSpec> specs, List<Change> changes) {
    if (plan.known() == 0 && plan.changes().isEmpty() && specs.isEmpty()) {
      throw UserFault.nothingFound("There is no spec, neither here nor on the server.");
    }
    if (changes.isEmpty() && !names.isEmpty()) {
      List<String> all = specs.stream().map(LocalSpec::id).toList();
      for (String name : names) {
        boolean there =
            specs.stream()
                .anyMatch(one -> one.id().equals(name) || one.file().path().value().equals(name));
        if (!there) {
          List<String> near = NearNames.of(name, all);
          throw UserFault.nothingFound(
              "No spec is called '"
                  + name
                  + "'."
                  + (near.isEmpty() ? "" : " Near: " + String.join(", ", near) + "."));
        }
      }
    }
  }

  private void ask(LocalPlan plan) {
    Optional<String> question =
        kind == Kind.PULL ? plan.questionOfBringing() : plan.questionOfSending();
    if (question.isPresent() && !yes) {
      throw UserFault.usage(question.get());
    }
  }

  private void told(Line line) {
    lines.add(line);
    if (!sdd.quiet()) {
      console
          .out()
          .println(
              SyncSide.plain(
                  "%-9s %s  %s%s"
                      .formatted(
                          line.kind().word(),
                          line.id(),
                          line.path(),
                          line.what().isEmpty() ? "" : "  " + line.what())));
      console.out().flush();
    }
  }

  private int end() {
    Map<Line.Kind, Integer> counts = new EnumMap<>(Line.Kind.class);
    lines.forEach(line -> counts.merge(line.kind(), 1, Integer::sum));
    int conflicts = counts.getOrDefault(Line.Kind.CONFLICT, 0);
    console
        .out()
        .println(
            "%d brought, %d sent, %d in conflict, %d left."
                .formatted(
                    counts.getOrDefault(Line.Kind.BROUGHT, 0),
                    counts.getOrDefault(Line.Kind.SENT, 0),
                    conflicts,
                    counts.getOrDefault(Line.Kind.LEFT, 0)));
    console.out().flush();
    if (conflicts > 0) {
      console.err().println("`sdd sync resolve SPEC local|remote|base|merge` settles a conflict.");
    }
    return (lines.stream().anyMatch(line -> line.kind().isOpen())
            ? ExitCode.FINDINGS
            : ExitCode.PASS)
        .code();
  }
}
