package io.github.sddtool.forge.local;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The branches of a repository at one moment.
///
/// @param main the default branch, which the others would be merged into; empty while it has no
///   commit
/// @param bare whether the repository has no working tree whose files could be looked at
record Branches(Optional<String> main, NavigableMap<String, CommitId> tips, boolean bare) {
  Branches {
    tips = Collections.unmodifiableNavigableMap(new TreeMap<>(tips));
  }

  /// @throws io.github.sddtool.fault.Fault when there is no repository, or it cannot be read
  static Branches of(Path repository) {
    try (var history = GitHistory.open(repository)) {
      NavigableMap<String, CommitId> tips = history.branches();
      return new Branches(main(history, tips), tips, history.isBare());
    }
  }

  /// A bare repository says so by its HEAD. In one with a working tree HEAD is merely what somebody
  /// works on, so the usual names come first.
  private static Optional<String> main(GitHistory history, NavigableMap<String, CommitId> tips) {
    Optional<String> current = history.currentBranch().filter(tips::containsKey);
    if (history.isBare() && current.isPresent()) {
      return current;
    }
    if (tips.containsKey("main")) {
      return Optional.of("main");
    }
    return tips.containsKey("master") ? Optional.of("master") : current;
  }

  boolean isMain(String branch) {
    return main.filter(branch::equals).isPresent();
  }
}
