package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// The files of a working tree as they were when it was opened: tracked ones, and untracked ones
/// that are not ignored.
///
/// An id is that of the bytes git would store. A file that git's own index vouches for is not read.
/// Of the conversions that git can make on the way in, line ends alone are known here: a file that
/// differs from the index in nothing else has the index's id, and reading it gives the stored
/// bytes. No filter is ever run, for filters are programs named by the repository; a file that
/// passes through one (Git LFS) is unchanged as long as the index vouches for it.
final class WorkingTree implements Snapshot {
  private final Repository repository;
  private final FileTree files;
  private final Map<RepoPath, Place> places;
  private final List<RepoPath> links;

  /// Whether files of the working tree are the bytes git stores, but for line ends.
  private final boolean unfiltered;

  /// Where a file stands.
  ///
  /// @param written when git's index was, which says what the file holds; never where it does not
  private record Place(FileEntry entry, FileWalk.Found found, Instant written) {}

  private WorkingTree(
      Repository repository,
      FileTree files,
      Map<RepoPath, Place> places,
      List<RepoPath> links,
      boolean unfiltered) {
    this.repository = repository;
    this.links = links;
    this.files = files;
    this.places = places;
    this.unfiltered = unfiltered;
  }

  /// @param folder relative to the root, empty for everything
  static WorkingTree of(Repository repository, String folder) {
    Path root = repository.getWorkTree().toPath();
    Index index = Index.read(repository);
    boolean linksAreFiles = !repository.getConfig().getBoolean("core", "symlinks", true);
    var outer =
        List.of(
            GitSettings.userIgnores(repository),
            IgnoreRules.read(
                repository.getCommonDirectory().toPath().resolve("info").resolve("exclude")));
    FileWalk.Listing listing = FileWalk.of(root, folder, outer, index);
    List<FileWalk.Found> found =
        listing.files().stream()
            .filter(one -> !linksAreFiles || !index.link(one.fullPath()))
            .toList();
    var files = new ArrayList<FileEntry>(found.size());
    var places = new HashMap<RepoPath, Place>(2 * found.size());
    for (Place place : Crew.ofCores().map(found, index::place)) {
      files.add(place.entry());
      places.put(place.entry().path(), place);
    }
    files.addAll(index.leftOut(repository, root, folder));
    return new WorkingTree(
        repository,
        FileTree.of(files),
        places,
        listing.links(),
        Attributes.leaveContentAlone(repository, found));
  }

  @Override
  public Optional<CommitId> commit() {
    return Optional.empty();
  }

  @Override
  public List<FileEntry> files() {
    return files.files();
  }

  @Override
  public FileTree tree() {
    return files;
  }

  @Override
  public List<RepoPath> links() {
    return links;
  }

  @Override
  public byte[] read(FileEntry file) {
    Place place = places.get(file.path());
    if (place == null) {
      return stored(file).orElseThrow(() -> new SourceFault("there is no file " + file.path()));
    }
    try {
      if (unfiltered) {
        Optional<byte[]> same = untouched(place);
        if (same.isPresent()) {
          return same.get();
        }
      }
      return FileContent.read(place.found().file(), file);
    } catch (SourceFault changed) {
      // What a filter made of the stored bytes, or what was deleted just now: git still has it.
      return stored(file).orElseThrow(() -> changed);
    }
  }

  /// The bytes of a file that nobody touched since git wrote its index and that needs no other line
  /// ends: these need not be hashed to know what they are.
  private static Optional<byte[]> untouched(Place place) {
    try {
      Path file = place.found().file();
      byte[] content = FileContent.bytes(file, place.found().size());
      boolean same =
          content.length == place.found().size()
              && !FileContent.holdsCarriageReturn(content)
              && FileContent.changed(file).filter(at -> at.isBefore(place.written())).isPresent();
      return same ? Optional.of(content) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> stored(FileEntry file) {
    try (var reader = repository.newObjectReader()) {
      ObjectId id = ObjectId.fromString(file.blob().hex());
      return Optional.of(reader.open(id, Constants.OBJ_BLOB).getBytes());
    } catch (MissingObjectException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SourceFault("cannot read " + file.path() + " from git", e);
    }
  }

  /// What git last knew of the working tree.
  private static final class Index implements FileWalk.Tracked {
    private final Map<String, DirCacheEntry> entries = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Instant written;

    private Index(Instant written) {
      this.written = written;
    }

    static Index read(Repository repository) {
      File file = repository.getIndexFile();
      try {
        Instant written =
            Files.exists(file.toPath())
                ? Files.getLastModifiedTime(file.toPath()).toInstant()
                : Instant.MIN;
        var index = new Index(written);
        DirCache cache = repository.readDirCache();
        for (int i = 0; i < cache.getEntryCount(); i++) {
          index.add(cache.getEntry(i));
        }
        return index;
      } catch (IOException | IllegalArgumentException e) {
        throw new SourceFault(
            "cannot read git's index "
                + file
                + " ("
                + e.getMessage()
                + "); a sparse index is not supported, `git sparse-checkout reapply"
                + " --no-sparse-index` turns it into a full one",
            e);
      }
    }

    private void add(DirCacheEntry entry) {
      String path = FileWalk.decode(entry.getRawPath());
      entries.put(path, entry);
      int slash = path.lastIndexOf('/');
      while (slash > 0 && folders.add(path.substring(0, slash))) {
        slash = path.lastIndexOf('/', slash - 1);
      }
    }

    @Override
    public boolean file(String path) {
      DirCacheEntry entry = entries.get(path);
      return entry != null && !FileMode.GITLINK.equals(entry.getRawMode());
    }

    @Override
    public boolean folder(String path) {
      return folders.contains(path);
    }

    @Override
    public boolean submodule(String path) {
      DirCacheEntry entry = entries.get(path);
      return entry != null && FileMode.GITLINK.equals(entry.getRawMode());
    }

    /// Whether git tracks a link here; a system without links keeps its target in a file.
    boolean link(String path) {
      DirCacheEntry entry = entries.get(path);
      return entry != null && FileMode.SYMLINK.equals(entry.getRawMode());
    }

    Place place(FileWalk.Found found) {
      DirCacheEntry entry = entries.get(found.fullPath());
      if (entry == null || !isFile(entry) || entry.getStage() != DirCacheEntry.STAGE_0) {
        return place(found, FileContent.id(found.file(), found.size()), Instant.MIN);
      }
      BlobId known = new BlobId(entry.getObjectId().name());
      if (vouchesFor(entry, found)) {
        return place(found, known, written);
      }
      BlobId own = FileContent.id(found.file(), found.size());
      return place(
          found, own.equals(known) || differsInMore(found, known) ? own : known, Instant.MIN);
    }

    private static Place place(FileWalk.Found found, BlobId blob, Instant written) {
      return new Place(new FileEntry(found.path(), blob, found.size()), found, written);
    }

    /// Same size and same time as when git looked, and a time before git wrote the index: a file
    /// that was changed within the same tick would look the same.
    private boolean vouchesFor(DirCacheEntry entry, FileWalk.Found found) {
      return found.size() > 0
          && entry.getLength() == (int) found.size()
          && entry.getLastModifiedInstant().equals(found.modified())
          && found.modified().isBefore(written);
    }

    /// Whether the file differs from the index in more than its line ends.
    private static boolean differsInMore(FileWalk.Found found, BlobId known) {
      if (found.size() > GitHistory.MAX_BLOB) {
        return true;
      }
      try (var stream = FileContent.open(found.file())) {
        return FileContent.matching(stream.readAllBytes(), known).isEmpty();
      } catch (IOException _) {
        return true;
      }
    }

    /// The files that a sparse checkout leaves out of the working tree: nobody deleted them.
    List<FileEntry> leftOut(Repository repository, Path root, String folder) {
      String prefix = folder.isEmpty() ? "" : folder + "/";
      var left = new ArrayList<FileEntry>();
      try (var reader = repository.newObjectReader()) {
        for (Map.Entry<String, DirCacheEntry> each : entries.entrySet()) {
          DirCacheEntry entry = each.getValue();
          String path = each.getKey();
          if (entry.isSkipWorkTree()
              && isFile(entry)
              && path.startsWith(prefix)
              && !Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            left.add(
                new FileEntry(
                    RepoPath.of(path.substring(prefix.length())),
                    new BlobId(entry.getObjectId().name()),
                    GitObjects.size(reader, entry.getObjectId())));
          }
        }
      } catch (IOException e) {
        throw new SourceFault("cannot read the objects of " + root, e);
      }
      return left;
    }

    private static boolean isFile(DirCacheEntry entry) {
      return FileMode.REGULAR_FILE.equals(entry.getRawMode())
          || FileMode.EXECUTABLE_FILE.equals(entry.getRawMode());
    }
  }
}
