package io.github.sddtool.pipeline;

import java.time.Duration;
import java.util.function.Supplier;

/// Hears how long each stage of a job took.
@FunctionalInterface
public interface StageLog {
  /// Hears of one stage.
  ///
  /// @param stage read, fetch, assess or publish
  void took(String stage, Duration time);

  /// Does a stage and tells how long it took, also when it fails.
  default <T> T time(String stage, Supplier<T> work) {
    long begin = System.nanoTime();
    try {
      return work.get();
    } finally {
      took(stage, Duration.ofNanos(System.nanoTime() - begin));
    }
  }
}
