package io.github.sddtool.access;

/// How far a role reaches at all, from least to most. Every scope holds those before it.
public enum Scope {
  /// Sees specs, and what is known of them.
  READ,
  /// Writes specs and takes part in reviews.
  WRITE,
  /// Removes specs, and decides who may do what.
  ADMIN;

  /// Whether this scope holds another.
  public boolean holds(Scope other) {
    return compareTo(other) >= 0;
  }
}
