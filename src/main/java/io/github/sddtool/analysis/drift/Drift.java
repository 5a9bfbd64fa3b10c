package io.github.sddtool.analysis.drift;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// One place where specs and code moved apart.
///
/// @param requirement absent for a marker that names nothing
/// @param isNew whether the change under judgement brought it
/// @param state of the two sides, by which an attestation is told to hold still
public record Drift(
    Kind kind,
    Optional<RequirementKey> requirement,
    Location at,
    String reason,
    boolean isNew,
    State state) {

  /// What the two sides of a drift say.
  ///
  /// @param requirement the requirement's fingerprint
  /// @param code of the regions linked to it: in the one file where the code is ahead, else in all
  /// @param broad whether the place names several requirements, so that little is said of each
  public record State(Fingerprint requirement, Fingerprint code, boolean broad) {
    /// Where there are no two sides.
    public static final State NONE = new State(Fingerprint.of(""), Fingerprint.of(""), false);
  }

  public Drift(
      Kind kind, Optional<RequirementKey> requirement, Location at, String reason, boolean isNew) {
    this(kind, requirement, at, reason, isNew, State.NONE);
  }

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
