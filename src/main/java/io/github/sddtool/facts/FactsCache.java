package io.github.sddtool.facts;

import io.github.sddtool.source.BlobId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

// @spec engine/incremental#REQ-INC-002
/// Facts in memory, within a budget of bytes: what was not asked for the longest goes first. What
/// is not here may still be in a slower memory behind it.
///
/// What one repository holds is recalled for that repository alone.
public final class FactsCache {
  private record Key(String scope, BlobId blob, String kind) {}

  private record Kept(Object facts, long bytes) {}

  private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final FactsMemory behind;
  private final long budget;
  private long bytes;
  private long hits;
  private long misses;

  /// @param budget in bytes, as [FactsWeight] counts them
  /// @param behind is asked for what is not here, and told of all that is new
  public FactsCache(long budget, FactsMemory behind) {
    this.budget = budget;
    this.behind = behind;
  }

  /// A memory that keeps everything, for a single question.
  public static FactsMemory ofOneRun(FactsMemory behind) {
    return new FactsCache(Long.MAX_VALUE, behind).of("");
  }

  /// The memory of one repository.
  public FactsMemory of(String repository) {
    return new FactsMemory() {
      @Override
      public Optional<Object> recall(BlobId blob, String kind) {
        var key = new Key(repository, blob, kind);
        synchronized (kept) {
          Kept known = kept.get(key);
          if (known != null) {
            hits++;
            return Optional.of(known.facts());
          }
          misses++;
        }
        Optional<Object> slower = behind.recall(blob, kind);
        slower.ifPresent(facts -> keep(key, facts));
        return slower;
      }

      @Override
      public void remember(BlobId blob, String kind, Object facts) {
        keep(new Key(repository, blob, kind), facts);
        behind.remember(blob, kind, facts);
      }
    };
  }

  private void keep(Key key, Object facts) {
    long weight = FactsWeight.of(facts);
    synchronized (kept) {
      Kept before = kept.put(key, new Kept(facts, weight));
      bytes += weight - (before == null ? 0 : before.bytes());
      var oldest = kept.entrySet().iterator();
      while (bytes > budget && oldest.hasNext()) {
        bytes -= oldest.next().getValue().bytes();
        oldest.remove();
      }
    }
  }

  /// How many bytes are kept.
  public long bytes() {
    synchronized (kept) {
      return bytes;
    }
  }

  /// How often it knew what it was asked for.
  public long hits() {
    synchronized (kept) {
      return hits;
    }
  }

  /// How often it did not.
  public long misses() {
    synchronized (kept) {
      return misses;
    }
  }

  /// The most bytes that are kept.
  public long budget() {
    return budget;
  }
}
