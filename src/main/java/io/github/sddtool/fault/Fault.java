package io.github.sddtool.fault;

/// Work that could not be done, sorted by who must act. Mapped once, at the edge, to an exit code
/// or an HTTP status; everything expected is a value instead.
public abstract sealed class Fault extends RuntimeException
    permits UserFault, SourceFault, ForgeFault, StoreFault, RunnerFault {
  private static final long serialVersionUID = 1L;

  Fault(String message, Throwable cause) {
    super(message, cause);
  }

  Fault(String message) {
    super(message);
  }

  /// The message; unlike [Throwable#getMessage()] never null.
  public String message() {
    String message = getMessage();
    return message == null ? getClass().getSimpleName() : message;
  }
}
