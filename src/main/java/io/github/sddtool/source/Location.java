package io.github.sddtool.source;

/// A place in a file. Lines and columns count from 1.
public record Location(RepoPath path, int line, int column) {
  public Location {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
    }
  }

  public static Location of(RepoPath path, int line) {
    return new Location(path, line, 1);
  }
}
