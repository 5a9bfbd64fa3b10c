package io.github.sddtool.pipeline.runner;

import java.time.Duration;

/// What one assessment may take.
///
/// @param time from the moment it is asked for
/// @param memoryMiB of a box; in this process nobody counts
public record Limits(Duration time, int memoryMiB) {
  /// What is told of one that took too long, to end a sentence with.
  public String late() {
    return "it took longer than the %d seconds of runner.timeout_seconds"
        .formatted(time.toSeconds());
  }

  /// What is told of one that wanted too much memory, likewise.
  public String tooLarge() {
    return "it took more memory than the %d MiB of runner.memory_mib".formatted(memoryMiB);
  }
}
