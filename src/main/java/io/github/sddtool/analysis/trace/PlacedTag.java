package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.CoverTag;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.Location;
import java.util.Optional;

/// A tag of a format with revisions in its place, whatever came of it.
///
/// @param region the code it speaks of, if that can be told
public record PlacedTag(Location at, CoverTag tag, Role role, Optional<Region> region) {}
