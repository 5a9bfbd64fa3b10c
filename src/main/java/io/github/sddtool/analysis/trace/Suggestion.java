package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import java.util.List;

/// How an ambiguous marker could be written so that it means one spec alone.
///
/// @param at where the marker's id or title begins
/// @param titles whether titles stand there rather than ids
/// @param named the name of a spec that stands before it and could mean several; empty without one
/// @param spec the id of the spec that is most probably meant; empty where no spec has all that the
///   marker names at this place
/// @param others what it could mean as well
public record Suggestion(
    Location at, boolean titles, String named, String spec, List<RequirementKey> others) {
  public Suggestion {
    others = List.copyOf(others);
  }
}
