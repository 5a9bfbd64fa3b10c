package io.github.sddtool.app;

import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.pipeline.gap.GapDetector;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts apps whose assessments can be made to break, on either database: the system property
/// `sdd.store` says which, else they take turns.
final class Runner {
  private static final AtomicInteger RUNNERS = new AtomicInteger();

  /// Scenarios count calls.
  private static final GapDetector.Rhythm SELDOM =
      new GapDetector.Rhythm(Duration.ofHours(1), Duration.ofHours(1));

  private final TestStore store = next();
  private final Deque<Error> errors = new ConcurrentLinkedDeque<>();

  private static TestStore next() {
    // Two forges are played in turn: each of them gets both.
    boolean first = RUNNERS.getAndIncrement() / 2 % 2 == 0;
    return TestStore.named().orElse(first ? TestStore.SQLITE : TestStore.POSTGRESQL);
  }

  App start(Settings settings) {
    Settings stored = settings.on(store.place(settings.data()));
    App.Parts parts = ServerApp.parts(stored, Clock.systemUTC());
    return App.start(parts.asking(SELDOM).heardBy((stage, _) -> ended(stage)), Clock.systemUTC());
  }

  /// The next assessments end with this error.
  void breakAssessments(Error error, int times) {
    for (int i = 0; i < times; i++) {
      errors.add(error);
    }
  }

  void calm() {
    errors.clear();
  }

  private void ended(String stage) {
    Error error = stage.equals("assess") ? errors.poll() : null;
    if (error != null) {
      throw error;
    }
  }
}
