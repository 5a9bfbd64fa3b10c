package io.github.sddtool.forge;

import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.source.Location;

/// A remark on one line of the head commit. Title and message are plain text.
public record Annotation(Location at, Severity severity, String title, String message) {}
