package io.github.sddtool.facts.lexer;

import io.github.sddtool.spec.Fingerprint;

/// The code that a comment or a test title speaks of. Its fingerprint leaves out comments, white
/// space, imports and the declared name, so it survives reformatting, moves and renames. The name
/// is empty where no declaration gave one.
public record Region(
    int line, int endLine, String name, Fingerprint fingerprint, boolean wholeFile) {}
