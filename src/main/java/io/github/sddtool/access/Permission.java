package io.github.sddtool.access;

/// One kind of thing that can be done in a project.
public enum Permission {
  /// Read specs, their history and what depends on what.
  SPECS_READ("specs:read", Role.VIEWER),
  /// Search and query.
  SEARCH_USE("search:use", Role.VIEWER),
  /// Read figures about specs.
  REPORTS_VIEW("reports:view", Role.VIEWER),
  /// Add a spec.
  SPECS_CREATE("specs:create", Role.CONTRIBUTOR),
  /// Change a spec that one wrote first.
  SPECS_UPDATE_OWN("specs:update_own", Role.CONTRIBUTOR),
  /// Change a spec that one was asked to review.
  SPECS_UPDATE_REVIEWED("specs:update_reviewed", Role.REVIEWER),
  /// Change any spec.
  SPECS_UPDATE("specs:update", Role.DOMAIN_ADMIN),
  /// Remove a spec.
  SPECS_DELETE("specs:delete", Role.DOMAIN_ADMIN),
  /// Ask for a review.
  REVIEWS_REQUEST("reviews:request", Role.CONTRIBUTOR),
  /// Approve, reject or comment.
  REVIEWS_DECIDE("reviews:decide", Role.REVIEWER),
  /// Decide between two edits that contradict each other.
  CONFLICTS_RESOLVE("conflicts:resolve", Role.REVIEWER),
  /// Post what was measured at runtime.
  METRICS_POST("metrics:post", Role.CONTRIBUTOR),
  /// Stop the guard, and let it go on.
  GUARD_SWITCH("guard:switch", Role.DOMAIN_ADMIN),
  /// Read who did what.
  AUDIT_READ("audit:read", Role.DOMAIN_ADMIN),
  /// Give keys to people and take them back.
  MEMBERS_MANAGE("members:manage", Role.DOMAIN_ADMIN),
  /// Make others as mighty as oneself.
  ADMINS_MANAGE("admins:manage", Role.ORG_ADMIN);

  private final String text;
  private final Role least;

  Permission(String text, Role least) {
    this.text = text;
    this.least = least;
  }

  /// The first of the roles that has it.
  public Role least() {
    return least;
  }

  /// As people and programs read it, for example `specs:read`.
  public String text() {
    return text;
  }
}
