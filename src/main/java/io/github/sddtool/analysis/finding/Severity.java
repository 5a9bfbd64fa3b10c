package io.github.sddtool.analysis.finding;

import java.util.Locale;

/// How much a finding matters, strongest first.
public enum Severity {
  ERROR,
  WARNING,
  INFO;

  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }

  /// The word in reports and configuration.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
