package io.github.sddtool.cli;

import io.github.sddtool.app.Replay;
import io.github.sddtool.app.SettingsReader;
import io.github.sddtool.fault.UserFault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sdd replay`
@Command(name = "replay", description = "Lets the server work on a kept delivery again.")
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ID", description = "The forge's id of the delivery.")
  private String id = "";

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The server's settings (default: sdd.yaml in this folder, if there is one).")
  private Optional<Path> settings = Optional.empty();

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!id.matches("[0-9A-Za-z][0-9A-Za-z_-]{0,199}")) {
      throw UserFault.usage("That is no delivery's id; they are letters, digits, '-' and '_'.");
    }
    console
        .out()
        .println(Replay.of(SettingsReader.read(settings, Path.of(""), console.environment()), id));
    console.out().flush();
    return ExitCode.PASS.code();
  }
}
