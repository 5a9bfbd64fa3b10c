package io.github.sddtool.analysis;

import io.github.sddtool.analysis.trace.Touched;

/// What a head is compared with.
///
/// @param touched the specs that differ
record Beside(Surveyed base, Touched touched) {}
