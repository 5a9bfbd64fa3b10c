package io.github.sddtool.access;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

// @spec app/api#REQ-API-004
/// Decides who may do what. Pure: the same question has the same answer.
public final class AccessPolicy {
  private AccessPolicy() {}

  /// Whether somebody may do something in a project.
  public static Decision decide(Principal who, Permission action, String project) {
    if (!who.project().map(project::equals).orElse(true)) {
      // Which other projects there are is nobody's business.
      return new Decision.Refused(
          "'%s' has to do with the project '%s' only."
              .formatted(who.name(), who.project().orElse("")));
    }
    if (!who.role().has(action)) {
      return new Decision.Refused(
          "'%s' is a %s, who may not do %s; it takes %s."
              .formatted(who.name(), who.role().text(), action.text(), those(action)));
    }
    return new Decision.Allowed();
  }

  /// Whether somebody may change a spec with which they have something to do, or nothing.
  public static Decision decideChange(Principal who, Tie tie, String project) {
    List<Permission> ways =
        switch (tie) {
          case NONE -> List.of(Permission.SPECS_UPDATE);
          case REVIEWER -> List.of(Permission.SPECS_UPDATE_REVIEWED, Permission.SPECS_UPDATE);
          case AUTHOR -> List.of(Permission.SPECS_UPDATE_OWN, Permission.SPECS_UPDATE);
        };
    return ways.stream()
        .map(way -> decide(who, way, project))
        .filter(Decision::isAllowed)
        .findFirst()
        .orElseGet(() -> decide(who, ways.getLast(), project));
  }

  /// Whether somebody may make another what a role says: nobody gives what they have not.
  public static Decision decideGrant(Principal who, Role role, String project) {
    Permission needed =
        role == Role.ORG_ADMIN ? Permission.ADMINS_MANAGE : Permission.MEMBERS_MANAGE;
    return decide(who, needed, project);
  }

  private static String those(Permission action) {
    return Arrays.stream(Role.values())
        .filter(role -> role.has(action))
        .map(Role::text)
        .collect(Collectors.joining(" or "));
  }
}
