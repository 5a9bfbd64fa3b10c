package io.github.sddtool.analysis.finding;

import java.util.Map;
import java.util.Optional;

/// How a repository wants to be judged.
///
/// @param severities by rule id, where they differ from the default
public record Policy(Map<String, Severity> severities, Gates gates) {
  /// What must hold.
  ///
  /// @param failOn the weakest severity that fails; empty: no finding does
  /// @param newOnly whether findings that were there before the change are let pass
  /// @param driftFailOn the same for drift, apart
  /// @param coverageThreshold the least coverage in percent, 0 to 100
  /// @param coverageMaxDrop by how many percentage points a change may lower coverage
  public record Gates(
      Optional<Severity> failOn,
      boolean newOnly,
      Optional<Severity> driftFailOn,
      Optional<Double> coverageThreshold,
      Optional<Double> coverageMaxDrop,
      QualityGate quality) {}

  /// What must hold of quality scores.
  ///
  /// @param minScore the least score of all, 0 to 100
  /// @param maxDropPercent by how much of itself, in percent, a change may lower the score
  public record QualityGate(Optional<Double> minScore, Optional<Double> maxDropPercent) {
    public static final QualityGate OPEN = new QualityGate(Optional.empty(), Optional.empty());
  }

  /// Errors that are new fail; nothing else does.
  public static final Policy DEFAULT =
      new Policy(
          Map.of(),
          new Gates(
              Optional.of(Severity.ERROR),
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              QualityGate.OPEN));

  public Policy {
    severities = Map.copyOf(severities);
  }

  /// The same policy with another weakest severity that fails.
  public Policy withFailOn(Optional<Severity> failOn) {
    return new Policy(
        severities,
        new Gates(
            failOn,
            gates.newOnly(),
            gates.driftFailOn(),
            gates.coverageThreshold(),
            gates.coverageMaxDrop(),
            gates.quality()));
  }

  /// The same policy with another least coverage, in percent.
  public Policy withCoverageThreshold(double percent) {
    return new Policy(
        severities,
        new Gates(
            gates.failOn(),
            gates.newOnly(),
            gates.driftFailOn(),
            Optional.of(percent),
            gates.coverageMaxDrop(),
            gates.quality()));
  }

  /// The same policy with another least quality score.
  public Policy withQualityScore(double score) {
    return new Policy(
        severities,
        new Gates(
            gates.failOn(),
            gates.newOnly(),
            gates.driftFailOn(),
            gates.coverageThreshold(),
            gates.coverageMaxDrop(),
            new QualityGate(Optional.of(score), gates.quality().maxDropPercent())));
  }

  /// A finding with the severity this policy gives it.
  public Finding apply(Finding finding) {
    Severity severity = severities.get(finding.rule().id());
    return severity == null ? finding : finding.withSeverity(severity);
  }

  /// Whether a finding fails the change.
  public boolean fails(Finding finding) {
    boolean oldSuspicion = finding.rule() == Rule.DRIFT_SUSPECT && !finding.isNew();
    if (finding.waived().isPresent() || oldSuspicion) {
      return false;
    }
    if (gates.newOnly() && !finding.isNew()) {
      return false;
    }
    boolean drift = finding.rule().id().startsWith("drift/");
    Optional<Severity> threshold = drift && !raised(finding) ? gates.driftFailOn() : gates.failOn();
    return threshold.filter(weakest -> finding.severity().atLeast(weakest)).isPresent();
  }

  /// Whether a finding is worth a warning: at least a warning itself, and new where only new ones
  /// count.
  public boolean warns(Finding finding) {
    return finding.waived().isEmpty()
        && finding.severity().atLeast(Severity.WARNING)
        && (finding.isNew() || !gates.newOnly());
  }

  private boolean raised(Finding finding) {
    return severities.containsKey(finding.rule().id());
  }
}
