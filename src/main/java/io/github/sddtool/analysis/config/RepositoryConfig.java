package io.github.sddtool.analysis.config;

import io.github.sddtool.analysis.finding.Policy;
import java.util.List;

/// What `.sdd/config.yml` or `.sdd.yml` says; without one, [#DEFAULT].
///
/// @param roots where specs are; empty: found out by looking
/// @param countInferred whether a link that is only inferred covers its requirement
public record RepositoryConfig(
    List<Root> roots,
    Sources sources,
    Policy policy,
    boolean countInferred,
    Publishing publishing,
    GuardRules guard,
    HarvestRules harvest) {
  /// A folder of specs in one format; `""` is the repository's root.
  public record Root(String format, String path) {}

  public static final RepositoryConfig DEFAULT =
      new RepositoryConfig(
          List.of(),
          Sources.ALL,
          Policy.DEFAULT,
          false,
          Publishing.QUIET,
          GuardRules.NONE,
          HarvestRules.NONE);

  public RepositoryConfig {
    roots = List.copyOf(roots);
  }
}
