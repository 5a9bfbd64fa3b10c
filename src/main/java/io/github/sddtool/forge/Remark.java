package io.github.sddtool.forge;

import io.github.sddtool.source.Location;

/// Something to be discussed on a changed line.
///
/// @param key by which it is found again: letters and digits
/// @param text Markdown
public record Remark(String key, Location at, String text) {}
