package io.github.sddtool.analysis.trace;

import java.util.Locale;

/// How sure we are that a marker means a requirement.
public enum LinkStatus {
  /// Named with its spec, or by an id that one spec alone has.
  EXACT,
  /// The spec is named nearby: on the line, in the comment, in a test's title or the file's header.
  SCOPED,
  /// Concluded from a task, a domain's folder or a title; counts only where the repository says so.
  INFERRED,
  /// Could mean several; counts for none of them.
  AMBIGUOUS;

  /// Whether a link covers its requirement whatever the repository says.
  public boolean covers() {
    return this == EXACT || this == SCOPED;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
