package io.github.sddtool.store.score;

import io.github.sddtool.source.CommitId;
import java.time.Instant;
import java.util.Optional;

/// What a spec was found to be at a commit that changed it.
///
/// @param spec its id
/// @param quality 0 to 100, to one decimal, if it was scored
public record SpecScore(
    String spec,
    CommitId commit,
    Instant at,
    Optional<Double> quality,
    int requirements,
    int covered) {
  /// Covered of all requirements, in percent to one decimal; 0 where there is none.
  public double coverage() {
    return CommitScore.percent(covered, requirements);
  }
}
