package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.TextMode.Quote;
import io.github.sddtool.facts.lexer.Token.Kind;

/// Reads one element of markup inside JavaScript, from its tag to the end of its closing tag.
final class JsxMode implements Mode {
  private final Lexis code;
  private Part part = Part.OPENING_TAG;
  private int angles;

  private enum Part {
    OPENING_TAG,
    CHILDREN,
    CLOSING_TAG
  }

  private JsxMode(Lexis code) {
    this.code = code;
  }

  /// An element where an expression may begin; a type parameter or a comparison is none.
  static Rule element() {
    return new Rule(
        "<",
        (cursor, lexis) -> {
          if (!opensElement(cursor) || !cursor.mayNest()) {
            return false;
          }
          cursor.take(Kind.SYMBOL, 1);
          cursor.push(new JsxMode(lexis));
          return true;
        });
  }

  private static boolean opensElement(Cursor cursor) {
    if (Rules.endsOperand(cursor)) {
      return false;
    }
    char next = cursor.peek(1);
    if (next == '>') {
      return true;
    }
    int i = 1;
    while (Cursor.isWordPart(cursor.peek(i)) && i < 80) {
      i++;
    }
    boolean shortUpper = i <= 3 && Character.isUpperCase(next);
    boolean generic =
        cursor.peek(i) == ','
            || (shortUpper && cursor.peek(i) == '>')
            || (cursor.peek(i) == ' ' && cursor.text().startsWith("extends", cursor.at() + i + 1));
    return i > 1 && !Character.isDigit(next) && !generic;
  }

  @Override
  public void step(Cursor cursor) {
    char c = cursor.peek(0);
    if (Character.isWhitespace(c)) {
      cursor.skip(1);
    } else if (c == '{' && part != Part.CLOSING_TAG && cursor.mayNest()) {
      cursor.take(Kind.SYMBOL, 1);
      cursor.push(CodeMode.within(code, '{', '}'));
    } else if (part == Part.CHILDREN) {
      child(cursor, c);
    } else {
      tag(cursor, c);
    }
  }

  private void child(Cursor cursor, char c) {
    if (cursor.looksAt("</")) {
      part = Part.CLOSING_TAG;
      cursor.take(Kind.SYMBOL, 1);
    } else if (c == '<' && cursor.mayNest()) {
      cursor.take(Kind.SYMBOL, 1);
      cursor.push(new JsxMode(code));
    } else if (c == '}') {
      cursor.take(Kind.SYMBOL, 1);
    } else {
      takeWord(cursor);
    }
  }

  private static void takeWord(Cursor cursor) {
    int start = cursor.at();
    do {
      cursor.skip(1);
    } while (!cursor.atEnd()
        && "<{}".indexOf(cursor.peek(0)) < 0
        && !Character.isWhitespace(cursor.peek(0)));
    cursor.emit(Kind.TEXT, start);
  }

  private void tag(Cursor cursor, char c) {
    if (c == '>' && angles == 0) {
      cursor.take(Kind.SYMBOL, 1);
      endTag(cursor);
    } else if (cursor.looksAt("/>") && part == Part.OPENING_TAG && angles == 0) {
      cursor.take(Kind.SYMBOL, 2);
      cursor.pop();
    } else if (c == '"' || c == '\'') {
      cursor.push(new TextMode(Quote.raw(String.valueOf(c), String.valueOf(c)), code));
    } else if (cursor.looksAt("/*")) {
      Rules.takeUntil(cursor, Kind.BLOCK_COMMENT, 2, "*/");
    } else if (cursor.looksAt("//")) {
      Rules.takeLineComment(cursor);
    } else {
      angles += c == '<' ? 1 : c == '>' && cursor.peek(-1) != '=' ? -1 : 0;
      takeNameOrSymbol(cursor);
    }
  }

  private void endTag(Cursor cursor) {
    if (part == Part.CLOSING_TAG) {
      cursor.pop();
    } else {
      part = Part.CHILDREN;
    }
  }

  private static void takeNameOrSymbol(Cursor cursor) {
    int length = 0;
    while (Cursor.isWordPart(cursor.peek(length))) {
      length++;
    }
    cursor.take(length > 0 ? Kind.WORD : Kind.SYMBOL, Math.max(1, length));
  }
}
