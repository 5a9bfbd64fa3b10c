package io.github.sddtool.analysis.config;

/// What of a repository may be refreshed by itself, as it says in its configuration.
///
/// @param links links of specs to files that moved
/// @param coverage tables between markers
/// @param status what specs say of themselves: `approved` or `implemented`
public record HarvestRules(boolean links, boolean coverage, boolean status) {
  /// Of a repository that says nothing of it.
  public static final HarvestRules NONE = new HarvestRules(false, false, false);

  /// Everything that can be refreshed.
  public static final HarvestRules ALL = new HarvestRules(true, true, true);

  /// Whether nothing may be.
  public boolean isNothing() {
    return equals(NONE);
  }
}
