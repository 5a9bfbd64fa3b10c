package io.github.sddtool.cli;

import io.github.sddtool.app.Environment;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The terminal, or what stands in for it.
///
/// @param terminal whether a person is looking
public record Console(PrintStream out, PrintStream err, Environment environment, boolean terminal) {

  /// The process's own streams, in UTF-8.
  public static Console ofProcess() {
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Environment.ofProcess(),
        Optional.ofNullable(System.console()).filter(c -> c.isTerminal()).isPresent());
  }

  /// Colour for people only, and not where they asked for none.
  boolean color() {
    return terminal
        && environment.get("NO_COLOR").isEmpty()
        && !environment.get("TERM").filter("dumb"::equals).isPresent();
  }
}
