package io.github.sddtool.app;

import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Starts apps whose assessments can be made to break.
final class Runner {
  private final Deque<Error> errors = new ConcurrentLinkedDeque<>();

  App start(Settings settings) {
    App.Parts parts = ServerApp.parts(settings, Clock.systemUTC());
    return App.start(parts.heardBy((stage, _) -> ended(stage)), Clock.systemUTC());
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
