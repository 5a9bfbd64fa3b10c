package io.github.sddtool.fault;

/// The operator must act: the database or the data folder cannot be read or written.
public final class StoreFault extends Fault {
  private static final long serialVersionUID = 1L;

  public StoreFault(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreFault(String message) {
    super(message);
  }
}
