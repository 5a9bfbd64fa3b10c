package io.github.sddtool.bridge.lens;

/// A piece of a spec's text that is edited, merged and disputed by itself.
///
/// @param kind what it is
/// @param name what people call it, for example `REQ-001` or `status`; may be empty
/// @param text whole lines, the last with its line end
public record Part(Kind kind, String name, String text) {

  /// What a part is.
  public enum Kind {
    /// A key of the front matter with its value.
    FIELD,
    /// A requirement with its scenarios.
    REQUIREMENT,
    /// A requirement that is called by its place: another one may have its name tomorrow.
    ORDINAL,
    /// What stands below a heading that is no requirement.
    SECTION,
    /// What stands before, between and after: the lines around the front matter, the beginning.
    FRAME
  }

  /// Whether the same name on two sides tells that it is the same part.
  public boolean isNamed() {
    return kind != Kind.ORDINAL && !name.isEmpty();
  }

  /// The same part saying something else.
  public Part saying(String other) {
    return new Part(kind, name, other);
  }

  /// For people: `requirement REQ-001`, `field status`.
  public String label() {
    String word =
        kind == Kind.ORDINAL ? "requirement" : kind.name().toLowerCase(java.util.Locale.ROOT);
    return name.isEmpty() ? word : word + " " + name;
  }
}
