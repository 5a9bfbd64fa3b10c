package io.github.sddtool.analysis.drift;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// One place where specs and code moved apart.
///
/// @param requirement absent for a marker that names nothing
/// @param isNew whether the change under judgement brought it
public record Drift(
    Kind kind, Optional<RequirementKey> requirement, Location at, String reason, boolean isNew) {

  /// How they moved apart.
  public enum Kind {
    /// Linked code changed, the requirement did not.
    CODE_AHEAD,
    /// The requirement changed, nothing linked to it did.
    SPEC_AHEAD,
    /// A marker names what the head does not have.
    DANGLING,
    /// The last linked code or marker is gone while the requirement stays.
    UNIMPLEMENTED,
    /// The spec's status contradicts its links.
    STATUS,
    /// The requirement changed after all that is linked to it, some time before the base.
    SUSPECT;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// By path, line, kind, requirement.
  public static final Comparator<Drift> ORDER =
      Comparator.comparing((Drift d) -> d.at().path())
          .thenComparingInt(d -> d.at().line())
          .thenComparing(Drift::kind)
          .thenComparing(d -> d.requirement().map(RequirementKey::toString).orElse(""));
}
