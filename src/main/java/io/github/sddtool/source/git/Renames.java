package io.github.sddtool.source.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// The files that a commit renamed.
final class Renames {
  /// Beyond so many added or deleted files in one commit only equal contents count as renamed.
  private static final int MAX_RENAMES = 400;

  private Renames() {}

  /// The former paths by the new ones.
  static Map<String, String> of(
      GitObjects objects, ObjectReader reader, RevCommit before, RevCommit commit)
      throws IOException {
    var detector = new RenameDetector(objects.repository());
    detector.setRenameLimit(MAX_RENAMES);
    detector.setBigFileThreshold((int) GitHistory.MAX_BLOB);
    List<DiffEntry> changes;
    try (TreeWalk trees = GitPast.trees(reader, Optional.of(before), commit)) {
      trees.setFilter(TreeFilter.ANY_DIFF);
      changes = DiffEntry.scan(trees);
    }
    detector.addAll(changes);
    objects.fetchMissing(compared(changes));
    var sources = new HashMap<String, String>();
    try (ObjectReader contents = objects.fetchingReader()) {
      for (DiffEntry entry : detector.compute(contents, null)) {
        if (entry.getChangeType() == DiffEntry.ChangeType.RENAME) {
          sources.put(entry.getNewPath(), entry.getOldPath());
        }
      }
    } catch (CanceledException e) {
      throw new IllegalStateException("nobody can cancel this", e);
    }
    return sources;
  }

  /// The contents that are compared to find a renamed file again.
  private static List<ObjectId> compared(List<DiffEntry> changes) {
    var compared = new ArrayList<ObjectId>();
    for (DiffEntry change : changes) {
      switch (change.getChangeType()) {
        case ADD -> compared.add(change.getNewId().toObjectId());
        case DELETE -> compared.add(change.getOldId().toObjectId());
        case MODIFY, RENAME, COPY -> {
          // Stays where it is.
        }
      }
    }
    return compared.size() <= 2 * MAX_RENAMES ? compared : List.of();
  }
}
