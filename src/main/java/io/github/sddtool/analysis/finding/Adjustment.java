package io.github.sddtool.analysis.finding;

import java.util.Locale;
import java.util.Optional;

/// What a caller changes in the policy of a repository for one question.
///
/// @param failOn the weakest finding that fails
/// @param minCoverage the least coverage, 0 to 100
/// @param minScore the least quality score, 0 to 100
public record Adjustment(
    Optional<FailOn> failOn, Optional<Double> minCoverage, Optional<Double> minScore) {
  /// Nothing is changed.
  public static final Adjustment NONE =
      new Adjustment(Optional.empty(), Optional.empty(), Optional.empty());

  /// The weakest finding that fails, or that none does.
  public enum FailOn {
    ERROR,
    WARNING,
    NONE;

    /// As people write it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Optional<Severity> severity() {
      return switch (this) {
        case ERROR -> Optional.of(Severity.ERROR);
        case WARNING -> Optional.of(Severity.WARNING);
        case NONE -> Optional.empty();
      };
    }
  }

  /// The same with another weakest finding that fails.
  public Adjustment withFailOn(FailOn other) {
    return new Adjustment(Optional.of(other), minCoverage, minScore);
  }

  /// The same with a least coverage, in percent.
  public Adjustment withMinCoverage(double percent) {
    return new Adjustment(failOn, Optional.of(percent), minScore);
  }

  /// The same with a least quality score.
  public Adjustment withMinScore(double score) {
    return new Adjustment(failOn, minCoverage, Optional.of(score));
  }

  /// The policy that holds for the question.
  public Policy apply(Policy policy) {
    Policy failing = failOn.map(least -> policy.withFailOn(least.severity())).orElse(policy);
    Policy covering = minCoverage.map(failing::withCoverageThreshold).orElse(failing);
    return minScore.map(covering::withQualityScore).orElse(covering);
  }
}
