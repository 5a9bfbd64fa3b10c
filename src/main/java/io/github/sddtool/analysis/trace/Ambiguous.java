package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import java.util.List;

/// A marker that could mean any of several requirements.
public record Ambiguous(Location at, String text, List<RequirementKey> candidates) {
  public Ambiguous {
    candidates = List.copyOf(candidates);
  }
}
