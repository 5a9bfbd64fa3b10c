package io.github.sddtool.store.spec;

/// Why an edit was not made. Nothing was written.
public final class EditRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// What stands in the way.
  public enum Reason {
    /// Somebody else was faster: the spec has another revision than the one that was edited.
    STALE,
    /// Another spec has that path or id.
    TAKEN,
    /// There is no such spec, or no longer.
    GONE
  }

  public EditRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
