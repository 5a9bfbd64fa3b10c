package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.Location;

/// An explicit marker that names nothing.
///
/// @param text the marker as written, for example `auth/login#REQ-9`
/// @param hint a sentence that helps to mend it
public record Dangling(Location at, String text, String hint) {}
