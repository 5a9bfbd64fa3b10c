package io.github.sddtool.pipeline.command;

/// What came of a command.
///
/// @param agreed whether it was done
/// @param markdown what its author is told
/// @param granted what is let pass from now on: a finding's fingerprint, or attestations as their
///   file has them; blank for nothing
record Answer(boolean agreed, String markdown, String granted) {
  static Answer done(String markdown) {
    return new Answer(true, markdown, "");
  }

  static Answer granting(String markdown, String granted) {
    return new Answer(true, markdown, granted);
  }

  static Answer refused(String markdown) {
    return new Answer(false, markdown, "");
  }
}
