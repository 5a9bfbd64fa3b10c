package io.github.sddtool.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

// @spec app/api#REQ-API-004
/// What a person is in a project. Each role has what the one before it has, and more.
public enum Role {
  /// Reads.
  VIEWER(Scope.READ),
  /// Adds specs, and changes those.
  CONTRIBUTOR(Scope.WRITE),
  /// Decides about specs, and changes those it is asked about.
  REVIEWER(Scope.WRITE),
  /// Changes and removes any spec, and says who else takes part.
  DOMAIN_ADMIN(Scope.ADMIN),
  /// May do everything.
  ORG_ADMIN(Scope.ADMIN);

  private final Scope scope;

  Role(Scope scope) {
    this.scope = scope;
  }

  /// How far it reaches.
  public Scope scope() {
    return scope;
  }

  /// Whether it has a permission.
  public boolean has(Permission permission) {
    return compareTo(permission.least()) >= 0;
  }

  /// Everything it may do.
  public List<Permission> permissions() {
    return Arrays.stream(Permission.values()).filter(this::has).toList();
  }

  /// As people and programs write it, for example `domain_admin`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role that is written so.
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /// How all of them are written, the least first.
  public static List<String> names() {
    return Arrays.stream(values()).map(Role::text).toList();
  }
}
