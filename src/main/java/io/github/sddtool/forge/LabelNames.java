package io.github.sddtool.forge;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names of labels that every forge takes, in order.
final class LabelNames {
  private static final int LONGEST = 50;

  private LabelNames() {}

  /// @throws IllegalArgumentException for one that is blank, longer than 50 characters, of several
  ///   lines or with a comma, which separates labels on GitLab
  static SortedSet<String> checked(Set<String> names) {
    for (String name : names) {
      if (name.isBlank()
          || name.length() > LONGEST
          || name.indexOf(',') >= 0
          || !ForgeText.clean(name).equals(name)
          || name.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "a label has 1 to %d characters on one line and no comma, unlike %s"
                .formatted(LONGEST, ForgeText.quote(name)));
      }
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}
