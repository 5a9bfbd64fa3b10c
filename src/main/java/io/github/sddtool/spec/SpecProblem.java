package io.github.sddtool.spec;

/// Something wrong inside one file of a format, seen while reading it.
///
/// @param rule for example `spec/title-missing`
/// @param line from 1
/// @param column from 1
/// @param subject what it is about, if one requirement or field; stable when lines move
public record SpecProblem(String rule, int line, int column, String subject, String message) {
  /// A problem of a whole line.
  public SpecProblem(String rule, int line, String subject, String message) {
    this(rule, line, 1, subject, message);
  }
}
