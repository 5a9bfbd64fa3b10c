package io.github.sddtool.spec;

/// An example of a requirement at work, as GIVEN, WHEN and THEN.
///
/// @param name may be empty
/// @param missing the step words it lacks, for example `THEN`; empty when it is complete
/// @param text all that it says, its name too
public record Scenario(String name, int line, String missing, String text) {
  public boolean complete() {
    return missing.isEmpty();
  }

  /// The identity of its text. Few ask for it, so it is made when they do.
  public Fingerprint fingerprint() {
    return Fingerprint.of(text);
  }
}
