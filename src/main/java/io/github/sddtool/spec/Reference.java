package io.github.sddtool.spec;

/// That a spec's text names something outside itself.
///
/// @param target as written: a link's address, or a name such as `auth/login#REQ-001`
/// @param line from 1
/// @param column from 1
public record Reference(Kind kind, String target, int line, int column) {
  /// How the text names it.
  public enum Kind {
    LINK,
    IMAGE,
    /// A whole word of inline code, or a requirement's key in prose.
    MENTION
  }
}
