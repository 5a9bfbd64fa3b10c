package io.github.sddtool.store.score;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.time.Instant;
import java.util.Optional;

/// What a commit of a default branch was found to be.
///
/// @param at when it was judged
public record CommitScore(
    Place place, Instant at, Verdict verdict, Measures measures, Findings findings, Made made) {

  /// Which commit.
  public record Place(RepoId repo, CommitId commit) {}

  /// What was measured.
  ///
  /// @param quality 0 to 100, to one decimal; empty without a spec
  /// @param covered requirements that code or tests are linked to
  /// @param tested requirements that tests are linked to
  /// @param drift places where specs and code moved apart
  public record Measures(
      int specs, int requirements, int covered, int tested, Optional<Double> quality, int drift) {
    /// Covered of all requirements, in percent to one decimal; 0 where there is none.
    public double coverage() {
      return percent(covered, requirements);
    }

    /// Those that tests are linked to, likewise.
    public double testedPercent() {
      return percent(tested, requirements);
    }
  }

  /// How many findings it had.
  public record Findings(int errors, int warnings, int infos) {
    /// All of them.
    public int all() {
      return errors + warnings + infos;
    }
  }

  /// By what it was judged.
  ///
  /// @param rules the version of the way to score; scores of different ones cannot be compared
  /// @param version of the program
  public record Made(String rules, String version) {}

  static double percent(int part, int all) {
    return all == 0 ? 0.0 : Math.round(part * 1000.0 / all) / 10.0;
  }
}
