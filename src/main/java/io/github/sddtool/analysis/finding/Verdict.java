package io.github.sddtool.analysis.finding;

import java.util.Locale;

/// The answer of an assessment. `SKIPPED`: the repository has no spec at all. `ERROR`: could not
/// evaluate, which is never green.
public enum Verdict {
  PASS,
  WARN,
  FAIL,
  SKIPPED,
  ERROR;

  /// The word in reports.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
