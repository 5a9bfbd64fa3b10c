package io.github.sddtool.access;

/// Whether something may be done.
public sealed interface Decision {
  /// It may.
  record Allowed() implements Decision {}

  /// It may not.
  ///
  /// @param reason one sentence that says what is lacking
  record Refused(String reason) implements Decision {}

  /// Whether it may.
  default boolean isAllowed() {
    return this instanceof Allowed;
  }
}
