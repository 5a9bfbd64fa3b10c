package io.github.sddtool.analysis.baseline;

import io.github.sddtool.analysis.config.PathPatterns;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.source.RepoPath;
import java.time.LocalDate;
import java.util.Optional;

/// A finding, or the findings of a rule in one place, that somebody lets pass.
///
/// @param line where it is written, from 1
public record Waiver(int line, Target target, Finding.Waived by) {
  /// Where waivers stand.
  public static final RepoPath PATH = RepoPath.of(".sdd/waivers.yml");

  /// What is let pass.
  public sealed interface Target {
    /// One finding.
    record One(String fingerprint) implements Target {}

    /// All findings of a rule about a requirement, in a place, or both.
    record Several(String rule, Optional<String> requirement, Optional<Place> path)
        implements Target {}

    /// What people call it.
    default String name() {
      return switch (this) {
        case One(String fingerprint) -> fingerprint;
        case Several(String rule, Optional<String> requirement, Optional<Place> path) ->
            rule
                + requirement.map(key -> " of " + key).orElse("")
                + path.map(place -> " in " + place.pattern()).orElse("");
      };
    }
  }

  /// A pattern over paths, as written and as it is asked.
  public record Place(String pattern, PathPatterns paths) {}

  /// Whether it holds on a day: through the one it expires on. Without a day it holds.
  boolean holdsOn(Optional<LocalDate> today) {
    return by.expires().isEmpty() || today.isEmpty() || !today.get().isAfter(by.expires().get());
  }
}
