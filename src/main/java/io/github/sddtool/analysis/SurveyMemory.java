package io.github.sddtool.analysis;

import io.github.sddtool.analysis.config.RepositoryConfig;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.TreeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The surveys of base branches, the latest of each repository: the next one differs from it in a
/// few files. Those that nobody asked for the longest go first. May be asked by several threads.
public final class SurveyMemory {
  /// How much memory a file of a surveyed tree takes, in bytes: an estimate, of the right order.
  private static final long FILE = 500;

  private record Place(String origin, RepositoryConfig config) {}

  /// A survey and the tree it was made of.
  record Known(TreeId tree, Surveyed surveyed) {
    long bytes() {
      return FILE * surveyed.survey().files().size();
    }
  }

  private final Map<Place, Known> latest = new LinkedHashMap<>(16, 0.75f, true);
  private final long budget;
  private long bytes;

  /// @param budget in bytes, as they are estimated; one survey is kept whatever its size
  public SurveyMemory(long budget) {
    this.budget = budget;
  }

  synchronized Optional<Known> latest(Snapshot snapshot, RepositoryConfig config) {
    return snapshot
        .id()
        .flatMap(id -> Optional.ofNullable(latest.get(new Place(id.origin(), config))));
  }

  synchronized void remember(TreeId tree, RepositoryConfig config, Surveyed surveyed) {
    var known = new Known(tree, surveyed);
    Known before = latest.put(new Place(tree.origin(), config), known);
    bytes += known.bytes() - (before == null ? 0 : before.bytes());
    var oldest = latest.entrySet().iterator();
    while (bytes > budget && latest.size() > 1 && oldest.hasNext()) {
      bytes -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }

  /// The most bytes that are kept.
  public long budget() {
    return budget;
  }

  /// How many bytes are kept, as they are estimated.
  public synchronized long bytes() {
    return bytes;
  }
}
