package io.github.sddtool.store.spec;

/// A tenant: its specs, keys and conflicts are nobody else's.
///
/// @param name lower-case letters, digits, `-`, `_` and `.`, at most 100
public record Project(long number, String name) {}
