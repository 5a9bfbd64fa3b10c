package io.github.sddtool.store.key;

import io.github.sddtool.access.Principal;
import io.github.sddtool.access.Role;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import java.time.Instant;
import java.util.Optional;

/// A key that was given to somebody. What proves it is not kept.
///
/// @param prefix the part of it that everybody may see
/// @param perMinute how many requests it may send in a minute
/// @param span when it came and goes
public record Key(
    long number,
    Project project,
    String prefix,
    Person person,
    Role role,
    int perMinute,
    Span span) {

  /// When a key came, goes and was used.
  ///
  /// @param expires from then on it opens nothing
  /// @param used the last time, to the minute
  /// @param revoked when it was taken back
  public record Span(
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> used,
      Optional<Instant> revoked) {}

  /// Whether it opens something at a moment.
  public boolean opens(Instant now) {
    return span.revoked().isEmpty() && span.expires().map(now::isBefore).orElse(true);
  }

  /// Who shows it.
  public Principal principal() {
    return Principal.of(person.name(), person.email(), role, project.name());
  }
}
