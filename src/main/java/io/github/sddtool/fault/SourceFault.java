package io.github.sddtool.fault;

/// Whoever keeps the repository must act: it cannot be read, or a commit is missing.
public final class SourceFault extends Fault {
  private static final long serialVersionUID = 1L;

  public SourceFault(String message, Throwable cause) {
    super(message, cause);
  }

  public SourceFault(String message) {
    super(message);
  }
}
