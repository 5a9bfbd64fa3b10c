package io.github.sddtool.analysis.trace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something for each of many keys, as a value: one that differs in a few of them shares the rest.
public final class Layers<K extends Comparable<K>, T> {
  /// Beyond so many differences, and a tenth of all, nothing is shared any more.
  private static final int MOST_DIFFERENCES = 2_000;

  private final Shared<K, T> shared;
  private final Map<K, Optional<T>> differences;

  /// What values have in common; it is one and the same, not merely equal.
  private static final class Shared<K, T> {
    private final Map<K, T> all;

    Shared(Map<K, T> all) {
      this.all = all;
    }
  }

  private Layers(Shared<K, T> shared, Map<K, Optional<T>> differences) {
    this.shared = shared;
    this.differences = differences;
  }

  /// One that nothing differs from.
  ///
  /// @param all is not changed by anybody any more
  public static <K extends Comparable<K>, T> Layers<K, T> of(Map<K, T> all) {
    return new Layers<>(new Shared<>(all), Map.of());
  }

  public Optional<T> get(K key) {
    Optional<T> different = differences.get(key);
    return different == null ? Optional.ofNullable(shared.all.get(key)) : different;
  }

  /// The same without a wrapping, for what is asked often.
  T getOr(K key, T otherwise) {
    Optional<T> different = differences.isEmpty() ? null : differences.get(key);
    return different == null
        ? shared.all.getOrDefault(key, otherwise)
        : different.orElse(otherwise);
  }

  /// With other things for some keys, or with nothing for them.
  public Layers<K, T> with(Map<K, Optional<T>> changes) {
    var all = new HashMap<>(differences);
    all.putAll(changes);
    if (all.size() <= Math.max(MOST_DIFFERENCES, shared.all.size() / 10)) {
      return new Layers<>(shared, all);
    }
    var whole = new HashMap<>(shared.all);
    all.forEach(
        (key, thing) -> thing.ifPresentOrElse(one -> whole.put(key, one), () -> whole.remove(key)));
    return of(whole);
  }

  /// The keys that have something else here than there; of values that share the most, at the cost
  /// of what they do not.
  Set<K> differing(Layers<K, T> other) {
    var candidates = new HashSet<>(differences.keySet());
    candidates.addAll(other.differences.keySet());
    if (!shared.equals(other.shared)) {
      candidates.addAll(shared.all.keySet());
      candidates.addAll(other.shared.all.keySet());
    }
    candidates.removeIf(key -> get(key).equals(other.get(key)));
    return candidates;
  }

  /// The keys that have something, in order.
  public SortedSet<K> keys() {
    var keys = new TreeSet<>(shared.all.keySet());
    differences.forEach((key, thing) -> {
      if (thing.isPresent()) {
        keys.add(key);
      } else {
        keys.remove(key);
      }
    });
    return keys;
  }
}
