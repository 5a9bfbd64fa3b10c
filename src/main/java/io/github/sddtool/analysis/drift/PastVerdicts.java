package io.github.sddtool.analysis.drift;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.spec.RequirementKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What looking back from one commit told of requirements: every change that begins there asks the
/// same. What was unknown is asked again, for more of the history may have come since. May be used
/// by several threads.
public final class PastVerdicts {
  private Optional<CommitId> from = Optional.empty();
  private final Set<RequirementKey> judged = new HashSet<>();
  private final Map<RequirementKey, Optional<CommitId>> suspects = new HashMap<>();

  /// Those of which it is not known whether they are suspect; adds the suspects among the others.
  ///
  /// @param not of which another answer than the known one is possible
  synchronized Set<RequirementKey> unknown(
      CommitId commit,
      Collection<RequirementKey> keys,
      Set<RequirementKey> not,
      Map<RequirementKey, Optional<CommitId>> found) {
    boolean same = from.filter(commit::equals).isPresent();
    var unknown = new TreeSet<RequirementKey>();
    for (RequirementKey key : keys) {
      if (!same || !judged.contains(key) || not.contains(key)) {
        unknown.add(key);
      } else if (!suspects.isEmpty()) {
        Optional<CommitId> suspect = suspects.get(key);
        if (suspect != null) {
          found.put(key, suspect);
        }
      }
    }
    return unknown;
  }

  synchronized void remember(
      CommitId commit, Set<RequirementKey> keys, Map<RequirementKey, Optional<CommitId>> found) {
    if (from.filter(commit::equals).isEmpty()) {
      from = Optional.of(commit);
      judged.clear();
      suspects.clear();
    }
    for (RequirementKey key : keys) {
      judged.add(key);
      Optional<CommitId> suspect = found.get(key);
      if (suspect != null) {
        suspects.put(key, suspect);
      }
    }
  }
}
