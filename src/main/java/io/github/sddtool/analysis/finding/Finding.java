package io.github.sddtool.analysis.finding;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

// @spec engine/checks#REQ-CHECK-004, engine/checks#REQ-CHECK-005
/// A rule broken in one place.
///
/// @param message one or two sentences that name the value and the choices
public record Finding(
    Rule rule,
    Severity severity,
    String message,
    Subject subject,
    Identity identity,
    Standing standing) {

  /// By what a finding is known again.
  ///
  /// @param text what tells it from others of its rule; without line numbers
  /// @param fingerprint what others may keep: the same wherever the line moves to, and where the
  ///   file is renamed too as long as no other finding is like it
  /// @param stem shared with those that are alike but for the path of their file
  /// @param kin the same, and in a spec its title
  public record Identity(String text, Fingerprint fingerprint, Fingerprint stem, Fingerprint kin) {}

  /// How a finding counts.
  ///
  /// @param isNew whether the change under judgement brought it; without a base always true, but
  ///   for what the baseline lists
  /// @param waived who let it pass, and why
  public record Standing(boolean isNew, Optional<Waived> waived) {
    public static final Standing NEW = new Standing(true, Optional.empty());
  }

  /// A waiver that silences a finding.
  public record Waived(String author, String reason, Optional<LocalDate> expires) {}

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
    var known = new Identity(identity, fingerprint, fingerprint, fingerprint);
    return new Finding(rule, rule.severity(), message, subject, known, Standing.NEW);
  }

  /// The same for the same finding wherever its line moves to.
  public Fingerprint fingerprint() {
    return identity.fingerprint();
  }

  /// What the finding is called in its place: as long as its file keeps its path, the same.
  public Fingerprint place() {
    return Fingerprint.of(rule.id() + "|" + identity.text());
  }

  public boolean isNew() {
    return standing.isNew();
  }

  public Optional<Waived> waived() {
    return standing.waived();
  }

  public Finding withSeverity(Severity other) {
    return new Finding(rule, other, message, subject, identity, standing);
  }

  public Finding asOld() {
    return with(new Standing(false, standing.waived()));
  }

  public Finding waivedBy(Waived waiver) {
    return with(new Standing(standing.isNew(), Optional.of(waiver)));
  }

  private Finding with(Standing other) {
    return new Finding(rule, severity, message, subject, identity, other);
  }

  public Finding withFingerprint(Fingerprint other) {
    return known(new Identity(identity.text(), other, identity.stem(), identity.kin()));
  }

  public Finding known(Identity other) {
    return new Finding(rule, severity, message, subject, other, standing);
  }
}
