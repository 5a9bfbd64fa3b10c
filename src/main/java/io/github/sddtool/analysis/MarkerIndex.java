package io.github.sddtool.analysis;

import io.github.sddtool.analysis.trace.FileTrace;
import io.github.sddtool.analysis.trace.Layers;
import io.github.sddtool.source.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Finds the files of a survey whose markers a change of specs may reach. Worked out when first
/// asked for, and kept for the next change. May be asked by several threads.
final class MarkerIndex {
  private final Layers<RepoPath, FileTrace> markers;
  private Map<String, List<RepoPath>> byId = Map.of();
  private final Set<RepoPath> dangling = new HashSet<>();
  private final Set<RepoPath> titled = new HashSet<>();

  /// The files that name a spec, and perhaps some more; empty while nobody knows.
  private Optional<Set<RepoPath>> naming;

  private MarkerIndex(Layers<RepoPath, FileTrace> markers, Optional<Set<RepoPath>> naming) {
    this.markers = markers;
    this.naming = naming;
  }

  static MarkerIndex of(Layers<RepoPath, FileTrace> markers) {
    return new MarkerIndex(markers, Optional.empty());
  }

  /// The index of a survey that differs in some files and gives specs the same names: each of them
  /// may name one.
  synchronized MarkerIndex after(Layers<RepoPath, FileTrace> others, Collection<RepoPath> changed) {
    return new MarkerIndex(
        others,
        naming.map(known -> {
          var more = new HashSet<>(known);
          more.addAll(changed);
          return more;
        }));
  }

  /// The files that what differs between specs may reach, those apart in which titles may be found
  /// that were none before.
  synchronized Set<RepoPath> reached(Grounds.Reach reach) {
    build();
    var reached = new HashSet<RepoPath>();
    reach.ids().forEach(id -> reached.addAll(byId.getOrDefault(id, List.of())));
    reached.addAll(reach.hints() ? dangling : Set.of());
    reached.addAll(reach.titles() ? titled : Set.of());
    return reached;
  }

  /// The files that name a spec.
  ///
  /// @param look asks every file
  synchronized Set<RepoPath> naming(Supplier<Set<RepoPath>> look) {
    Set<RepoPath> known = naming.orElseGet(look);
    naming = Optional.of(known);
    return known;
  }

  private void build() {
    if (!byId.isEmpty()) {
      return;
    }
    byId = new HashMap<>();
    for (RepoPath path : markers.keys()) {
      FileTrace file = markers.get(path).orElse(FileTrace.NONE);
      file.ids().forEach(id -> byId.computeIfAbsent(id, _ -> new ArrayList<>()).add(path));
      if (!file.dangling().isEmpty() || !file.unanswered().isEmpty()) {
        dangling.add(path);
      }
      if (file.titled()) {
        titled.add(path);
      }
    }
  }
}
