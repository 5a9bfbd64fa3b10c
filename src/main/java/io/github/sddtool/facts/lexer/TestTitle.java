package io.github.sddtool.facts.lexer;

/// The title of a test case or suite. It stands at `line` and `column`; its block, which may begin
/// earlier, reaches to `endLine`, so that a case lies in the suites whose lines enclose it.
///
/// @param column in UTF-16 units from 1
public record TestTitle(Kind kind, int line, int column, int endLine, String text) {
  public enum Kind {
    SUITE,
    CASE
  }
}
