package io.github.sddtool.analysis;

import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.delta.Delta;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Policy;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

// @spec engine/coverage#REQ-COV-003
/// Findings about the change as such: what it does to requirements, where it drifts, which gate it
/// misses.
final class ChangeFindings {
  private ChangeFindings() {}

  static List<Finding> ofDelta(Delta delta, Survey base, Survey head) {
    var findings = new ArrayList<Finding>();
    Map<String, List<String>> dependents = base.specs().dependents();
    for (Delta.RequirementChange change : delta.requirements()) {
      ofChange(change, base, head, dependents).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> ofChange(
      Delta.RequirementChange change,
      Survey base,
      Survey head,
      Map<String, List<String>> dependents) {
    RequirementKey key = change.key();
    String relied = change.breaking() ? " " + reliedOn(change, base, dependents) : "";
    return switch (change.type()) {
      case ADDED -> Optional.empty();
      case REMOVED ->
          Optional.of(
              finding(
                  Rule.DELTA_REMOVED,
                  change,
                  place(key, base, head),
                  key + " was removed." + relied));
      case RENAMED ->
          Optional.of(
              finding(
                  Rule.DELTA_RENAMED,
                  change,
                  place(key, head, base),
                  change.from().map(RequirementKey::toString).orElse("")
                      + " is now "
                      + key
                      + "."
                      + relied));
      case MODIFIED ->
          change.effect() == Delta.Effect.WEAKENED
              ? Optional.of(
                  finding(
                      Rule.DELTA_WEAKENED,
                      change,
                      place(key, head, base),
                      key
                          + " went from "
                          + level(change.before())
                          + " to "
                          + level(change.after())
                          + "."
                          + relied))
              : Optional.empty();
    };
  }

  private static Finding finding(
      Rule rule, Delta.RequirementChange change, Location at, String message) {
    Finding finding =
        Finding.of(rule, Finding.Subject.of(at, change.key()), change.key().toString(), message);
    return change.breaking() ? finding : finding.withSeverity(Severity.WARNING);
  }

  private static String level(Optional<Level> level) {
    return level.map(Level::name).orElse("nothing");
  }

  private static String reliedOn(
      Delta.RequirementChange change, Survey base, Map<String, List<String>> allDependents) {
    RequirementKey before = change.from().orElse(change.key());
    var parts = new ArrayList<String>();
    List<String> dependents = allDependents.getOrDefault(before.spec(), List.of());
    if (!dependents.isEmpty()) {
      parts.add(
          some(dependents) + (dependents.size() == 1 ? " depends" : " depend") + " on its spec");
    }
    List<String> files =
        base.trace().covering(before).stream()
            .map(link -> link.at().path().value())
            .distinct()
            .toList();
    if (!files.isEmpty()) {
      parts.add(some(files) + (files.size() == 1 ? " names" : " name") + " it");
    }
    return parts.isEmpty() ? "Code or tests name it." : String.join("; ", parts) + ".";
  }

  private static String some(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
    return names.size() > 3 ? shown + " and " + (names.size() - 3) + " more" : shown;
  }

  /// Where a requirement stands, in the first survey that has its spec; a removed one is shown on
  /// the first line of what is left of its spec.
  private static Location place(RequirementKey key, Survey first, Survey second) {
    for (Survey survey : List.of(first, second)) {
      Optional<Requirement> requirement = survey.specs().requirement(key);
      Optional<Spec> spec = survey.specs().spec(key.spec());
      if (requirement.isPresent() && spec.isPresent()) {
        return spec.get().at(requirement.get().line());
      }
    }
    throw new IllegalStateException("a changed requirement stands in base or head: " + key);
  }

  static List<Finding> ofDrift(List<Drift> drifts) {
    var findings = new ArrayList<Finding>();
    for (Drift drift : drifts) {
      rule(drift.kind())
          .ifPresent(rule -> {
            String subject = drift.requirement().map(RequirementKey::toString).orElse("");
            var about =
                drift
                    .requirement()
                    .map(key -> Finding.Subject.of(drift.at(), key))
                    .orElseGet(() -> Finding.Subject.of(drift.at()));
            Finding finding =
                Finding.of(
                    rule,
                    about,
                    subject + "|" + drift.at().path(),
                    subject + ": " + drift.reason());
            findings.add(drift.isNew() ? finding : finding.asOld());
          });
    }
    return findings;
  }

  /// A dangling marker is a finding of the links already.
  private static Optional<Rule> rule(Drift.Kind kind) {
    return switch (kind) {
      case CODE_AHEAD -> Optional.of(Rule.DRIFT_CODE_AHEAD);
      case SPEC_AHEAD -> Optional.of(Rule.DRIFT_SPEC_AHEAD);
      case UNIMPLEMENTED -> Optional.of(Rule.DRIFT_UNIMPLEMENTED);
      case STATUS -> Optional.of(Rule.DRIFT_STATUS);
      case SUSPECT -> Optional.of(Rule.DRIFT_SUSPECT);
      case DANGLING -> Optional.empty();
    };
  }

  // @spec engine/quality#REQ-QUAL-005
  static List<Finding> ofQuality(Policy.QualityGate gate, Report.Graded graded) {
    var findings = new ArrayList<Finding>();
    Quality now = graded.now();
    gate.minScore()
        .filter(least -> now.score() < least)
        .ifPresent(least ->
            findings.add(
                ofWhole(
                    Rule.QUALITY_SCORE,
                    "Quality is "
                        + now.score()
                        + ", the gate asks for "
                        + least
                        + worst(now, least)
                        + ".")));
    if (graded.before().isPresent() && gate.maxDropPercent().isPresent()) {
      double before = graded.before().get().score();
      double drop = before == 0 ? 0 : Math.round(1000 * (before - now.score()) / before) / 10.0;
      if (drop > gate.maxDropPercent().get()) {
        findings.add(
            ofWhole(
                Rule.QUALITY_DROP,
                "Quality drops by "
                    + drop
                    + " %, from "
                    + before
                    + " to "
                    + now.score()
                    + "; the gate allows "
                    + gate.maxDropPercent().get()
                    + " %."));
      }
    }
    return findings;
  }

  /// The specs that pull a score down, so that one knows where to begin.
  private static String worst(Quality quality, double least) {
    List<String> worst =
        quality.specs().stream()
            .filter(spec -> spec.score() < least)
            .sorted(Comparator.comparingDouble(Quality.OfSpec::score))
            .map(spec -> spec.id() + " " + spec.score())
            .toList();
    return worst.isEmpty() ? "" : " (" + some(worst) + ")";
  }

  private static Finding ofWhole(Rule rule, String message) {
    return Finding.of(rule, Finding.Subject.whole(), "", message);
  }

  static List<Finding> ofGates(Policy.Gates gates, Coverage now, Optional<Coverage> before) {
    var findings = new ArrayList<Finding>();
    gates
        .coverageThreshold()
        .filter(threshold -> now.percent() < threshold)
        .ifPresent(threshold ->
            findings.add(
                Finding.of(
                    Rule.COVERAGE_THRESHOLD,
                    Finding.Subject.whole(),
                    "",
                    "Coverage is "
                        + now.percent()
                        + " %, the gate asks for "
                        + threshold
                        + " % ("
                        + now.covered()
                        + " of "
                        + now.requirements()
                        + ").")));
    if (before.isPresent() && gates.coverageMaxDrop().isPresent()) {
      double drop = Math.round((before.get().percent() - now.percent()) * 10) / 10.0;
      if (drop > gates.coverageMaxDrop().get()) {
        findings.add(
            Finding.of(
                Rule.COVERAGE_DROP,
                Finding.Subject.whole(),
                "",
                "Coverage drops by "
                    + drop
                    + " points, from "
                    + before.get().percent()
                    + " % to "
                    + now.percent()
                    + " %; the gate allows "
                    + gates.coverageMaxDrop().get()
                    + "."));
      }
    }
    return findings;
  }
}
