package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import java.util.List;

/// A marker that could mean any of several requirements.
///
/// @param title whether it is a title rather than an id
public record Ambiguous(Location at, String text, boolean title, List<RequirementKey> candidates) {
  public Ambiguous {
    candidates = List.copyOf(candidates);
  }
}
