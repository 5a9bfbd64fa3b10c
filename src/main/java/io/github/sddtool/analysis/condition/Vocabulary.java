package io.github.sddtool.analysis.condition;

import io.github.sddtool.fault.NearNames;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The names that a condition may use.
///
/// @param known with what each is
/// @param open whether other names are measures that somebody posts
public record Vocabulary(Map<String, Kind> known, boolean open) {
  /// What a name stands for.
  public enum Kind {
    /// So or not.
    FLAG,
    /// A word.
    WORD,
    /// How many.
    COUNT,
    /// 0 to 100: `60` and `60%` are the same.
    SCORE,
    /// How far a score went down: in points, or with `%` in hundredths of what it was.
    DROP,
    /// What somebody measured and posted, in base units: shares as 0 to 1, seconds, bytes.
    MEASURE
  }

  public Vocabulary {
    known = Map.copyOf(known);
  }

  /// What a name is; empty where it means nothing here. A name that is nearly a known one, or of a
  /// known family, is a slip and no measure: it would never come true, and nobody would know.
  Optional<Kind> kind(String name) {
    Optional<Kind> kind = Optional.ofNullable(known.get(name));
    if (kind.isPresent() || !open || nearest(name).isPresent() || isOfAFamily(name)) {
      return kind;
    }
    return Optional.of(Kind.MEASURE);
  }

  private boolean isOfAFamily(String name) {
    return name.endsWith("_drop")
        || known.keySet().stream()
            .filter(one -> one.indexOf('.') > 0)
            .anyMatch(one -> name.startsWith(one.substring(0, one.indexOf('.') + 1)));
  }

  /// The known name that was meant, as far as can be told.
  Optional<String> nearest(String name) {
    return known.keySet().stream()
        .filter(one -> Math.abs(one.length() - name.length()) <= 2)
        .filter(one -> NearNames.distance(one, name) <= (one.length() < 6 ? 1 : 2))
        .min((one, other) ->
            Integer.compare(NearNames.distance(one, name), NearNames.distance(other, name)));
  }

  /// Known names, in order.
  String names() {
    return new TreeMap<>(known).keySet().stream().collect(Collectors.joining(", "));
  }
}
