package io.github.sddtool.access;

import java.util.Optional;

/// Who asks.
///
/// @param email may be empty for programs
/// @param project the only one it has anything to do with; empty: all of them
public record Principal(String name, String email, Role role, Optional<String> project) {
  /// Somebody with a key of one project.
  public static Principal of(String name, String email, Role role, String project) {
    return new Principal(name, email, role, Optional.of(project));
  }

  /// The server's own operator, who may do everything everywhere.
  public static Principal operator(String name) {
    return new Principal(name, "", Role.ORG_ADMIN, Optional.empty());
  }

  /// Whether an address is this person's. Nobody's address is no person's.
  public boolean is(String otherEmail) {
    return !email.isEmpty() && email.equalsIgnoreCase(otherEmail);
  }
}
