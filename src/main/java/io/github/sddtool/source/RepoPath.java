package io.github.sddtool.source;

/// A file's path in its repository: relative, `/` between segments on every system, never climbing.
public record RepoPath(String value) implements Comparable<RepoPath> {
  public RepoPath {
    if (value.isEmpty() || value.startsWith("/") || value.endsWith("/")) {
      throw new IllegalArgumentException("not a repository path: '" + value + "'");
    }
  }

  public static RepoPath of(String value) {
    return new RepoPath(value);
  }

  /// The last segment.
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /// What stands before the last segment; empty at the root.
  public String folder() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? "" : value.substring(0, slash);
  }

  /// Whether a folder of this name stands somewhere in the path.
  public boolean isBelow(String folder) {
    return value.startsWith(folder + "/") || value.contains("/" + folder + "/");
  }

  /// What follows the last dot of the name, in lower case; empty where there is none.
  public String extension() {
    String name = fileName();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public int compareTo(RepoPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
