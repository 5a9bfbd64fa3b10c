package io.github.sddtool.cli;

import io.github.sddtool.app.Environment;
import io.github.sddtool.report.LineWrap;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The terminal, or what stands in for it.
///
/// @param terminal whether a person is looking
public record Console(PrintStream out, PrintStream err, Environment environment, boolean terminal) {

  private static final int USUAL_WIDTH = 100;
  private static final int NARROWEST = 20;

  /// The process's own streams, in UTF-8.
  public static Console ofProcess() {
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Environment.ofProcess(),
        Optional.ofNullable(System.console()).filter(c -> c.isTerminal()).isPresent());
  }

  // @spec cli/commands#REQ-CLI-027
  /// How wide text may be: what `COLUMNS` says, else what the terminal says. Where nobody looks,
  /// lines stay whole, so that programs find what belongs together in one.
  int width() {
    return environment
        .get("COLUMNS")
        .flatMap(Console::columns)
        .or(() -> terminal ? Optional.of(Terminal.columns().orElse(USUAL_WIDTH)) : Optional.empty())
        .orElse(LineWrap.NEVER);
  }

  private static Optional<Integer> columns(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(columns -> columns >= NARROWEST);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Whether a person looks at the error stream too, so that a line there may be written over.
  boolean interactiveError() {
    return terminal
        && !environment.get("TERM").filter("dumb"::equals).isPresent()
        && Terminal.isError();
  }

  /// Colour for people only, and not where they asked for none.
  boolean color() {
    return terminal
        && environment.get("NO_COLOR").isEmpty()
        && !environment.get("TERM").filter("dumb"::equals).isPresent();
  }
}
