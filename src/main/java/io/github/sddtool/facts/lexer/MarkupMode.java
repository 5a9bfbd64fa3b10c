package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.TextMode.Quote;
import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Map;
import java.util.Optional;

/// Reads HTML and its kin: comments, tags, and the code that stands in some of them.
final class MarkupMode implements Mode {
  private static final Lexis NONE = Lexis.of();

  private final Map<String, Lexis> embedded;
  private boolean inTag;
  private Optional<String> code = Optional.empty();

  /// Tells for each opening text (`<script`, `<?php`) by which rules the code after it is read.
  MarkupMode(Map<String, Lexis> embedded) {
    this.embedded = embedded;
  }

  @Override
  public void step(Cursor cursor) {
    char c = cursor.peek(0);
    if (Character.isWhitespace(c)) {
      cursor.skip(1);
    } else if (cursor.looksAt("<?")) {
      instruction(cursor);
    } else if (cursor.looksAt("?>")) {
      cursor.take(Kind.SYMBOL, 2);
    } else if (inTag) {
      tag(cursor, c);
    } else if (cursor.looksAt("<!--")) {
      Rules.takeUntil(cursor, Kind.BLOCK_COMMENT, 4, "-->");
    } else if (cursor.looksAt("<![CDATA[")) {
      Rules.takeUntil(cursor, Kind.TEXT, 9, "]]>");
    } else if (c == '<' && opensTag(cursor.peek(1)) && !embedded.containsKey("<?")) {
      openTag(cursor);
    } else {
      takeWord(cursor);
    }
  }

  private static boolean opensTag(char next) {
    return Character.isLetter(next) || next == '/' || next == '!';
  }

  /// PHP in a page; other instructions are markup.
  private void instruction(Cursor cursor) {
    Lexis php = embedded.get("<?");
    boolean opens = php != null && (cursor.looksAtIgnoringCase("<?php") || cursor.looksAt("<?="));
    cursor.take(Kind.SYMBOL, opens && cursor.peek(2) != '=' ? 5 : 2);
    if (opens && php != null) {
      cursor.push(CodeMode.until(php, "?>"));
    }
  }

  private void openTag(Cursor cursor) {
    code =
        embedded.keySet().stream()
            .filter(cursor::looksAtIgnoringCase)
            .filter(open -> !Cursor.isWordPart(cursor.peek(open.length())))
            .findFirst();
    inTag = true;
    cursor.take(Kind.SYMBOL, 1);
  }

  private void tag(Cursor cursor, char c) {
    if (c == '>') {
      inTag = false;
      boolean empty = cursor.peek(-1) == '/';
      cursor.take(Kind.SYMBOL, 1);
      code.filter(_ -> !empty).ifPresent(open -> pushCode(cursor, open));
      code = Optional.empty();
    } else if (c == '"' || c == '\'') {
      cursor.push(new TextMode(Quote.raw(String.valueOf(c), String.valueOf(c)), NONE));
    } else if (Cursor.isWordPart(c)) {
      int length = 1;
      while (Cursor.isWordPart(cursor.peek(length))) {
        length++;
      }
      cursor.take(Kind.WORD, length);
    } else {
      cursor.take(Kind.SYMBOL, 1);
    }
  }

  private void pushCode(Cursor cursor, String open) {
    Lexis lexis = embedded.get(open);
    if (lexis != null) {
      cursor.push(CodeMode.until(lexis, "</" + open.substring(1)));
    }
  }

  private static void takeWord(Cursor cursor) {
    int start = cursor.at();
    do {
      cursor.skip(1);
    } while (!cursor.atEnd()
        && cursor.peek(0) != '<'
        && !cursor.looksAt("?>")
        && !Character.isWhitespace(cursor.peek(0)));
    cursor.emit(Kind.TEXT, start);
  }
}
