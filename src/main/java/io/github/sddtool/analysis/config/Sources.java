package io.github.sddtool.analysis.config;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which files may hold markers, and which of them are tests.
///
/// @param tests patterns beside the usual conventions, which always hold
public record Sources(List<String> include, List<String> exclude, List<String> tests) {
  public static final Sources ALL = new Sources(List.of("**"), List.of(), List.of());

  private static final Set<String> TEST_FOLDERS =
      Set.of("test", "tests", "__tests__", "spec", "e2e", "it", "androidtest", "testfixtures");

  public Sources {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    tests = List.copyOf(tests);
  }

  /// A reader of these patterns, compiled once.
  public Sieve sieve() {
    return new Sieve(
        PathPatterns.of(include.equals(ALL.include) ? List.of() : include),
        include.equals(ALL.include),
        PathPatterns.of(exclude),
        PathPatterns.of(tests));
  }

  /// Compiled patterns.
  public static final class Sieve {
    private final PathPatterns include;
    private final boolean includeAll;
    private final PathPatterns exclude;
    private final PathPatterns tests;

    private Sieve(
        PathPatterns include, boolean includeAll, PathPatterns exclude, PathPatterns tests) {
      this.include = include;
      this.includeAll = includeAll;
      this.exclude = exclude;
      this.tests = tests;
    }

    public boolean includes(RepoPath path) {
      return (includeAll || include.match(path)) && !exclude.match(path);
    }

    /// Whether a file is a test by its path: by a pattern, a test folder, or a name such as
    /// `LoginTest.java`, `login.test.ts`, `test_login.py`, `login_test.go`.
    public boolean isTest(RepoPath path) {
      return tests.match(path) || isTestName(path) || isInTestFolder(path);
    }
  }

  private static boolean isInTestFolder(RepoPath path) {
    if (path.folder().isEmpty()) {
      return false;
    }
    for (String folder : path.folder().split("/", -1)) {
      if (TEST_FOLDERS.contains(folder.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTestName(RepoPath path) {
    String name = path.fileName();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String lower = stem.toLowerCase(Locale.ROOT);
    return stem.endsWith("Test")
        || stem.endsWith("Tests")
        || stem.endsWith("TestCase")
        || stem.endsWith("IT")
        || stem.endsWith("Spec")
        || lower.startsWith("test_")
        || lower.endsWith("_test")
        || lower.endsWith("_spec")
        || lower.endsWith(".test")
        || lower.endsWith(".spec")
        || lower.endsWith(".cy")
        || lower.endsWith(".e2e")
        || path.extension().equals("feature")
        || path.extension().equals("bats");
  }
}
