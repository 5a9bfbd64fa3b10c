package io.github.sddtool.cli;

import io.github.sddtool.bridge.local.Change;
import io.github.sddtool.bridge.local.Exchange;
import io.github.sddtool.bridge.local.FarReading;
import io.github.sddtool.bridge.local.Kept;
import io.github.sddtool.bridge.local.Known;
import io.github.sddtool.bridge.local.LocalBook;
import io.github.sddtool.bridge.local.LocalPlan;
import io.github.sddtool.bridge.local.Settling;
import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec cli/server#REQ-SRV-006
/// `sdd sync resolve`
@Command(
    name = "resolve",
    description =
        "Settles what changed here and there in contradiction; by its number, what changed in git and on the server.")
final class SyncResolveCommand implements Callable<Integer> {
  private static final List<String> ON_SERVER = List.of("git", "store", "base", "proceed", "text");

  private final SddCommand sdd;
  private final Console console;
  private final InputStream in;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SPEC|NUMBER",
      description = "Which (default: each, one by one, on a terminal).")
  private Optional<String> which = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CHOICE",
      description =
          "local, remote, base or merge (marks to edit by hand); by number git, store, base, proceed or text.")
  private Optional<String> choice = Optional.empty();

  @Option(names = "--text", paramLabel = "FILE", description = "With `text`: what it is to say.")
  private Optional<Path> text = Optional.empty();

  SyncResolveCommand(SddCommand sdd, Console console, InputStream in) {
    this.sdd = sdd;
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() {
    try (SyncSide side = SyncSide.open(sdd, console)) {
      if (which.filter(word -> word.matches("[1-9][0-9]{0,17}")).isPresent()) {
        return onServer(side, Long.parseLong(which.get()));
      }
      try (LocalBook book = side.book()) {
        return here(side, book);
      }
    }
  }

  private int onServer(SyncSide side, long number) {
    String word =
        choice
            .filter(ON_SERVER::contains)
            .orElseThrow(() ->
                UserFault.usage(
                    "How is conflict %d to be settled? One of: %s."
                        .formatted(number, String.join(", ", ON_SERVER))));
    if (word.equals("text") != text.isPresent()) {
      throw UserFault.usage("--text FILE goes with the choice 'text', and 'text' with it.");
    }
    side.client("").resolve(number, word, text.map(SyncResolveCommand::read));
    say("Conflict " + number + " is settled: " + word + ".");
    return ExitCode.PASS.code();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw UserFault.usage("--text: '" + file + "' cannot be read.");
    }
  }

  private int here(SyncSide side, LocalBook book) {
    Optional<Settling.Choice> given = choice.map(Settling.Choice::read);
    List<Known> known = book.all();
    List<Change> open =
        LocalPlan.of(known, side.specs(), there(side, known), side.merger()).changes().stream()
            .filter(Change::clashes)
            .filter(change -> side.isNamed(change, which.stream().toList()))
            .toList();
    if (open.isEmpty()) {
      if (which.isPresent()) {
        throw UserFault.nothingFound("'" + which.get() + "' has no conflict.");
      }
      say("There is no conflict.");
      return ExitCode.PASS.code();
    }
    var settling = new Settling(book, side.workingFiles(), side.merger());
    if (given.isPresent()) {
      open.forEach(change -> settle(settling, change, given.get()));
      return ExitCode.PASS.code();
    }
    if (sdd.ci() || !console.terminal()) {
      open.forEach(change -> console.out().println(title(change)));
      console.out().flush();
      console.err().println("Say how: `sdd sync resolve SPEC local|remote|base|merge`.");
      return ExitCode.FINDINGS.code();
    }
    return asked(settling, open);
  }

  /// Without the server by what it last said.
  private static List<Kept> there(SyncSide side, List<Known> known) {
    try {
      return FarReading.read(side.client(""), known);
    } catch (ForgeFault e) {
      return known.stream().map(Known::there).toList();
    }
  }

  private int asked(Settling settling, List<Change> open) {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int left = open.size();
    for (Change change : open) {
      console.out().println(title(change));
      change.merged().clashes().forEach(this::show);
      console.out().print("local, remote, base, merge, or nothing to leave it: ");
      console.out().flush();
      Optional<String> word = answer(reader);
      if (word.isPresent()) {
        settle(settling, change, Settling.Choice.read(word.get()));
        left--;
      }
    }
    return (left == 0 ? ExitCode.PASS : ExitCode.FINDINGS).code();
  }

  private static Optional<String> answer(BufferedReader reader) {
    try {
      return Optional.ofNullable(reader.readLine())
          .map(String::strip)
          .filter(line -> !line.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void show(Clash clash) {
    show("local", clash.git());
    show("remote", clash.store());
  }

  private void show(String side, Optional<String> text) {
    console.out().println("--- " + side + (text.isEmpty() ? " (removed)" : ""));
    text.orElse("").lines().forEach(line -> console.out().println("  " + SyncSide.plain(line)));
  }

  private static String title(Change change) {
    return SyncSide.plain(
        "conflict  %s  %s  %s"
            .formatted(change.id(), change.path(), Exchange.labels(change.merged().clashes())));
  }

  private void settle(Settling settling, Change change, Settling.Choice how) {
    settling.settle(change, how);
    say(
        how == Settling.Choice.MERGE
            ? change.path() + " has both between marks: edit it, then `sdd sync push`."
            : change.id() + " is settled: " + how.word() + ". `sdd sync push` sends it.");
  }

  private void say(String line) {
    if (!sdd.quiet()) {
      console.out().println(SyncSide.plain(line));
      console.out().flush();
    }
  }
}
