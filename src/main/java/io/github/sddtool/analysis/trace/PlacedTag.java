package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.CoverTag;
import io.github.sddtool.source.Location;

/// A tag of a format with revisions in its place, whatever came of it.
public record PlacedTag(Location at, CoverTag tag) {}
