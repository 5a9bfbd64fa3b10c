package io.github.sddtool.forge;

import java.util.Set;
import java.util.TreeSet;

/// What is put on a pull request, and what of ours is taken off it. Labels that people put there
/// stay.
public record Labels(Set<String> add, Set<String> remove) {
  public static final Labels SAME = new Labels(Set.of(), Set.of());

  public Labels {
    add = Set.copyOf(add);
    remove = Set.copyOf(remove);
  }

  /// From what we put there before to what belongs there now.
  public static Labels between(Set<String> before, Set<String> now) {
    var add = new TreeSet<>(now);
    add.removeAll(before);
    var remove = new TreeSet<>(before);
    remove.removeAll(now);
    return new Labels(add, remove);
  }

  /// Whether there is nothing to do.
  public boolean isNothing() {
    return add.isEmpty() && remove.isEmpty();
  }
}
