package io.github.sddtool.analysis;

/// Is told how far the reading of a snapshot's files is. What is done with that, and when, is the
/// listener's business: the analysis knows no clock.
@FunctionalInterface
public interface Progress {
  /// Nobody wants to know.
  Progress NONE = (_, _) -> {};

  /// One more file is done with.
  ///
  /// @param done files that were read or passed over, from 1 to `all`
  /// @param all how many files the snapshot has
  void read(int done, int all);
}
