package io.github.sddtool.spec;

/// Something wrong inside one spec file, seen while reading it.
///
/// @param rule for example `spec/title-missing`
/// @param subject what it is about, if one requirement or field; stable when lines move
public record SpecProblem(String rule, int line, String subject, String message) {}
