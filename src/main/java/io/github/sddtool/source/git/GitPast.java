package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.History;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// The way back from a commit. Two neighbours are compared by their trees, equal subtrees are
/// skipped whole.
final class GitPast implements History {
  /// How many commits are looked at, and how many that touch one of the files.
  static final int MAX_COMMITS = 5_000;

  private static final int MAX_TOUCHING = 500;
  private static final int FETCHED_AT_ONCE = 1_000;

  private final GitObjects objects;
  private final CommitId tip;
  private final String prefix;

  /// @param folder paths are relative to it; empty for everything
  GitPast(GitObjects objects, CommitId tip, String folder) {
    this.objects = objects;
    this.tip = tip;
    this.prefix = folder.isEmpty() ? "" : folder + "/";
  }

  @Override
  public Past past(Collection<RepoPath> paths) {
    try (ObjectReader reader = objects.reader();
        var walk = new RevWalk(reader)) {
      return new Descent(reader, walk).past(paths);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<FileDelta> changed(CommitId commit) {
    try (ObjectReader reader = objects.reader();
        var walk = new RevWalk(reader)) {
      RevCommit now = walk.parseCommit(ObjectId.fromString(commit.hex()));
      var deltas = new ArrayList<FileDelta>();
      try (TreeWalk trees = trees(reader, parent(walk, now), now)) {
        trees.setFilter(TreeFilter.ANY_DIFF);
        while (trees.next()) {
          String path = trees.getPathString();
          Optional<FileEntry> before = entry(reader, trees, 0, path);
          Optional<FileEntry> after = entry(reader, trees, 1, path);
          if (path.startsWith(prefix) && (before.isPresent() || after.isPresent())) {
            deltas.add(new FileDelta(relative(path), before, after));
          }
        }
      }
      return List.copyOf(deltas);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public byte[] read(FileEntry file) {
    try {
      return objects.read(file);
    } catch (IOException e) {
      throw new SourceFault("cannot read an earlier version of " + file.path(), e);
    }
  }

  private RepoPath relative(String path) {
    return RepoPath.of(path.substring(prefix.length()));
  }

  private Optional<FileEntry> entry(ObjectReader reader, TreeWalk trees, int side, String path)
      throws IOException {
    FileMode mode = trees.getFileMode(side);
    if (!path.startsWith(prefix)
        || !(mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE))) {
      return Optional.empty();
    }
    ObjectId blob = trees.getObjectId(side);
    return Optional.of(
        new FileEntry(relative(path), new BlobId(blob.name()), GitObjects.size(reader, blob)));
  }

  static Optional<RevCommit> parent(RevWalk walk, RevCommit commit) throws IOException {
    return commit.getParentCount() == 0
        ? Optional.empty()
        : Optional.of(walk.parseCommit(commit.getParent(0)));
  }

  static TreeWalk trees(ObjectReader reader, Optional<RevCommit> before, RevCommit after)
      throws IOException {
    var trees = new TreeWalk(reader);
    if (before.isPresent()) {
      trees.addTree(before.get().getTree());
    } else {
      trees.addTree(new EmptyTreeIterator());
    }
    trees.addTree(after.getTree());
    trees.setRecursive(true);
    return trees;
  }

  private SourceFault unreadable(IOException e) {
    return new SourceFault(
        "cannot read the history of " + tip.brief() + " in " + objects.repository().getDirectory(),
        e);
  }

  /// A file that is followed back.
  private static final class Trail {
    private final List<Version> versions = new ArrayList<>();
    private boolean whole;

    Lineage lineage() {
      return new Lineage(versions, whole);
    }
  }

  /// One walk back.
  private final class Descent {
    private final ObjectReader reader;
    private final RevWalk walk;
    private final Map<RepoPath, Trail> trails = new LinkedHashMap<>();

    /// Those whose first version is not found yet, by their path at the commit in hand.
    private final TreeMap<String, List<Trail>> open = new TreeMap<>();

    private TreeFilter filter = TreeFilter.ANY_DIFF;

    Descent(ObjectReader reader, RevWalk walk) {
      this.reader = reader;
      this.walk = walk;
    }

    Past past(Collection<RepoPath> paths) throws IOException {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(tip.hex()));
      begin(paths, commit);
      narrow();
      var cuts = objects.repository().getObjectDatabase().getShallowCommits();
      int age = 0;
      int touching = 0;
      while (!open.isEmpty() && age < MAX_COMMITS && touching < MAX_TOUCHING) {
        if (cuts.contains(commit)) {
          break;
        }
        Optional<RevCommit> before = parent(walk, commit);
        touching += step(before, commit, age) ? 1 : 0;
        if (before.isEmpty()) {
          break;
        }
        commit.disposeBody();
        commit = before.get();
        age++;
      }
      boolean all = open.isEmpty();
      var lineages = new HashMap<RepoPath, Lineage>();
      trails.forEach((path, trail) -> lineages.put(path, trail.lineage()));
      objects.expect(this::newest);
      return new Past(lineages, all ? Integer.MAX_VALUE : age - 1);
    }

    /// The versions that are likely to be read; older ones are fetched when they are.
    private List<FileEntry> newest() {
      return trails.values().stream()
          .flatMap(trail -> trail.versions.stream())
          .sorted(Comparator.comparingInt(Version::age))
          .limit(FETCHED_AT_ONCE)
          .map(Version::file)
          .toList();
    }

    private void begin(Collection<RepoPath> paths, RevCommit commit) throws IOException {
      for (RepoPath path : paths) {
        String whole = prefix + path;
        try (TreeWalk found = TreeWalk.forPath(reader, whole, commit.getTree())) {
          if (found != null) {
            var trail = new Trail();
            trails.put(path, trail);
            open.computeIfAbsent(whole, _ -> new ArrayList<>()).add(trail);
          }
        }
      }
    }

    private void narrow() {
      if (!open.isEmpty()) {
        filter =
            AndTreeFilter.create(
                PathFilterGroup.createFromStrings(open.keySet()), TreeFilter.ANY_DIFF);
      }
    }

    /// Whether the commit touched one of the files.
    private boolean step(Optional<RevCommit> before, RevCommit commit, int age) throws IOException {
      var created = new ArrayList<String>();
      boolean touched = false;
      try (TreeWalk trees = trees(reader, before, commit)) {
        trees.setFilter(filter);
        while (trees.next()) {
          String path = trees.getPathString();
          Optional<FileEntry> after = entry(reader, trees, 1, path);
          if (after.isEmpty() || !open.containsKey(path)) {
            continue;
          }
          touched = true;
          var version = new Version(age, new CommitId(commit.name()), after.get());
          open.getOrDefault(path, List.of()).forEach(trail -> trail.versions.add(version));
          if (entry(reader, trees, 0, path).isEmpty()) {
            created.add(path);
          }
        }
      }
      if (!created.isEmpty()) {
        follow(created, before, commit);
        narrow();
      }
      return touched;
    }

    private void follow(List<String> created, Optional<RevCommit> before, RevCommit commit)
        throws IOException {
      Map<String, String> sources =
          before.isPresent()
              ? Renames.of(objects, reader, before.get(), commit)
              : Map.<String, String>of();
      var moved = new HashMap<String, List<Trail>>();
      for (String path : created) {
        List<Trail> here = open.remove(path);
        String source = sources.get(path);
        if (here == null) {
          continue;
        }
        if (source == null || !source.startsWith(prefix)) {
          here.forEach(trail -> trail.whole = true);
        } else {
          moved.computeIfAbsent(source, _ -> new ArrayList<>()).addAll(here);
        }
      }
      moved.forEach(
          (path, here) -> open.computeIfAbsent(path, _ -> new ArrayList<>()).addAll(here));
    }
  }
}
