package io.github.sddtool.analysis.baseline;

import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// Somebody read both sides of a drift and found them still true. It silences that one drift until
/// a side changes again, or it expires.
///
/// @param kind as in reports, for example `code-ahead`
/// @param requirement the key
/// @param path where the drift was shown
public record Attestation(String kind, String requirement, RepoPath path, Sides sides, By by) {

  /// What was read.
  public record Sides(Fingerprint requirement, Fingerprint code) {}

  /// Who says so.
  public record By(String author, String reason, LocalDate date, Optional<LocalDate> expires) {}

  /// That both sides of a drift were read.
  ///
  /// @throws IllegalArgumentException for a drift without a requirement
  public static Attestation of(Drift drift, By by) {
    RequirementKey key =
        drift
            .requirement()
            .orElseThrow(() -> new IllegalArgumentException("a drift of no requirement"));
    return new Attestation(
        drift.kind().word(),
        key.toString(),
        drift.at().path(),
        new Sides(drift.state().requirement(), drift.state().code()),
        by);
  }

  /// Whether both speak of the same drift, in whatever state.
  boolean isSameDrift(Attestation other) {
    return lasting(kind).equals(lasting(other.kind))
        && requirement.equals(other.requirement)
        && path.equals(other.path);
  }

  /// Whether it silences a drift.
  ///
  /// @param paths of the files that are there: what was read in a file that is gone may have moved
  /// @param today empty: nothing has expired
  boolean silences(Drift drift, Set<RepoPath> paths, Optional<LocalDate> today) {
    boolean expired =
        by.expires().isPresent()
            && today.filter(day -> day.isAfter(by.expires().get())).isPresent();
    return !expired
        && lasting(kind).equals(lasting(drift.kind().word()))
        && drift.requirement().filter(key -> key.toString().equals(requirement)).isPresent()
        && (path.equals(drift.at().path()) || !paths.contains(path))
        && sides.requirement().equals(drift.state().requirement())
        && sides.code().equals(drift.state().code());
  }

  /// Once its change is merged, a requirement that went ahead is suspect: the same drift.
  private static String lasting(String kind) {
    return kind.equals(Drift.Kind.SPEC_AHEAD.word()) ? Drift.Kind.SUSPECT.word() : kind;
  }
}
