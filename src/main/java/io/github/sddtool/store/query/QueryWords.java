package io.github.sddtool.store.query;

import io.github.sddtool.fault.UserFault;
import java.util.ArrayList;
import java.util.List;

/// The words of a query and where they stand.
final class QueryWords {
  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int at;

  /// What a word is.
  private enum Kind {
    OPEN,
    CLOSE,
    BARE,
    QUOTED
  }

  /// A word of a query.
  ///
  /// @param field what stands before its colon; empty without one
  /// @param column where it begins, from 1
  record Word(Kind kind, String field, String text, int column) {
    boolean isOpen() {
      return kind == Kind.OPEN;
    }

    boolean isClose() {
      return kind == Kind.CLOSE;
    }

    boolean isBare() {
      return kind == Kind.BARE;
    }
  }

  private QueryWords(String text) {
    this.text = text;
  }

  static List<Word> of(String text) {
    var reader = new QueryWords(text);
    while (reader.at < text.length()) {
      reader.next();
    }
    return List.copyOf(reader.words);
  }

  private void next() {
    char c = text.charAt(at);
    int start = at;
    if (isBlank(c)) {
      at++;
    } else if (c == '(' || c == ')') {
      at++;
      add(c == '(' ? Kind.OPEN : Kind.CLOSE, "", String.valueOf(c), start);
    } else if (c == '"') {
      add(Kind.QUOTED, "", quoted(), start);
    } else {
      word(start);
    }
  }

  private void word(int start) {
    int colon = start;
    while (colon < text.length() && isName(text.charAt(colon))) {
      colon++;
    }
    boolean hasField = colon > start && colon < text.length() && text.charAt(colon) == ':';
    if (!hasField) {
      add(Kind.BARE, "", bare(), start);
      return;
    }
    at = colon + 1;
    String field = text.substring(start, colon);
    if (at < text.length() && text.charAt(at) == '"') {
      add(Kind.QUOTED, field, quoted(), start);
    } else {
      add(Kind.BARE, field, bare(), start);
    }
  }

  private String quoted() {
    int close = text.indexOf('"', at + 1);
    if (close < 0) {
      throw UserFault.usage(
          "Query, column %d: The quote is not closed; another '\"' ends it.".formatted(at + 1));
    }
    String inner = text.substring(at + 1, close);
    at = close + 1;
    return inner;
  }

  private String bare() {
    int start = at;
    while (at < text.length() && !isBlank(text.charAt(at)) && "()\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private void add(Kind kind, String field, String word, int start) {
    words.add(new Word(kind, field, word, start + 1));
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isISOControl(c);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
