package io.github.sddtool.store;

/// Waits for a thread that was told to end.
public final class Joining {
  private Joining() {}

  /// Returns once it has ended, also where somebody interrupts us meanwhile.
  public static void of(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
