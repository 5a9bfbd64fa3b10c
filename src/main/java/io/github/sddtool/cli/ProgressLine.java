package io.github.sddtool.cli;

import io.github.sddtool.analysis.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

// @spec cli/commands#REQ-CLI-026
/// One line on a terminal that says how far a long reading is, written over and over and wiped out
/// at the end. What is quick never shows it.
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final PrintStream terminal;
  private final Clock clock;
  private final String words;
  private Instant next;
  private boolean shown;

  /// @param words with two numbers: how many are done, and of how many
  ProgressLine(PrintStream terminal, Clock clock, String words) {
    this.words = words;
    this.terminal = terminal;
    this.clock = clock;
    this.next = clock.instant().plus(PATIENCE);
  }

  @Override
  public void read(int done, int all) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    shown = true;
    terminal.print("\r\u001B[K" + String.format(Locale.ROOT, words, done, all));
    terminal.flush();
  }

  @Override
  public void close() {
    if (shown) {
      terminal.print("\r\u001B[K");
      terminal.flush();
    }
  }
}
