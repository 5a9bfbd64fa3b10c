package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileDelta;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.TreeDelta;
import io.github.sddtool.source.TreeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// A commit, read from git's objects; nothing is checked out. May be used by several threads, as
/// long as the history it came from is open.
final class CommitSnapshot implements Snapshot {
  private final GitObjects objects;
  private final CommitId commit;
  private final String folder;

  /// The tree of the folder; empty where the commit has none.
  private final Optional<ObjectId> tree;

  private Optional<Listing> listing = Optional.empty();

  /// All files and links, each by path.
  private record Listing(FileTree files, List<RepoPath> links) {}

  private CommitSnapshot(
      GitObjects objects, CommitId commit, String folder, Optional<ObjectId> tree) {
    this.objects = objects;
    this.commit = commit;
    this.folder = folder;
    this.tree = tree;
  }

  /// @param folder limits the snapshot, and its paths are relative to it; empty for everything
  static CommitSnapshot of(GitObjects objects, CommitId commit, String folder) {
    try (ObjectReader reader = objects.reader();
        var walk = new RevWalk(reader)) {
      ObjectId root = walk.parseCommit(ObjectId.fromString(commit.hex())).getTree();
      return new CommitSnapshot(objects, commit, folder, below(reader, root, folder));
    } catch (IOException e) {
      throw new SourceFault(
          "cannot read commit " + commit + " of " + objects.repository().getDirectory(), e);
    }
  }

  private static Optional<ObjectId> below(ObjectReader reader, ObjectId root, String folder)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.of(root);
    }
    try (TreeWalk walk = TreeWalk.forPath(reader, folder, root)) {
      return walk != null && walk.getFileMode(0).equals(FileMode.TREE)
          ? Optional.of(walk.getObjectId(0))
          : Optional.empty();
    }
  }

  /// Made when it is first asked for: who looks at a few files of a large tree needs none.
  private synchronized Listing listing() {
    if (listing.isEmpty()) {
      listing = Optional.of(list());
    }
    return listing.get();
  }

  private Listing list() {
    var files = new ArrayList<FileEntry>();
    var links = new ArrayList<RepoPath>();
    try (ObjectReader reader = objects.reader();
        var walk = new TreeWalk(reader)) {
      if (tree.isPresent()) {
        walk.addTree(tree.get());
      }
      walk.setRecursive(true);
      while (tree.isPresent() && walk.next()) {
        String path = walk.getPathString();
        if (isFile(walk.getFileMode(0)) && !climbs(path)) {
          files.add(entry(reader, path, walk.getObjectId(0)));
        } else if (walk.getFileMode(0).equals(FileMode.SYMLINK) && !climbs(path)) {
          links.add(RepoPath.of(path));
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    links.sort(Comparator.naturalOrder());
    return new Listing(FileTree.of(files), List.copyOf(links));
  }

  private static FileEntry entry(ObjectReader reader, String path, ObjectId blob)
      throws IOException {
    return new FileEntry(RepoPath.of(path), new BlobId(blob.name()), GitObjects.size(reader, blob));
  }

  private SourceFault unreadable(IOException e) {
    return new SourceFault(
        "cannot read commit " + commit + " of " + objects.repository().getDirectory(), e);
  }

  @Override
  public Optional<TreeId> id() {
    return tree.map(id -> new TreeId(origin(), id.name()));
  }

  private String origin() {
    return objects.repository().getDirectory() + ":" + folder;
  }

  @Override
  public Optional<TreeDelta> since(TreeId earlier) {
    if (tree.isEmpty() || !earlier.origin().equals(origin())) {
      return Optional.empty();
    }
    try (ObjectReader reader = objects.reader()) {
      return Optional.of(since(reader, ObjectId.fromString(earlier.hex()), tree.get()));
    } catch (MissingObjectException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  // @spec engine/incremental#REQ-INC-003
  /// Equal subtrees are skipped whole.
  private static TreeDelta since(ObjectReader reader, ObjectId earlier, ObjectId now)
      throws IOException {
    var deltas = new ArrayList<FileDelta>();
    boolean links = false;
    try (var walk = new TreeWalk(reader)) {
      walk.addTree(earlier);
      walk.addTree(now);
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        String path = walk.getPathString();
        if (climbs(path)) {
          continue;
        }
        links |= FileMode.SYMLINK.equals(walk.getRawMode(0));
        links |= FileMode.SYMLINK.equals(walk.getRawMode(1));
        Optional<FileEntry> before = side(reader, walk, 0, path);
        Optional<FileEntry> after = side(reader, walk, 1, path);
        if (!before.map(FileEntry::blob).equals(after.map(FileEntry::blob))) {
          deltas.add(new FileDelta(RepoPath.of(path), before, after));
        }
      }
    }
    deltas.sort(Comparator.comparing(FileDelta::path));
    return new TreeDelta(deltas, links);
  }

  private static Optional<FileEntry> side(ObjectReader reader, TreeWalk walk, int side, String path)
      throws IOException {
    return isFile(walk.getFileMode(side))
        ? Optional.of(entry(reader, path, walk.getObjectId(side)))
        : Optional.empty();
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  /// Git refuses to make such names, but a tree can be written without git.
  private static boolean climbs(String path) {
    return path.startsWith("/") || ("/" + path + "/").contains("/../");
  }

  @Override
  public Optional<CommitId> commit() {
    return Optional.of(commit);
  }

  @Override
  public List<FileEntry> files() {
    return listing().files().files();
  }

  @Override
  public FileTree tree() {
    return listing().files();
  }

  @Override
  public Optional<FileEntry> find(RepoPath path) {
    synchronized (this) {
      if (listing.isPresent()) {
        return listing.get().files().find(path);
      }
    }
    if (tree.isEmpty() || climbs(path.value())) {
      return Optional.empty();
    }
    try (ObjectReader reader = objects.reader();
        TreeWalk walk = TreeWalk.forPath(reader, path.value(), tree.get())) {
      return walk != null && isFile(walk.getFileMode(0))
          ? Optional.of(entry(reader, path.value(), walk.getObjectId(0)))
          : Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<RepoPath> links() {
    return listing().links();
  }

  @Override
  public void expect(Supplier<List<FileEntry>> files) {
    try {
      objects.expect(files);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public byte[] read(FileEntry file) {
    try {
      return objects.read(file);
    } catch (MissingObjectException e) {
      throw new SourceFault(
          file.path()
              + " of commit "
              + commit.brief()
              + " is not in "
              + objects.repository().getDirectory()
              + "; a partial clone lacks it, `git fetch --refetch --no-filter` gets it",
          e);
    } catch (IOException e) {
      throw new SourceFault("cannot read " + file.path() + " of commit " + commit.brief(), e);
    }
  }
}
