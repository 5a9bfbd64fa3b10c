package io.github.sddtool.cli;

import io.github.sddtool.app.Version;

/// The answer to `sdd --version`, which scripts and editors ask for all the time: nothing else is
/// loaded for it.
public final class VersionLine {
  private VersionLine() {}

  /// Whether a command line asks for nothing but the version.
  public static boolean isAskedBy(String... args) {
    return args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"));
  }

  /// Prints it to the process's standard output.
  public static void print() {
    System.out.println(Version.line());
  }
}
