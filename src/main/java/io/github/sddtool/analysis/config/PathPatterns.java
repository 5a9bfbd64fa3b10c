package io.github.sddtool.analysis.config;

import io.github.sddtool.source.RepoPath;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// A set of glob patterns over repository paths: `*` within a segment, `**` over segments; a
/// leading `**/` also matches at the root.
public final class PathPatterns {
  private final List<PathMatcher> matchers = new ArrayList<>();

  private PathPatterns() {}

  /// Compiles patterns.
  ///
  /// @throws IllegalArgumentException when a pattern is no glob
  public static PathPatterns of(List<String> patterns) {
    var set = new PathPatterns();
    for (String pattern : patterns) {
      try {
        set.add(pattern);
        if (pattern.startsWith("**/")) {
          set.add(pattern.substring(3));
        }
        if (pattern.endsWith("/")) {
          set.add(pattern + "**");
        }
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "'" + pattern + "' is no glob: " + e.getDescription(), e);
      }
    }
    return set;
  }

  private void add(String pattern) {
    matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
  }

  public boolean match(RepoPath path) {
    if (matchers.isEmpty()) {
      return false;
    }
    Path asPath = Path.of(path.value());
    return matchers.stream().anyMatch(matcher -> matcher.matches(asPath));
  }
}
