package io.github.sddtool.source.git;

import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

// @spec app/clones#REQ-CLONE-006
/// Where two commits parted, as far as a clone can tell whose history may be cut off.
///
/// A common ancestor `M` of `A` and `B` is the best one for certain when
///
/// - it is `A` or `B` itself: no ancestor of a commit is better than the commit; or
/// - no commit where the history was cut off is an ancestor of `A` or `B` without being one of `M`.
///   Every way back from `A` and from `B` is then seen whole up to where it enters the history of
///   `M`, so whatever they have in common beyond what is seen is an ancestor of `M`.
///
/// Otherwise a way that ends at a cut may go on to any commit, also to one that is here already:
/// git cuts by the distance from a tip, not by what is missing. Where there is no `M`, the second
/// rule says that no way back may end at a cut at all. Dates are no help: clocks are wrong.
///
/// @param commit their best common ancestor; empty where none is to be seen
/// @param gaps the cuts behind which a better one may be; none where it is certain
record ForkPoint(Optional<CommitId> commit, Set<ObjectId> gaps) {
  ForkPoint {
    gaps = Set.copyOf(gaps);
  }

  static ForkPoint of(Repository repository, CommitId a, CommitId b) throws IOException {
    try (var walk = new RevWalk(repository)) {
      RevCommit one = walk.parseCommit(ObjectId.fromString(a.hex()));
      RevCommit other = walk.parseCommit(ObjectId.fromString(b.hex()));
      Optional<RevCommit> best = best(walk, one, other);
      boolean isOneOfThem = best.filter(base -> base.equals(one) || base.equals(other)).isPresent();
      Set<ObjectId> cuts = repository.getObjectDatabase().getShallowCommits();
      return new ForkPoint(
          best.map(base -> new CommitId(base.name())),
          cuts.isEmpty() || isOneOfThem ? Set.of() : gaps(walk, List.of(one, other), best, cuts));
    }
  }

  boolean isCertain() {
    return gaps.isEmpty();
  }

  /// Of several the newest, and of equally new ones the smallest id.
  private static Optional<RevCommit> best(RevWalk walk, RevCommit one, RevCommit other)
      throws IOException {
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(one);
    walk.markStart(other);
    var bases = new ArrayList<RevCommit>();
    for (RevCommit base = walk.next(); base != null; base = walk.next()) {
      bases.add(base);
    }
    return bases.stream()
        .max(
            Comparator.comparingInt(RevCommit::getCommitTime)
                .thenComparing(RevCommit::name, Comparator.reverseOrder()));
  }

  private static Set<ObjectId> gaps(
      RevWalk walk, List<RevCommit> tips, Optional<RevCommit> best, Set<ObjectId> cuts)
      throws IOException {
    walk.reset();
    walk.setRevFilter(RevFilter.ALL);
    walk.markStart(tips);
    if (best.isPresent()) {
      walk.markUninteresting(best.get());
    }
    var gaps = new HashSet<ObjectId>();
    for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
      if (cuts.contains(commit)) {
        gaps.add(commit.copy());
      }
    }
    return gaps;
  }
}
