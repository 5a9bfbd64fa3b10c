package io.github.sddtool.analysis;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.spec.Spec;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which specs a change touches, as a whole.
///
/// @param added their ids
/// @param updated their ids
/// @param removed their ids
/// @param domains of all of them
/// @param constitution whether a constitution reads differently
public record SpecChanges(
    Set<String> added,
    Set<String> updated,
    Set<String> removed,
    Set<String> domains,
    boolean constitution) {
  public static final SpecChanges NONE =
      new SpecChanges(Set.of(), Set.of(), Set.of(), Set.of(), false);

  public SpecChanges {
    added = Set.copyOf(added);
    updated = Set.copyOf(updated);
    removed = Set.copyOf(removed);
    domains = Set.copyOf(domains);
  }

  static SpecChanges between(Survey base, Survey head, Set<String> differing) {
    var added = new TreeSet<String>();
    var updated = new TreeSet<String>();
    var removed = new TreeSet<String>();
    var domains = new TreeSet<String>();
    for (String id : differing) {
      Optional<Spec> before = base.specs().spec(id);
      Optional<Spec> after = head.specs().spec(id);
      if (!before.equals(after)) {
        (before.isEmpty() ? added : after.isEmpty() ? removed : updated).add(id);
        before.flatMap(Spec::domain).ifPresent(domains::add);
        after.flatMap(Spec::domain).ifPresent(domains::add);
      }
    }
    return new SpecChanges(
        added,
        updated,
        removed,
        domains,
        !base.companions().constitutions().equals(head.companions().constitutions()));
  }
}
