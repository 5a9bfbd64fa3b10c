package io.github.sddtool.analysis;

import io.github.sddtool.source.RepoPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something for each of many paths, as a value: one that differs in a few of them shares the rest.
final class Layers<T> {
  /// Beyond so many differences, and a tenth of all, nothing is shared any more.
  private static final int MOST_DIFFERENCES = 2_000;

  private final Map<RepoPath, T> shared;
  private final Map<RepoPath, Optional<T>> differences;

  private Layers(Map<RepoPath, T> shared, Map<RepoPath, Optional<T>> differences) {
    this.shared = shared;
    this.differences = differences;
  }

  /// @param all is not changed by anybody any more
  static <T> Layers<T> of(Map<RepoPath, T> all) {
    return new Layers<>(all, Map.of());
  }

  Optional<T> get(RepoPath path) {
    Optional<T> different = differences.get(path);
    return different == null ? Optional.ofNullable(shared.get(path)) : different;
  }

  /// With other things for some paths, or with nothing for them.
  Layers<T> with(Map<RepoPath, Optional<T>> changes) {
    var all = new HashMap<>(differences);
    all.putAll(changes);
    if (all.size() <= Math.max(MOST_DIFFERENCES, shared.size() / 10)) {
      return new Layers<>(shared, all);
    }
    var whole = new HashMap<>(shared);
    all.forEach((path, thing) ->
        thing.ifPresentOrElse(one -> whole.put(path, one), () -> whole.remove(path)));
    return of(whole);
  }

  /// The paths that have something, in order.
  SortedSet<RepoPath> paths() {
    var paths = new TreeSet<>(shared.keySet());
    differences.forEach((path, thing) -> {
      if (thing.isPresent()) {
        paths.add(path);
      } else {
        paths.remove(path);
      }
    });
    return paths;
  }
}
