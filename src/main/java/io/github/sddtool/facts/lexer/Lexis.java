package io.github.sddtool.facts.lexer;

import java.util.ArrayList;
import java.util.List;

/// The lexical rules of a language, tried in order. What no rule takes is a word or a symbol.
final class Lexis {
  private static final int ASCII = 128;

  private final List<List<Rule>> byFirst = new ArrayList<>(ASCII);

  /// Takes a token, or opens a mode, where its text begins with one of the characters.
  record Rule(String firsts, Taker taker) {}

  /// True when it moved the cursor.
  @FunctionalInterface
  interface Taker {
    boolean take(Cursor cursor, Lexis lexis);
  }

  private Lexis(List<Rule> rules) {
    for (int c = 0; c < ASCII; c++) {
      int first = c;
      byFirst.add(rules.stream().filter(r -> r.firsts().indexOf(first) >= 0).toList());
    }
  }

  static Lexis of(Rule... rules) {
    return new Lexis(List.of(rules));
  }

  boolean takes(Cursor cursor, CodeMode mode) {
    char first = cursor.peek(0);
    if (first >= ASCII) {
      return false;
    }
    for (Rule rule : byFirst.get(first)) {
      if (rule.taker().take(cursor, mode.lexis())) {
        return true;
      }
    }
    return false;
  }
}
