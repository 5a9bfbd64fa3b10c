package io.github.sddtool.bridge.merge;

import java.util.Optional;

/// Both sides changed one thing, each in another way.
///
/// @param label what it is, for people: `requirement REQ-001`, `path`, `spec`
/// @param base what both started from; empty where it is new
/// @param git what git says; empty where it was removed there
/// @param store what the store says; empty where it was removed there
public record Clash(
    String label, Optional<String> base, Optional<String> git, Optional<String> store) {}
