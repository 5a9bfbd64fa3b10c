package io.github.sddtool.store.spec;

/// A spec in a store, whatever it is called.
///
/// @param project whose it is
/// @param number of the spec, in the whole store; never used again
public record SpecRef(long project, long number) {}
