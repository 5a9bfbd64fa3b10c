package io.github.sddtool;

import io.github.sddtool.cli.Cli;
import io.github.sddtool.cli.Console;

/// The process: everything else is in the rooms.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new Cli(Console.ofProcess()).run(args));
  }
}
