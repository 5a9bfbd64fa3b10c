package io.github.sddtool.store.score;

import java.util.Map;
import java.util.Optional;

/// A project at a glance.
///
/// @param quality of the repository's last judged commit, 0 to 100
/// @param coverage of the same, in percent
/// @param pendingReviews of specs that were not deleted
/// @param daysToApproval on average from the first `draft` to the first `approved` after it, of the
///   specs that came there
public record Overview(
    Specs specs,
    Optional<Double> quality,
    Optional<Double> coverage,
    int pendingReviews,
    Dependencies dependencies,
    Optional<Double> daysToApproval) {

  /// How many there are.
  ///
  /// @param byStatus in the order of the words; `""` of those that have none
  /// @param byDomain likewise
  /// @param created in the last seven days
  /// @param updated in the last seven days, created ones too
  public record Specs(
      int total,
      Map<String, Integer> byStatus,
      Map<String, Integer> byDomain,
      Parts parts,
      int created,
      int updated) {}

  /// What all specs state together.
  public record Parts(int requirements, int scenarios) {}

  /// How specs depend on each other.
  ///
  /// @param average dependencies of a spec
  /// @param most dependencies of one spec
  /// @param cycles groups of specs that depend on each other in a circle
  public record Dependencies(double average, int most, int cycles) {}
}
