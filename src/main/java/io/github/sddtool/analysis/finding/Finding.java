package io.github.sddtool.analysis.finding;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import java.util.Comparator;
import java.util.Optional;

// @spec engine/checks#REQ-CHECK-004, engine/checks#REQ-CHECK-005
/// A rule broken in one place.
///
/// @param message one or two sentences that name the value and the choices
/// @param fingerprint the same for the same finding wherever its line moves to
/// @param isNew whether the change under judgement brought it; always true without a base
public record Finding(
    Rule rule,
    Severity severity,
    String message,
    Subject subject,
    Fingerprint fingerprint,
    boolean isNew) {

  /// What a finding is about: a place, a spec, a requirement; each may be absent.
  public record Subject(
      Optional<Location> at, Optional<String> spec, Optional<String> requirement) {
    public static Subject of(Location at) {
      return new Subject(Optional.of(at), Optional.empty(), Optional.empty());
    }

    public static Subject of(Location at, String spec) {
      return new Subject(Optional.of(at), Optional.of(spec), Optional.empty());
    }

    public static Subject of(Location at, RequirementKey key) {
      return new Subject(Optional.of(at), Optional.of(key.spec()), Optional.of(key.toString()));
    }

    public static Subject whole() {
      return new Subject(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// By path, line, rule, message: the order of every report.
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.subject().at().map(at -> at.path().value()).orElse(""))
          .thenComparing(f -> f.subject().at().map(Location::line).orElse(0))
          .thenComparing(f -> f.rule().id())
          .thenComparing(Finding::message);

  /// A finding at the rule's default severity.
  ///
  /// @param identity what tells it from others of its rule; without line numbers
  public static Finding of(Rule rule, Subject subject, String identity, String message) {
    var fingerprint = Fingerprint.of(rule.id() + "|" + identity);
    return new Finding(rule, rule.severity(), message, subject, fingerprint, true);
  }

  public Finding withSeverity(Severity other) {
    return new Finding(rule, other, message, subject, fingerprint, isNew);
  }

  public Finding asOld() {
    return new Finding(rule, severity, message, subject, fingerprint, false);
  }

  public Finding withFingerprint(Fingerprint other) {
    return new Finding(rule, severity, message, subject, other, isNew);
  }
}
