package io.github.sddtool.bridge.mirror;

import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.util.Optional;

/// Where a branch is kept.
public interface Remote {
  /// A whole clone in which the branch stands at [#ref(String)], as it is there now. The caller
  /// closes it.
  GitHistory fetch(String branch);

  /// Where to push, and as whom.
  FetchRequest pushing();

  /// Proposes to merge one branch into another, or brings an open proposal of that branch up to
  /// date; gives where people look at it, empty where there are no proposals.
  Optional<URI> propose(Proposal proposal);

  /// The ref at which a fetched branch stands.
  static String ref(String branch) {
    return "refs/sdd/mirror/" + branch;
  }
}
