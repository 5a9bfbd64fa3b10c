package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

// @spec app/reharvest#REQ-HARVEST-002
/// Where files went that a commit does not have any more: the way back along first parents to the
/// commit that took each away, and what it was renamed to there.
final class Moves {
  /// A file that was renamed more often is lost.
  private static final int MOST_RENAMES = 8;

  private final GitObjects objects;
  private final CommitId tip;

  Moves(GitObjects objects, CommitId tip) {
    this.objects = objects;
    this.tip = tip;
  }

  /// The paths at the tip of files that stood elsewhere; those that were removed are not among
  /// them.
  ///
  /// @param gone paths that the tip has no file at
  Map<RepoPath, RepoPath> of(Set<RepoPath> gone) {
    try (ObjectReader reader = objects.reader();
        var walk = new RevWalk(reader)) {
      RevCommit head = walk.parseCommit(ObjectId.fromString(tip.hex()));
      var steps = new HashMap<String, String>();
      var asked = new HashSet<String>();
      Set<String> open = new TreeSet<>();
      gone.forEach(path -> open.add(path.value()));
      for (int round = 0; round < MOST_RENAMES && !open.isEmpty(); round++) {
        asked.addAll(open);
        Map<String, String> found = renamed(reader, open);
        steps.putAll(found);
        open.clear();
        for (String path : found.values()) {
          if (!isThere(reader, head, path) && !asked.contains(path)) {
            open.add(path);
          }
        }
      }
      return ends(reader, head, gone, steps);
    } catch (IOException e) {
      throw new SourceFault(
          "cannot read the history of "
              + tip.brief()
              + " in "
              + objects.repository().getDirectory(),
          e);
    }
  }

  private static Map<RepoPath, RepoPath> ends(
      ObjectReader reader, RevCommit head, Set<RepoPath> gone, Map<String, String> steps)
      throws IOException {
    var ends = new HashMap<RepoPath, RepoPath>();
    for (RepoPath path : gone) {
      String at = path.value();
      for (int i = 0; i < MOST_RENAMES && steps.containsKey(at); i++) {
        at = steps.getOrDefault(at, at);
      }
      if (!at.equals(path.value()) && isThere(reader, head, at)) {
        ends.put(path, RepoPath.of(at));
      }
    }
    return ends;
  }

  /// What the commit that took each of the paths away last renamed it to.
  private Map<String, String> renamed(ObjectReader reader, Set<String> paths) throws IOException {
    var renamed = new HashMap<String, String>();
    Set<String> open = new TreeSet<>(paths);
    var cuts = objects.repository().getObjectDatabase().getShallowCommits();
    try (var walk = new RevWalk(reader)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(tip.hex()));
      for (int age = 0; age < GitPast.MAX_COMMITS && !open.isEmpty(); age++) {
        Optional<RevCommit> before =
            cuts.contains(commit) ? Optional.empty() : GitPast.parent(walk, commit);
        if (before.isEmpty()) {
          break;
        }
        Set<String> taken = taken(reader, before.get(), commit, open);
        if (!taken.isEmpty()) {
          open.removeAll(taken);
          Renames.of(objects, reader, before.get(), commit)
              .forEach((to, from) -> {
                if (taken.contains(from)) {
                  renamed.put(from, to);
                }
              });
        }
        commit.disposeBody();
        commit = before.get();
      }
    }
    return renamed;
  }

  private static Set<String> taken(
      ObjectReader reader, RevCommit before, RevCommit after, Set<String> paths)
      throws IOException {
    var taken = new TreeSet<String>();
    try (TreeWalk trees = GitPast.trees(reader, Optional.of(before), after)) {
      trees.setFilter(
          AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
      while (trees.next()) {
        if (trees.getRawMode(1) == 0 && paths.contains(trees.getPathString())) {
          taken.add(trees.getPathString());
        }
      }
    }
    return taken;
  }

  private static boolean isThere(ObjectReader reader, RevCommit head, String path)
      throws IOException {
    try (TreeWalk found = TreeWalk.forPath(reader, path, head.getTree())) {
      return found != null;
    }
  }
}
