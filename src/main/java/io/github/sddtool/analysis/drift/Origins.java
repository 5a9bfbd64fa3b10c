package io.github.sddtool.analysis.drift;

import io.github.sddtool.spec.RequirementKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which requirement of the base each one of the head was.
///
/// @param former keys at the base, by key at the head, where they differ
/// @param added those the base did not have, even if another had their key
public record Origins(Map<RequirementKey, RequirementKey> former, Set<RequirementKey> added) {
  public static final Origins SAME = new Origins(Map.of(), Set.of());

  public Origins {
    former = Map.copyOf(former);
    added = Set.copyOf(added);
  }

  Optional<RequirementKey> of(RequirementKey now) {
    return added.contains(now) ? Optional.empty() : Optional.of(former.getOrDefault(now, now));
  }
}
