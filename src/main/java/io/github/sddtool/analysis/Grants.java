package io.github.sddtool.analysis;

import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.baseline.Waiver;
import io.github.sddtool.analysis.baseline.Waivers;
import java.util.List;

/// What people let pass elsewhere than in the repository, in the same terms.
///
/// @param waivers each of one finding; those that silence nothing are not told of
/// @param attestations of drifts that were read on both sides
public record Grants(List<Waiver> waivers, Attestations attestations) {
  public static final Grants NONE = new Grants(List.of(), Attestations.NONE);

  public Grants {
    waivers = List.copyOf(waivers);
  }

  /// Whether any of it holds until some day.
  boolean expires() {
    return new Waivers(waivers).expires() || attestations.expires();
  }
}
