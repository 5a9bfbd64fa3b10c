package io.github.sddtool.pipeline.runner;

import java.time.Duration;

/// What one assessment may take.
///
/// @param time from the moment it is asked for
/// @param memoryMiB of a box; in this process nobody counts
public record Limits(Duration time, int memoryMiB) {
  /// What is told of one that took too long.
  public static String late(Duration time) {
    return "It took longer than %d seconds; runner.timeout_seconds in the server's settings allows more."
        .formatted(time.toSeconds());
  }

  /// What is told of one that wanted too much memory.
  public String tooLarge() {
    return "It was killed, as happens when more than %d MiB of memory are needed; runner.memory_mib in the server's settings allows more."
        .formatted(memoryMiB);
  }
}
