package io.github.sddtool.source;

import java.util.regex.Pattern;

/// A commit, by its full object id: 40 or 64 lower-case hexadecimal digits.
public record CommitId(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public CommitId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a commit id: " + hex);
    }
  }

  /// Seven digits, for people.
  public String brief() {
    return hex.substring(0, 7);
  }

  /// Whether it is the zeros that git and forges write where there is no commit.
  public boolean isNone() {
    return hex.chars().allMatch(c -> c == '0');
  }

  @Override
  public String toString() {
    return hex;
  }
}
