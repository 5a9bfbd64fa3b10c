package io.github.sddtool.source.git;

/// What the clones of one process may take of their disk.
///
/// @param most bytes that all of them take together, 0 or more; of what is over it the clones that
///   were used longest ago are given up
/// @param free bytes that they leave free on their disk, 0 or more
public record CloneBudget(long most, long free) {
  /// 20 GiB, and 512 MiB that stay free.
  public static final CloneBudget USUAL = new CloneBudget(20L << 30, 512L << 20);
}
