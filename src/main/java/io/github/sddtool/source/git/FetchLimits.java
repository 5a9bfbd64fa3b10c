package io.github.sddtool.source.git;

import io.github.sddtool.fault.StoreFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a fetch may take.
///
/// @param silence without a byte from the other side, at least a second
/// @param total from beginning to end
/// @param free bytes that it leaves free on the disk of its clone
record FetchLimits(Duration silence, Duration total, long free) {
  /// How often it is looked what is left of the disk.
  static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  static final FetchLimits USUAL =
      new FetchLimits(Duration.ofSeconds(30), Duration.ofMinutes(15), CloneBudget.USUAL.free());

  /// The same, leaving more or less of the disk free.
  FetchLimits leaving(long bytes) {
    return new FetchLimits(silence, total, bytes);
  }

  /// Whether less is free than has to be left.
  ///
  /// @param onDisk a file or folder that is there
  boolean isDiskFull(Path onDisk) {
    try {
      return Files.getFileStore(onDisk).getUsableSpace() < free;
    } catch (IOException e) {
      // Gone, or not to be asked: whoever writes there next will be told.
      return false;
    }
  }

  StoreFault diskFull() {
    return new StoreFault(
        "the disk of the clones has less than "
            + (free >> 20)
            + " MiB left, which runner.free_mib keeps free");
  }
}
