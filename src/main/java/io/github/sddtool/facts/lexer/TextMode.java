package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.List;

/// Reads a literal to its closing delimiter, stepping aside for code in its holes.
final class TextMode implements Mode {
  private final Quote quote;
  private final Lexis lexis;
  private boolean opened;
  private boolean inHole;

  /// How a literal is written. An escape of NUL means none; doubled means that the closing
  /// delimiter written twice stands for itself; a literal that is not multiline ends with its line
  /// at the latest.
  record Quote(
      String open,
      String close,
      char escape,
      boolean doubled,
      boolean multiline,
      List<Hole> holes) {

    static Quote line(String delimiter) {
      return new Quote(delimiter, delimiter, '\\', false, false, List.of());
    }

    static Quote block(String delimiter) {
      return new Quote(delimiter, delimiter, '\\', false, true, List.of());
    }

    static Quote raw(String open, String close) {
      return new Quote(open, close, '\0', false, true, List.of());
    }

    /// Where the delimiter is written twice to stand for itself.
    static Quote doubling(String open, String close) {
      return new Quote(open, close, '\0', true, true, List.of());
    }

    Quote escapedBy(char escape) {
      return new Quote(open, close, escape, doubled, multiline, holes);
    }

    Quote with(Hole... more) {
      return new Quote(open, close, escape, doubled, multiline, List.of(more));
    }

    Quote closedBy(String delimiter) {
      return new Quote(open, delimiter, escape, doubled, multiline, holes);
    }

    Quote acrossLines() {
      return new Quote(open, close, escape, doubled, true, holes);
    }
  }

  /// Code in a literal, from its opening text to the bracket that closes it.
  record Hole(String open, char close) {
    char bracket() {
      return open.charAt(open.length() - 1);
    }
  }

  TextMode(Quote quote, Lexis lexis) {
    this.quote = quote;
    this.lexis = lexis;
  }

  @Override
  public void step(Cursor cursor) {
    int start = cursor.at();
    cursor.skip(inHole ? 1 : opened ? 0 : quote.open().length());
    inHole = false;
    while (skipPlain(cursor)) {
      char c = cursor.peek(0);
      if (isDoubledBrace(cursor)) {
        cursor.skip(2);
      } else if (openHole(cursor, start)) {
        return;
      } else if (c == quote.escape() && c != '\0') {
        boolean windowsLine = cursor.peek(1) == '\r' && cursor.peek(2) == '\n';
        cursor.skip(windowsLine ? 3 : 2);
      } else if (cursor.looksAt(quote.close())) {
        if (!skipDoubled(cursor)) {
          close(cursor, start);
          return;
        }
      } else if (c == '\n' && !quote.multiline()) {
        finish(cursor, start);
        return;
      } else {
        cursor.skip(1);
      }
    }
    finish(cursor, start);
  }

  /// Moves to the next character that may mean something; false at the end of the text.
  private boolean skipPlain(Cursor cursor) {
    if (quote.holes().isEmpty()) {
      char newline = quote.multiline() ? quote.escape() : '\n';
      cursor.skipUntil(quote.close().charAt(0), quote.escape(), newline);
    }
    return !cursor.atEnd();
  }

  private boolean skipDoubled(Cursor cursor) {
    int length = quote.close().length();
    if (quote.doubled() && cursor.text().startsWith(quote.close(), cursor.at() + length)) {
      cursor.skip(2 * length);
      return true;
    }
    return false;
  }

  private void close(Cursor cursor, int start) {
    cursor.skip(quote.close().length());
    // A block that ends in a quote of its own: the last three of a run of quotes close it.
    while (quote.close().equals("\"\"\"") && cursor.peek(0) == '"') {
      cursor.skip(1);
    }
    finish(cursor, start);
  }

  private void finish(Cursor cursor, int start) {
    cursor.emit(opened ? Kind.TEXT_CLOSE : Kind.TEXT, start);
    cursor.pop();
  }

  /// Where a brace alone opens a hole, two of them stand for one brace.
  private boolean isDoubledBrace(Cursor cursor) {
    if (!cursor.looksAt("{{")) {
      return false;
    }
    for (Hole hole : quote.holes()) {
      if (hole.open().equals("{")) {
        return true;
      }
    }
    return false;
  }

  private boolean openHole(Cursor cursor, int start) {
    for (Hole hole : quote.holes()) {
      if (cursor.looksAt(hole.open()) && cursor.mayNest()) {
        cursor.skip(hole.open().length());
        cursor.emit(opened ? Kind.TEXT_PART : Kind.TEXT_OPEN, start);
        opened = true;
        inHole = true;
        cursor.push(CodeMode.within(lexis, hole.bracket(), hole.close()));
        return true;
      }
    }
    return false;
  }
}
