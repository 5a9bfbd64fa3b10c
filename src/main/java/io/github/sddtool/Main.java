package io.github.sddtool;

import io.github.sddtool.cli.Cli;
import io.github.sddtool.cli.Console;
import io.github.sddtool.cli.VersionLine;

/// The process: everything else is in the rooms.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (VersionLine.isAskedBy(args)) {
      VersionLine.print();
      return;
    }
    System.exit(new Cli(Console.ofProcess()).run(args));
  }
}
