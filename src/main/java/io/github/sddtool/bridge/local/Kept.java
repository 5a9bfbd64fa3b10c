package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.merge.FileState;

/// A spec as the store keeps it.
///
/// @param number names it for as long as it lives, whatever it is called
/// @param format for example `sdd`
/// @param at at which revision
public record Kept(long number, String id, String format, FileState file, At at) {

  /// A revision of a spec.
  ///
  /// @param revision its number, from 1
  /// @param stamp when it was made; a store that was restored from a backup counts numbers again
  /// @param tag by which an edit says of what it is one
  public record At(int revision, String stamp, String tag) {}
}
