package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.Token.Kind;

/// What begins a scalar in YAML: elsewhere a quote or a bar is a plain character.
final class YamlRules {
  private static final int MAX_TAG = 64;

  private YamlRules() {}

  static boolean beginsScalar(Cursor cursor) {
    String text = cursor.text();
    int i = skipBlanks(text, cursor.at() - 1);
    for (int word = i; word >= 0 && i - word < MAX_TAG; word--) {
      char c = text.charAt(word);
      if (c == '!' || c == '&') {
        i = skipBlanks(text, word - 1);
        break;
      }
      if (Character.isWhitespace(c)) {
        break;
      }
    }
    if (i < 0 || text.charAt(i) == '\n') {
      return true;
    }
    char before = text.charAt(i);
    boolean apart = i < cursor.at() - 1;
    return "[{,".indexOf(before) >= 0 || (apart && ":-?".indexOf(before) >= 0);
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i--;
    }
    return i;
  }

  /// `|` or `>` at the end of a line: the deeper lines after it are text.
  static Rule blockScalar() {
    return new Rule(
        "|>",
        (cursor, _) -> {
          int i = 1;
          while (cursor.peek(i) != '\0' && "+-0123456789".indexOf(cursor.peek(i)) >= 0 && i < 4) {
            i++;
          }
          if (!beginsScalar(cursor) || !endsLine(cursor, i)) {
            return false;
          }
          int indent = parentIndent(cursor);
          cursor.take(Kind.SYMBOL, i);
          takeRestOfLine(cursor);
          takeDeeperLines(cursor, indent);
          return true;
        });
  }

  private static boolean endsLine(Cursor cursor, int from) {
    int i = from;
    while (cursor.peek(i) == ' ' || cursor.peek(i) == '\t' || cursor.peek(i) == '\r') {
      i++;
    }
    char c = cursor.peek(i);
    return c == '\n' || c == '\0' || (c == '#' && i > from);
  }

  /// The column of the key or item that the scalar belongs to; -1 for a document that is a scalar.
  private static int parentIndent(Cursor cursor) {
    int start = cursor.text().lastIndexOf('\n', cursor.at() - 1) + 1;
    int parent = -1;
    boolean atItem = true;
    for (int i = start; i < cursor.at() && atItem; i++) {
      char c = cursor.text().charAt(i);
      boolean item = c == '-' && Character.isWhitespace(cursor.text().charAt(i + 1));
      if (c != ' ') {
        parent = i - start;
        atItem = item;
      }
    }
    return cursor.text().startsWith("---", start) ? -1 : parent;
  }

  private static void takeRestOfLine(Cursor cursor) {
    while (!cursor.atEnd() && cursor.peek(0) != '\n') {
      if (cursor.peek(0) == '#') {
        Rules.takeLineComment(cursor);
      } else {
        cursor.skip(1);
      }
    }
    cursor.skip(1);
  }

  private static void takeDeeperLines(Cursor cursor, int indent) {
    int start = cursor.at();
    int end = start;
    while (!cursor.atEnd()) {
      int lineEnd = cursor.lineEnd(cursor.at());
      int i = cursor.at();
      while (i < lineEnd && cursor.text().charAt(i) == ' ') {
        i++;
      }
      boolean blank = cursor.text().substring(i, lineEnd).isBlank();
      if (!blank && i - cursor.at() <= indent) {
        break;
      }
      end = blank ? end : lineEnd;
      cursor.moveTo(lineEnd + 1);
    }
    cursor.moveTo(end);
    cursor.emit(Kind.TEXT, start);
  }
}
