package io.github.sddtool.cli;

import io.github.sddtool.analysis.Progress;
import io.github.sddtool.analysis.condition.Quantity;
import io.github.sddtool.app.DryRun;
import io.github.sddtool.app.Replay;
import io.github.sddtool.app.Settings;
import io.github.sddtool.app.SettingsReader;
import io.github.sddtool.app.Version;
import io.github.sddtool.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec app/ledger#REQ-LED-005, app/rehearsal#REQ-RHS-001
/// `sdd replay`
@Command(
    name = "replay",
    description =
        "Lets the server work on a kept delivery again; or tries how the pull requests of the last days would be judged by other rules or by this version.")
final class ReplayCommand implements Callable<Integer> {
  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The forge's id of the delivery.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      description = "With --dry-run: how far back, for example 7d or 12h.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "RULES|VERSION",
      description =
          "With --dry-run: the file to judge by instead of each repository's .sdd/config.yml, or this program's version to judge by the repositories' own (the default).")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--dry-run",
      description = "Shows which verdicts would flip, and tells nobody else.")
  private boolean dryRun;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The server's settings (default: sdd.yaml in this folder, if there is one).")
  private Optional<Path> settings = Optional.empty();

  ReplayCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    String said;
    if (id.isPresent()) {
      if (dryRun || since.isPresent() || against.isPresent()) {
        throw UserFault.usage(
            "One delivery is worked on for real: without --dry-run and its like.");
      }
      said = again(id.get());
    } else if (since.isPresent() && dryRun) {
      said = tried(since.get());
    } else {
      throw UserFault.usage(
          "Name the ID of a delivery to work on it again, or --since 7d --dry-run to see which verdicts would flip.");
    }
    console.out().print(said);
    console.out().flush();
    return ExitCode.PASS.code();
  }

  private String again(String delivery) {
    if (!delivery.matches("[0-9A-Za-z][0-9A-Za-z_-]{0,199}")) {
      throw UserFault.usage("That is no delivery's id; they are letters, digits, '-' and '_'.");
    }
    return Replay.of(read(), delivery) + "\n";
  }

  private String tried(String span) {
    boolean json = sdd.asksForJson("A dry run");
    Duration back = span(span);
    Optional<String> rules = rules();
    List<DryRun.Again> all;
    if (sdd.quiet() || sdd.ci() || !console.interactiveError()) {
      all = DryRun.of(read(), back, rules, Progress.NONE, Clock.systemUTC());
    } else {
      try (var line =
          new ProgressLine(console.err(), Clock.systemUTC(), "Judging again %,d of %,d commits…")) {
        all = DryRun.of(read(), back, rules, line, Clock.systemUTC());
      }
    }
    return json ? DryRunText.json(all) : DryRunText.text(all, span, judge());
  }

  private Settings read() {
    return SettingsReader.read(settings, Path.of(""), console.environment());
  }

  private static Duration span(String text) {
    return Quantity.span(text)
        .filter(span -> !span.isZero())
        .orElseThrow(() ->
            UserFault.usage(
                "--since '" + text + "' is no span of time: say for example 12h or 7d."));
  }

  private boolean isOwnVersion() {
    return against.isEmpty() || against.get().equals(Version.current());
  }

  private String judge() {
    return isOwnVersion() ? "sdd " + Version.current() : against.orElse("");
  }

  private Optional<String> rules() {
    if (isOwnVersion()) {
      return Optional.empty();
    }
    Path file = Path.of(against.orElse(""));
    if (!Files.isRegularFile(file)) {
      throw UserFault.usage(
          "--against '"
              + file
              + "' is neither a file with rules nor this program's version, "
              + Version.current()
              + "; another version tries its own.");
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw UserFault.usage("'" + file + "' cannot be read: " + e.getMessage());
    }
  }
}
