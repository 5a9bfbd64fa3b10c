package io.github.sddtool.store.score;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.source.CommitId;
import java.time.Instant;
import java.util.Optional;

/// What a spec was found to be at a commit that changed it.
///
/// @param spec its id
/// @param rules the version of what it was measured by
/// @param measured what it was found to be
public record SpecScore(
    String spec, CommitId commit, Instant at, String rules, Measured.OfSpec measured) {
  /// 0 to 100, to one decimal, if it was scored.
  public Optional<Double> quality() {
    return measured.score();
  }

  /// Covered of all requirements, in percent to one decimal; 0 where there is none.
  public double coverage() {
    return measured.coverage().orElse(0.0);
  }
}
