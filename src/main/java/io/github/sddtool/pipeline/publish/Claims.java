package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.spec.RequirementKey;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a pull request lays its hands on.
///
/// @param changes the keys of requirements that it changes
/// @param reaches the ids of specs that depend on these, however far
public record Claims(Set<String> changes, Set<String> reaches) {
  public static final Claims NONE = new Claims(Set.of(), Set.of());

  /// Of more than these nobody reads that they overlap.
  private static final int MOST = 200;

  public Claims {
    changes = some(changes);
    reaches = some(reaches);
  }

  private static Set<String> some(Collection<String> names) {
    return new TreeSet<>(names).stream().limit(MOST).collect(Collectors.toUnmodifiableSet());
  }

  /// The claims of a judged change.
  public static Claims of(Report report) {
    var changes = new TreeSet<String>();
    report.parts().delta().stream()
        .flatMap(delta -> delta.requirements().stream())
        .forEach(change -> {
          changes.add(change.key().toString());
          change.from().map(RequirementKey::toString).ifPresent(changes::add);
        });
    var reaches = new TreeSet<String>();
    if (!changes.isEmpty()) {
      report
          .parts()
          .impact()
          .ifPresent(impact -> {
            reaches.addAll(impact.specs().direct());
            reaches.addAll(impact.specs().transitive());
          });
    }
    return new Claims(changes, reaches);
  }

  /// The requirements that both change.
  Set<String> changedBy(Claims other) {
    return both(changes, other.changes);
  }

  /// The specs that these claims change and that depend on what the others change.
  Set<String> restingOn(Claims other) {
    return both(specs(), other.reaches);
  }

  private Set<String> specs() {
    return changes.stream()
        .map(key -> key.substring(0, Math.max(0, key.lastIndexOf('#'))))
        .collect(Collectors.toSet());
  }

  /// Whether one of both would want to know of the other.
  boolean meets(Claims other) {
    return !changedBy(other).isEmpty()
        || !restingOn(other).isEmpty()
        || !other.restingOn(this).isEmpty();
  }

  private static Set<String> both(Set<String> these, Set<String> those) {
    var both = new TreeSet<>(these);
    both.retainAll(those);
    return both;
  }
}
