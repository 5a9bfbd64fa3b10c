package io.github.sddtool.analysis.trace;

import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.RequirementKey;
import java.util.Optional;

/// A marker joined to a requirement.
///
/// @param region the code the marker speaks of, if that can be told
public record Link(
    RequirementKey requirement,
    Location at,
    Role role,
    LinkStatus status,
    Optional<Region> region) {}
