package io.github.sddtool.analysis.quality;

import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.trace.Role;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.spec.Stage;
import java.util.Optional;

// @spec engine/quality#REQ-QUAL-002, engine/quality#REQ-QUAL-003
/// Measures a spec by the items of a score.
final class Measure {
  private Measure() {}

  /// How far an item is fulfilled.
  ///
  /// @param value from 0 to 1
  record Share(double value, String why) {
    static Share of(double part, long whole, String what) {
      String shown = part == Math.rint(part) ? Long.toString((long) part) : Double.toString(part);
      return new Share(whole == 0 ? 0 : part / whole, shown + " of " + whole + " " + what + ".");
    }

    static Share less(long faults, String one, String many) {
      return new Share(
          Math.max(0, 1 - faults / 4.0),
          faults == 0 ? "No " + many + "." : faults + " " + (faults == 1 ? one : many) + ".");
    }
  }

  /// How far a spec fulfils an item; empty where the item does not apply to its format.
  static Optional<Share> of(Criterion criterion, Subject subject) {
    boolean applies =
        switch (criterion) {
          case IDS, NORMATIVE, COVERED, TESTED -> subject.hasRequirements();
          case SCENARIOS -> subject.hasScenarios();
          case TITLE, OPEN_POINTS, REFERENCES, STRUCTURE, STATUS -> true;
        };
    if (!applies) {
      return Optional.empty();
    }
    if (subject.spec().body().isUnread()) {
      return Optional.of(new Share(0, "The spec was not read."));
    }
    return Optional.of(
        switch (criterion) {
          case TITLE -> title(subject);
          case IDS -> ids(subject);
          case NORMATIVE -> normative(subject);
          case SCENARIOS -> scenarios(subject);
          case OPEN_POINTS -> openPoints(subject);
          case REFERENCES -> references(subject);
          case STRUCTURE -> structure(subject);
          case COVERED -> covered(subject);
          case TESTED -> tested(subject);
          case STATUS -> status(subject);
        });
  }

  private static Share title(Subject subject) {
    boolean has = !subject.spec().body().title().isBlank();
    return new Share(has ? 1 : 0, has ? "The spec has a title." : "The spec has no title.");
  }

  private static Share ids(Subject subject) {
    long duplicates = subject.problems(Rule.DUPLICATE_KEY.id());
    long distinct = subject.distinct().size();
    long statements = distinct + subject.spec().body().loose().statements();
    long keyed = Math.max(0, distinct - duplicates);
    return Share.of((double) keyed, statements, "statements have a key of their own");
  }

  private static Share normative(Subject subject) {
    long said = subject.count(r -> r.level() != Level.NONE || !Level.isAskedOf(r.statement()));
    return Share.of(
        (double) said, subject.distinct().size(), "requirements say how much they bind");
  }

  private static Share scenarios(Subject subject) {
    long all = subject.distinct().size();
    long shown = subject.count(r -> complete(r) == r.scenarios().size() && complete(r) > 0);
    long partly = subject.count(r -> complete(r) > 0) - shown;
    long apart =
        subject.spec().body().loose().scenarios().stream()
            .filter(Scenario::complete)
            .map(Scenario::fingerprint)
            .distinct()
            .count();
    double half = partly + Math.min(apart, all - shown - partly);
    return Share.of(shown + half / 2, all, "requirements are shown by a complete scenario");
  }

  private static long complete(Requirement requirement) {
    return requirement.scenarios().stream().filter(Scenario::complete).count();
  }

  private static Share openPoints(Subject subject) {
    return Share.less(
        subject.problems(Rule.SPEC_PLACEHOLDER.id()), "point is open", "points are open");
  }

  private static Share references(Subject subject) {
    var spec = subject.spec();
    long lost =
        spec.body().dependsOn().stream()
            .filter(name ->
                !(subject.survey().specs().resolve(name, spec) instanceof SpecSet.Resolution.Found))
            .count();
    long broken = subject.references().broken(spec).size();
    return Share.less(
        lost + broken, "dependency or link leads nowhere", "dependencies or links lead nowhere");
  }

  private static Share structure(Subject subject) {
    long errors =
        subject.spec().body().problems().stream()
            .map(problem -> Rule.of(problem.rule()))
            .flatMap(Optional::stream)
            .filter(rule -> rule.severity() == Severity.ERROR)
            .count();
    return Share.less(errors, "error in the file", "errors in the file");
  }

  private static Share covered(Subject subject) {
    long covered = subject.count(r -> !lacks(subject, r, Optional.empty()));
    return Share.of((double) covered, subject.distinct().size(), "requirements are covered");
  }

  private static Share tested(Subject subject) {
    long tested = subject.count(r -> !lacks(subject, r, Optional.of(Role.TEST)));
    return Share.of((double) tested, subject.distinct().size(), "requirements are tested");
  }

  /// Whether a requirement lacks links, of a role or at all.
  private static boolean lacks(Subject subject, Requirement requirement, Optional<Role> role) {
    var key = subject.spec().key(requirement);
    var trace = subject.survey().trace();
    return role.map(r -> trace.covering(key, r)).orElseGet(() -> trace.covering(key)).isEmpty();
  }

  private static Share status(Subject subject) {
    Optional<String> contradiction =
        Stage.contradiction(subject.spec(), subject.survey().companions());
    return new Share(
        contradiction.isEmpty() ? 1 : 0, contradiction.orElse("The status contradicts no task."));
  }
}
