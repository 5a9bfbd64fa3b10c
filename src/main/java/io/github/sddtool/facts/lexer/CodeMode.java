package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;

/// Reads code by a language's rules up to the text that closes it, which it leaves to the mode
/// below.
final class CodeMode implements Mode {
  private final Lexis lexis;
  private final String close;
  private final char open;
  private final boolean closes;
  private int depth;

  private CodeMode(Lexis lexis, char open, String close) {
    this.lexis = lexis;
    this.open = open;
    this.close = close;
    this.closes = !close.isEmpty();
  }

  /// Code to the end of the text.
  static CodeMode of(Lexis lexis) {
    return new CodeMode(lexis, '\0', "");
  }

  /// Code up to a text that ends it wherever it stands, as `?>` does.
  static CodeMode until(Lexis lexis, String close) {
    return new CodeMode(lexis, '\0', close);
  }

  /// Code up to the bracket that closes the one already read.
  static CodeMode within(Lexis lexis, char open, char close) {
    return new CodeMode(lexis, open, String.valueOf(close));
  }

  /// Reads on until another mode takes over.
  @Override
  public void step(Cursor cursor) {
    do {
      if (depth == 0 && closes && cursor.looksAtIgnoringCase(close)) {
        cursor.pop();
        return;
      }
      char c = cursor.peek(0);
      if (c == '\n') {
        cursor.skip(1);
        cursor.readHeredocs();
      } else if (c <= ' ' && Character.isWhitespace(c)) {
        cursor.skipBlanks();
      } else if (!lexis.takes(cursor, this) && !skipsWide(cursor, c)) {
        takeWordOrSymbol(cursor, c);
      }
    } while (!cursor.atEnd() && cursor.isIn(this));
  }

  /// White space beyond ASCII, where no rule begins.
  private static boolean skipsWide(Cursor cursor, char c) {
    boolean space = c >= 128 && Character.isWhitespace(c);
    if (space) {
      cursor.skip(1);
    }
    return space;
  }

  Lexis lexis() {
    return lexis;
  }

  private void takeWordOrSymbol(Cursor cursor, char c) {
    int length = cursor.wordEnd() - cursor.at();
    if (length > 0) {
      cursor.take(Kind.WORD, length);
      return;
    }
    if (open != '\0') {
      depth += c == open ? 1 : 0;
      depth -= close.charAt(0) == c ? 1 : 0;
    }
    cursor.take(Kind.SYMBOL, 1);
  }
}
