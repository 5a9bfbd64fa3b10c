package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Arrays;

/// The tokens of a text in their order. A text has one for every few characters, so they are kept
/// as numbers side by side and not as objects.
final class Tokens {
  private Kind[] kinds;
  private int[] starts;
  private int[] ends;
  private int size;

  /// @param expected how many there may be; more find room as well
  Tokens(int expected) {
    int room = Math.max(16, expected);
    kinds = new Kind[room];
    starts = new int[room];
    ends = new int[room];
  }

  void add(Kind kind, int start, int end) {
    if (size == starts.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size++] = end;
  }

  void set(int i, Kind kind, int start, int end) {
    kinds[i] = kind;
    starts[i] = start;
    ends[i] = end;
  }

  int size() {
    return size;
  }

  Kind kind(int i) {
    return kinds[i];
  }

  int start(int i) {
    return starts[i];
  }

  int end(int i) {
    return ends[i];
  }

  Token token(int i) {
    return new Token(kind(i), starts[i], ends[i]);
  }

  boolean isComment(int i) {
    return kind(i).isComment();
  }

  boolean is(int i, String text, char symbol) {
    return kind(i) == Kind.SYMBOL && text.charAt(starts[i]) == symbol;
  }

  /// Whether a word, or a symbol of several characters, reads so.
  boolean is(int i, String text, String word) {
    return ends[i] - starts[i] == word.length()
        && text.startsWith(word, starts[i])
        && !kind(i).isText();
  }

  String in(int i, String text) {
    return text.substring(starts[i], ends[i]);
  }

  /// Those that are code, in their order.
  Tokens withoutComments() {
    var code = new Tokens(size);
    for (int i = 0; i < size; i++) {
      if (!isComment(i)) {
        code.add(kind(i), starts[i], ends[i]);
      }
    }
    return code;
  }

  /// Those that hold at least one character.
  Tokens withoutEmpty() {
    var full = new Tokens(size);
    for (int i = 0; i < size; i++) {
      if (starts[i] < ends[i]) {
        full.add(kind(i), starts[i], ends[i]);
      }
    }
    return full;
  }
}
