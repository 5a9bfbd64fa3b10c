package io.github.sddtool.analysis.trace;

import java.util.Locale;

/// What kind of file a marker stands in.
public enum Role {
  IMPL,
  TEST;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
