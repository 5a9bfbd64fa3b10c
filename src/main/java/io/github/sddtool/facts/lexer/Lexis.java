package io.github.sddtool.facts.lexer;

import java.util.Arrays;
import java.util.List;

/// The lexical rules of a language, tried in order. What no rule takes is a word or a symbol.
final class Lexis {
  private static final int ASCII = 128;

  private final Rule[][] byFirst = none();

  /// Takes a token, or opens a mode, where its text begins with one of the characters.
  record Rule(String firsts, Taker taker) {}

  /// True when it moved the cursor.
  @FunctionalInterface
  interface Taker {
    boolean take(Cursor cursor, Lexis lexis);
  }

  private Lexis(List<Rule> rules) {
    for (Rule rule : rules) {
      for (int i = 0; i < rule.firsts().length(); i++) {
        char first = rule.firsts().charAt(i);
        byFirst[first] = with(byFirst[first], rule);
      }
    }
  }

  static Lexis of(Rule... rules) {
    return new Lexis(List.of(rules));
  }

  private static Rule[] with(Rule[] rules, Rule last) {
    if (rules.length > 0 && rules[rules.length - 1].equals(last)) {
      return rules;
    }
    Rule[] more = Arrays.copyOf(rules, rules.length + 1);
    more[rules.length] = last;
    return more;
  }

  private static Rule[][] none() {
    var none = new Rule[ASCII][];
    Arrays.fill(none, new Rule[0]);
    return none;
  }

  boolean takes(Cursor cursor, CodeMode mode) {
    char first = cursor.peek(0);
    if (first >= ASCII) {
      return false;
    }
    for (Rule rule : byFirst[first]) {
      if (rule.taker().take(cursor, mode.lexis())) {
        return true;
      }
    }
    return false;
  }
}
