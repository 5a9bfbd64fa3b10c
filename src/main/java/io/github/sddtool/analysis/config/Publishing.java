package io.github.sddtool.analysis.config;

/// What a repository wants to see on its pull requests, beside a check and a comment.
///
/// @param labels `spec:<domain>`, `spec:new` and the like
/// @param threads a discussion on each changed line that has a finding, where the forge's check has
///   no remarks of its own
public record Publishing(boolean labels, boolean threads) {
  public static final Publishing QUIET = new Publishing(false, false);
}
