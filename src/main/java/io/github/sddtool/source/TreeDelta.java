package io.github.sddtool.source;

import java.util.List;

/// What differs between two trees.
///
/// @param files by path
/// @param links whether symbolic links differ too
public record TreeDelta(List<FileDelta> files, boolean links) {
  public static final TreeDelta NOTHING = new TreeDelta(List.of(), false);

  public TreeDelta {
    files = List.copyOf(files);
  }

  public boolean isNothing() {
    return files.isEmpty() && !links;
  }
}
