package io.github.sddtool.source;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files of a snapshot by path, as a value. One that differs from another in a few files is
/// made from it at the cost of these few, and shares the rest: what is looked up in it is worked
/// out once for all that share it.
public final class FileTree {
  /// With more differences than these, and than a tenth of the files, nothing is shared any more.
  private static final int MOST_DIFFERENCES = 2_000;

  private final Stem stem;

  /// What differs from the stem: another content, a new file, or none any more.
  private final SortedMap<RepoPath, Optional<FileEntry>> differences;

  private final int size;

  private FileTree(Stem stem, SortedMap<RepoPath, Optional<FileEntry>> differences, int size) {
    this.stem = stem;
    this.differences = differences;
    this.size = size;
  }

  /// The tree of these files; of several with one path the last counts.
  public static FileTree of(List<FileEntry> files) {
    FileEntry[] sorted = files.toArray(FileEntry[]::new);
    if (!isSorted(sorted)) {
      var byPath = new TreeMap<RepoPath, FileEntry>();
      files.forEach(file -> byPath.put(file.path(), file));
      sorted = byPath.values().toArray(FileEntry[]::new);
    }
    return new FileTree(new Stem(sorted), new TreeMap<>(), sorted.length);
  }

  private static boolean isSorted(FileEntry[] files) {
    for (int i = 1; i < files.length; i++) {
      if (files[i - 1].path().compareTo(files[i].path()) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// The tree after some files changed.
  public FileTree with(List<FileDelta> deltas) {
    if (deltas.isEmpty()) {
      return this;
    }
    var changed = new TreeMap<>(differences);
    int count = size;
    for (FileDelta delta : deltas) {
      Optional<FileEntry> before = changed.put(delta.path(), delta.after());
      boolean was = before == null ? stem.at(delta.path()) >= 0 : before.isPresent();
      count += (delta.after().isPresent() ? 1 : 0) - (was ? 1 : 0);
    }
    var tree = new FileTree(stem, changed, count);
    boolean tooMany = changed.size() > Math.max(MOST_DIFFERENCES, stem.files.length / 10);
    return tooMany ? of(tree.files()) : tree;
  }

  public Optional<FileEntry> find(RepoPath path) {
    Optional<FileEntry> different = differences.get(path);
    if (different != null) {
      return different;
    }
    int at = stem.at(path);
    return at < 0 ? Optional.empty() : Optional.of(stem.files[at]);
  }

  public boolean contains(RepoPath path) {
    return find(path).isPresent();
  }

  /// Whether another tree has files at the same paths, whatever they hold.
  public boolean hasPathsOf(FileTree other) {
    if (!stem.equals(other.stem)) {
      return size == other.size && paths().containsAll(other.paths());
    }
    return size == other.size
        && differences.keySet().stream().allMatch(path -> contains(path) == other.contains(path))
        && other.differences.keySet().stream()
            .allMatch(path -> contains(path) == other.contains(path));
  }

  /// Whether a file stands below a folder; `""` is the root, which every tree has.
  public boolean isFolder(String folder) {
    return folder.isEmpty() || !below(folder + "/", 1).isEmpty();
  }

  /// The files whose paths begin with a text, by path.
  ///
  /// @param most of them, from 1
  public List<RepoPath> below(String prefix, int most) {
    var found = new TreeSet<RepoPath>();
    for (int i = stem.from(prefix);
        i < stem.files.length && found.size() < most && stem.path(i).value().startsWith(prefix);
        i++) {
      if (!differences.containsKey(stem.path(i))) {
        found.add(stem.path(i));
      }
    }
    differences.forEach((path, file) -> {
      if (file.isPresent() && path.value().startsWith(prefix)) {
        found.add(path);
      }
    });
    return found.stream().limit(most).toList();
  }

  /// The paths of files and folders whose last segment is this one, each once, in no order.
  public List<String> named(String last) {
    var found = new LinkedHashSet<String>();
    for (String path : stem.named(last)) {
      if (differences.isEmpty() || contains(RepoPath.of(path)) || isFolder(path)) {
        found.add(path);
      }
    }
    differences.forEach((path, file) -> {
      for (String at = file.isPresent() ? path.value() : "";
          !at.isEmpty();
          at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
        if (at.substring(at.lastIndexOf('/') + 1).equals(last)) {
          found.add(at);
        }
      }
    });
    return List.copyOf(found);
  }

  public int size() {
    return size;
  }

  /// Files of which nothing but the paths is known.
  public static FileTree ofPaths(Collection<RepoPath> paths) {
    return of(
        paths.stream().sorted().distinct().map(p -> new FileEntry(p, new BlobId(""), 0)).toList());
  }

  /// All files, by path.
  public List<FileEntry> files() {
    if (differences.isEmpty()) {
      return List.of(stem.files);
    }
    var files = new ArrayList<FileEntry>(size);
    var changed = differences.entrySet().iterator();
    Map.Entry<RepoPath, Optional<FileEntry>> next = changed.hasNext() ? changed.next() : null;
    for (FileEntry file : stem.files) {
      int order = -1;
      while (next != null && (order = next.getKey().compareTo(file.path())) <= 0) {
        next.getValue().ifPresent(files::add);
        next = changed.hasNext() ? changed.next() : null;
        if (order == 0) {
          break;
        }
      }
      if (order != 0) {
        files.add(file);
      }
    }
    for (; next != null; next = changed.hasNext() ? changed.next() : null) {
      next.getValue().ifPresent(files::add);
    }
    return files;
  }

  /// The paths of all files, in order; asking for one of them costs no more than finding it.
  public Set<RepoPath> paths() {
    return new AbstractSet<>() {
      @Override
      public Iterator<RepoPath> iterator() {
        return files().stream().map(FileEntry::path).iterator();
      }

      @Override
      public int size() {
        return size;
      }

      @Override
      public boolean contains(Object path) {
        return path instanceof RepoPath p && FileTree.this.contains(p);
      }
    };
  }

  /// The files that trees share.
  private static final class Stem {
    private final FileEntry[] files;

    /// Worked out when first asked for.
    private Map<String, List<String>> byLastSegment = Map.of();

    Stem(FileEntry[] files) {
      this.files = files;
    }

    int at(RepoPath path) {
      int low = 0;
      int high = files.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = files[middle].path().compareTo(path);
        if (order == 0) {
          return middle;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -low - 1;
    }

    /// Where the first path stands that begins with a text or comes after it.
    int from(String prefix) {
      int low = 0;
      int high = files.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (path(middle).value().compareTo(prefix) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    RepoPath path(int i) {
      return files[i].path();
    }

    synchronized List<String> named(String last) {
      if (byLastSegment.isEmpty()) {
        byLastSegment = index();
      }
      return byLastSegment.getOrDefault(last, List.of());
    }

    private Map<String, List<String>> index() {
      var index = new HashMap<String, List<String>>();
      var folders = new HashSet<String>();
      for (FileEntry file : files) {
        add(index, file.path().value());
        for (String at = file.path().folder();
            !at.isEmpty() && folders.add(at);
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
          add(index, at);
        }
      }
      return index;
    }

    private static void add(Map<String, List<String>> index, String path) {
      index
          .computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), _ -> new ArrayList<>(1))
          .add(path);
    }
  }
}
