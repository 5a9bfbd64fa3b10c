package io.github.sddtool.facts.lexer;

/// A comment or documentation string without its delimiters and decoration. Line i of the text
/// (from 0) stands in source line `line + i`; adjacent line comments are one comment.
///
/// @param column where the first delimiter stands, in UTF-16 units from 1
public record Comment(int line, int column, int endLine, String text) {
  public Comment {
    if (line < 1 || column < 1 || endLine < line) {
      throw new IllegalArgumentException("no place: " + line + ":" + column + "-" + endLine);
    }
  }
}
