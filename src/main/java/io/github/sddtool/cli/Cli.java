package io.github.sddtool.cli;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.app.Logging;
import io.github.sddtool.app.Version;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.NearNames;
import io.github.sddtool.report.JsonRenderer;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

// @spec cli/commands#REQ-CLI-002, cli/commands#REQ-CLI-005
/// The command line: parses, runs one command, maps every outcome to an exit code.
public final class Cli {
  private final Console console;

  public Cli(Console console) {
    this.console = console;
  }

  /// Runs a command line; returns the process's exit code.
  public int run(String... args) {
    Logging.quiet();
    var sdd = new SddCommand();
    var commands = new Commands(sdd, console);
    commands.prepare(Arrays.asList(args));
    CommandLine line = new CommandLine(sdd);
    commands.addTo(line, Arrays.asList(args));
    line.setOut(writer(console.out()));
    line.setErr(writer(console.err()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, given) -> wrongUsage(e, given));
    line.setExecutionExceptionHandler((e, failed, _) -> failed(e, failed.getCommandName(), args));
    try {
      return line.execute(args);
    } catch (Error e) { // the parser hands on exceptions only
      return broken(e + at(e), running(line), args);
    }
  }

  private static String running(CommandLine line) {
    CommandLine.ParseResult parsed = line.getParseResult();
    return parsed == null || parsed.subcommand() == null
        ? line.getCommandName()
        : parsed.subcommand().commandSpec().name();
  }

  /// Where it happened; the whole trace of a stack that is full is of no use.
  private static String at(Error e) {
    return Arrays.stream(e.getStackTrace()).findFirst().map(frame -> " at " + frame).orElse("");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private int wrongUsage(CommandLine.ParameterException e, String[] args) {
    String message = String.valueOf(e.getMessage());
    console.err().println("sdd: " + message);
    List<String> near = nearCommands(e);
    if (near.isEmpty()) {
      CommandLine.UnmatchedArgumentException.printSuggestions(e, writer(console.err()));
    } else {
      console.err().println("Did you mean: " + String.join(", ", near) + "?");
    }
    console.err().println("Try 'sdd " + commandPath(e.getCommandLine()) + "--help'.");
    jsonFor(args, e.getCommandLine().getCommandName(), Verdict.ERROR, message);
    return ExitCode.USAGE.code();
  }

  /// The commands that a word which is none of them may mean.
  private static List<String> nearCommands(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return List.of();
    }
    List<String> names = List.copyOf(e.getCommandLine().getSubcommands().keySet());
    return NearNames.of(unmatched.getUnmatched().getFirst(), names).stream()
        .map(name -> "sdd " + commandPath(e.getCommandLine()) + name)
        .toList();
  }

  private static String commandPath(CommandLine line) {
    return line.getParent() == null
        ? ""
        : commandPath(line.getParent()) + line.getCommandName() + " ";
  }

  private int failed(Exception e, String command, String[] args) {
    if (e instanceof Fault fault) {
      ExitCode code = ExitCode.of(fault);
      console.err().println("sdd: " + fault.message());
      Verdict verdict = code == ExitCode.NOTHING_FOUND ? Verdict.SKIPPED : Verdict.ERROR;
      jsonFor(args, command, verdict, fault.message());
      return code.code();
    }
    System.getLogger(Cli.class.getName()).log(System.Logger.Level.ERROR, "event=unexpected", e);
    return broken(e.toString(), command, args);
  }

  private int broken(String what, String command, String[] args) {
    console.err().println("sdd: an error of ours, please report it: " + what);
    jsonFor(args, command, Verdict.ERROR, "an error inside sdd: " + what);
    return ExitCode.COULD_NOT_EVALUATE.code();
  }

  /// Who asked for JSON on standard output gets a document, whatever happened.
  private void jsonFor(String[] args, String command, Verdict verdict, String reason) {
    var words = Arrays.asList(args);
    int format = words.lastIndexOf("--format");
    boolean json =
        words.contains("--format=json")
            || (format >= 0 && format + 1 < words.size() && words.get(format + 1).equals("json"));
    if (json) {
      console.out().print(new JsonRenderer().nothing(command, Version.current(), verdict, reason));
      console.out().flush();
    }
  }
}
