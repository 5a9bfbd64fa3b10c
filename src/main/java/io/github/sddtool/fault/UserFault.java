package io.github.sddtool.fault;

/// The caller must act: wrong usage or configuration, or nothing there to evaluate. The message
/// names the value, the rule and the choices.
public final class UserFault extends Fault {
  private static final long serialVersionUID = 1L;

  /// What the caller did: `USAGE` ends with exit code 2, `NOTHING_FOUND` with 3.
  public enum Kind {
    USAGE,
    NOTHING_FOUND
  }

  private final Kind kind;

  private UserFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// A wrong option, argument, revision or configuration.
  public static UserFault usage(String message) {
    return new UserFault(Kind.USAGE, message);
  }

  /// An evaluation of nothing: no spec, an unknown spec id, an empty root.
  public static UserFault nothingFound(String message) {
    return new UserFault(Kind.NOTHING_FOUND, message);
  }

  public Kind kind() {
    return kind;
  }
}
