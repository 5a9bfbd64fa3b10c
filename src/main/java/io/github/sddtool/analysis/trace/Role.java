package io.github.sddtool.analysis.trace;

import java.util.Locale;

/// What kind of file a marker stands in.
public enum Role {
  IMPL,
  TEST,
  /// Prose such as a design; never covers.
  DOC;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
