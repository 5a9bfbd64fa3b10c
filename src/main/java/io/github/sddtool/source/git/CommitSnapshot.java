package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A commit, read from git's objects; nothing is checked out. May be used by several threads, as
/// long as the history it came from is open.
final class CommitSnapshot implements Snapshot {
  private final Repository repository;
  private final CommitId commit;
  private final List<FileEntry> files;
  private final List<RepoPath> links;

  private CommitSnapshot(
      Repository repository, CommitId commit, List<FileEntry> files, List<RepoPath> links) {
    this.links = List.copyOf(links);
    this.repository = repository;
    this.commit = commit;
    this.files = files;
  }

  /// @param folder limits the snapshot, and its paths are relative to it; empty for everything
  static CommitSnapshot of(Repository repository, CommitId commit, String folder) {
    try (ObjectReader reader = repository.newObjectReader();
        var walk = new RevWalk(reader)) {
      ObjectId root = walk.parseCommit(ObjectId.fromString(commit.hex())).getTree();
      var files = new ArrayList<FileEntry>();
      var links = new ArrayList<RepoPath>();
      Optional<ObjectId> tree = below(reader, root, folder);
      if (tree.isPresent()) {
        list(reader, tree.get(), files, links);
      }
      return new CommitSnapshot(repository, commit, List.copyOf(files), links);
    } catch (IOException e) {
      throw new SourceFault("cannot read commit " + commit + " of " + repository.getDirectory(), e);
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

  private static void list(
      ObjectReader reader, ObjectId tree, List<FileEntry> files, List<RepoPath> links)
      throws IOException {
    try (var walk = new TreeWalk(reader)) {
      walk.addTree(tree);
      walk.setRecursive(true);
      while (walk.next()) {
        String path = walk.getPathString();
        if (isFile(walk.getFileMode(0)) && !climbs(path)) {
          ObjectId blob = walk.getObjectId(0);
          files.add(new FileEntry(RepoPath.of(path), new BlobId(blob.name()), size(reader, blob)));
        } else if (walk.getFileMode(0).equals(FileMode.SYMLINK) && !climbs(path)) {
          links.add(RepoPath.of(path));
        }
      }
    }
    files.sort(Comparator.comparing(FileEntry::path));
    links.sort(Comparator.naturalOrder());
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  /// Git refuses to make such names, but a tree can be written without git.
  private static boolean climbs(String path) {
    return path.startsWith("/") || ("/" + path + "/").contains("/../");
  }

  /// In bytes, from the object's header; 0 where the object is missing, as in a partial clone:
  /// reading it will say so.
  static long size(ObjectReader reader, AnyObjectId blob) throws IOException {
    try {
      return reader.getObjectSize(blob, Constants.OBJ_BLOB);
    } catch (MissingObjectException _) {
      return 0;
    }
  }

  @Override
  public Optional<CommitId> commit() {
    return Optional.of(commit);
  }

  @Override
  public List<FileEntry> files() {
    return files;
  }

  @Override
  public List<RepoPath> links() {
    return links;
  }

  @Override
  public byte[] read(FileEntry file) {
    try (ObjectReader reader = repository.newObjectReader()) {
      ObjectId id = ObjectId.fromString(file.blob().hex());
      return reader.open(id, Constants.OBJ_BLOB).getBytes();
    } catch (MissingObjectException e) {
      throw new SourceFault(
          file.path()
              + " of commit "
              + commit.brief()
              + " is not in "
              + repository.getDirectory()
              + "; a partial clone lacks it, `git fetch --refetch --no-filter` gets it",
          e);
    } catch (IOException e) {
      throw new SourceFault("cannot read " + file.path() + " of commit " + commit.brief(), e);
    }
  }
}
