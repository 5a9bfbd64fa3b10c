package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.RequirementKey;
import java.util.List;

/// What a marker turned out to mean.
sealed interface Meaning {
  record One(RequirementKey key, LinkStatus status) implements Meaning {}

  record Several(List<RequirementKey> candidates) implements Meaning {}

  /// An explicit marker that names nothing.
  record None(String hint) implements Meaning {}

  /// A word that looked like an id and is none.
  record NoMarker() implements Meaning {}
}
