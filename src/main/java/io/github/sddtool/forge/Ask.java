package io.github.sddtool.forge;

/// What we are about to ask of a forge, in words for the message when it is refused.
///
/// @param what for example `read octo/shop#17`, to stand after "to"
/// @param permission what the app needs for it, for example `checks: write`
public record Ask(String what, String permission) {}
