package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private static final Console CONSOLE =
      new Console(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          new Environment(Map.of()),
          false);

  private static CommandLine built(String... args) {
    var sdd = new SddCommand();
    var line = new CommandLine(sdd);
    new Commands(sdd, CONSOLE).addTo(line, List.of(args));
    return line;
  }

  @ParameterizedTest
  @CsvSource({
    "validate,validate",
    "-C sync validate,validate",
    "-q --format json sync --threshold 80,sync",
    "--base=main check,check",
    "drift ack,drift"
  })
  void onlyTheCommandThatIsAskedForIsDescribed(String line, String command) {
    assertThat(built(line.split(" ", -1)).getSubcommands()).containsOnlyKeys(command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "chek", "-C validate", "validate --help", "--nonsense"})
  void allAreDescribedWhereTheAnswerMaySpeakOfOthers(String line) {
    assertThat(built(line.split(" ", -1)).getSubcommands().keySet())
        .isEqualTo(new Commands(new SddCommand(), CONSOLE).names());
  }

  @Test
  void everyCommandIsKnownByTheNameItCallsItself() {
    built("--help")
        .getSubcommands()
        .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
  }
}
