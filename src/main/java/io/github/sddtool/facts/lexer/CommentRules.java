package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.Token.Kind;

/// Line comments that end, or begin, elsewhere than in most languages.
final class CommentRules {
  private CommentRules() {}

  /// A comment in PHP ends with its line or with the code; `#[` opens an attribute.
  static Rule php() {
    return new Rule(
        "#/",
        (cursor, _) -> {
          boolean hash = cursor.looksAt("#") && cursor.peek(1) != '[';
          if (!hash && !cursor.looksAt("//")) {
            return false;
          }
          int length = 1;
          while (cursor.at() + length < cursor.text().length()
              && "\r\n".indexOf(cursor.peek(length)) < 0
              && !(cursor.peek(length) == '?' && cursor.peek(length + 1) == '>')) {
            length++;
          }
          cursor.take(Kind.LINE_COMMENT, length);
          return true;
        });
  }

  /// In C a backslash at the end of a line comment continues it.
  static Rule continued() {
    return new Rule(
        "/",
        (cursor, _) -> {
          if (!cursor.looksAt("//")) {
            return false;
          }
          int end = contentEnd(cursor, cursor.at());
          while (cursor.text().charAt(end - 1) == '\\' && end < cursor.text().length()) {
            end = contentEnd(cursor, cursor.lineEnd(end) + 1);
          }
          cursor.take(Kind.LINE_COMMENT, end - cursor.at());
          return true;
        });
  }

  private static int contentEnd(Cursor cursor, int position) {
    int end = cursor.lineEnd(position);
    boolean windows = end > position && cursor.text().charAt(end - 1) == '\r';
    return windows ? end - 1 : end;
  }

  /// More than two dashes still begin a comment, other symbols around them make an operator.
  static boolean isHaskell(Cursor cursor) {
    String symbols = "!#$%&*+./<=>?@\\^|~:-";
    if (symbols.indexOf(cursor.peek(-1)) >= 0) {
      return false;
    }
    int i = 2;
    while (cursor.peek(i) == '-') {
      i++;
    }
    return symbols.indexOf(cursor.peek(i)) < 0;
  }
}
