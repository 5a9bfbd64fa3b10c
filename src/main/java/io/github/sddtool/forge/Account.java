package io.github.sddtool.forge;

/// Somebody on a forge.
///
/// @param id by which the forge knows the account
/// @param name the login that people know
public record Account(String id, String name) {}
