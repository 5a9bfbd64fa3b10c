package io.github.sddtool.pipeline;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Hears how long each stage of a job took.
@FunctionalInterface
public interface StageLog {
  /// Hears of one stage.
  ///
  /// @param stage its name, such as `fetch` or `assess`
  void took(String stage, Duration time);

  // @spec app/jobs#REQ-JOB-006
  /// Does a stage, unless the job was told to stop meanwhile, and tells how long it took, also when
  /// it fails.
  default <T> T time(String stage, Supplier<T> work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("told to stop before " + stage);
    }
    long begin = System.nanoTime();
    try {
      return work.get();
    } finally {
      took(stage, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /// The same for work that gives nothing.
  default void run(String stage, Runnable work) {
    time(
        stage,
        () -> {
          work.run();
          return true;
        });
  }
}
