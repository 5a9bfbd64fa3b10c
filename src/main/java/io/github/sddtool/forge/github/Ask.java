package io.github.sddtool.forge.github;

/// What we are about to ask of GitHub, in words for the message when it is refused.
///
/// @param what for example `read octo/shop#17`, to stand after "to"
/// @param permission what the App needs for it, for example `checks: write`
record Ask(String what, String permission) {}
