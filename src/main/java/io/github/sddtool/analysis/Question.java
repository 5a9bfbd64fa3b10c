package io.github.sddtool.analysis;

import java.util.Locale;

/// What is asked about a change; each question computes only the parts of a report it answers.
public enum Question {
  CHECK,
  VALIDATE,
  SYNC,
  DRIFT,
  IMPACT,
  DIFF,
  QUALITY;

  /// The command's name.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean asksForSpecs() {
    return this == CHECK || this == VALIDATE;
  }

  boolean asksForCoverage() {
    return this == CHECK || this == SYNC;
  }

  boolean asksForDrift() {
    return this == CHECK || this == DRIFT;
  }

  boolean asksForDelta() {
    return this == CHECK || this == DIFF;
  }

  boolean asksForImpact() {
    return this == CHECK || this == IMPACT;
  }

  boolean asksForQuality() {
    return this == CHECK || this == QUALITY;
  }
}
