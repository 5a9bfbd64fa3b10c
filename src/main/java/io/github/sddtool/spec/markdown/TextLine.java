package io.github.sddtool.spec.markdown;

/// A line of running text: emphasis and links resolved to what a reader sees, code in backticks.
///
/// @param number of the source line, from 1
/// @param strongStart whether the line begins in bold
public record TextLine(int number, String text, boolean strongStart) {}
