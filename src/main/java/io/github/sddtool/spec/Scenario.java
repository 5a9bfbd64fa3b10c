package io.github.sddtool.spec;

/// An example of a requirement at work, as GIVEN, WHEN and THEN.
///
/// @param name may be empty
/// @param missing the step words it lacks, for example `THEN`; empty when it is complete
public record Scenario(String name, int line, String missing, Fingerprint fingerprint) {
  public boolean complete() {
    return missing.isEmpty();
  }
}
