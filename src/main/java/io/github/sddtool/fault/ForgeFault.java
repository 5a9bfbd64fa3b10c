package io.github.sddtool.fault;

import java.time.Duration;

/// The forge did not do what was asked. `retry` tells whether the same request may succeed later.
public final class ForgeFault extends Fault {
  private static final long serialVersionUID = 1L;

  /// Whether and when to try again.
  public sealed interface Retry {
    /// Trying again cannot help: a missing permission, a repository that is gone.
    record Never() implements Retry {}

    /// Worth another try with the usual backoff: a 5xx, a timeout.
    record Backoff() implements Retry {}

    /// The forge said how long to wait: a rate limit.
    record After(Duration pause) implements Retry {}
  }

  private final transient Retry retry;

  public ForgeFault(String message, Retry retry, Throwable cause) {
    super(message, cause);
    this.retry = retry;
  }

  public ForgeFault(String message, Retry retry) {
    super(message);
    this.retry = retry;
  }

  public Retry retry() {
    return retry;
  }
}
