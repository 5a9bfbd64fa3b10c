package io.github.sddtool.pipeline.runner;

import java.nio.file.Path;

/// A place apart from the server in which `sdd judge` runs once: no network but what brings the
/// clone, nothing to write to but its own, bounded in memory and time. Whatever happens in it
/// leaves nothing behind.
public interface Box {
  /// The most that is read of what comes out, in bytes.
  int MOST_OUTPUT = 64 << 20;

  /// Runs it. Who is interrupted stops it.
  ///
  /// @param clone a bare clone, to be read only
  /// @param order what [Order#write()] gives
  /// @throws io.github.sddtool.fault.RunnerFault when it could not be started
  Outcome run(Path clone, String order) throws InterruptedException;

  /// How it ended.
  sealed interface Outcome {
    /// By itself.
    ///
    /// @param code the exit code, by which a command line tells what its output is
    /// @param output the report, or the document that says why there is none
    record Ended(int code, String output) implements Outcome {}

    /// It was ended: a limit was reached, or it broke.
    ///
    /// @param reason to end a sentence with; of a limit the setting is named
    record Cut(String reason) implements Outcome {}
  }
}
