package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.BitSet;

/// Follows the parentheses of code, to tell `if (a) /b/` from `f(a) / b`: after a condition a
/// statement begins, after any other closing parenthesis an operator follows.
final class Conditions {
  private final BitSet conditional = new BitSet();
  private int depth;
  private boolean announced;
  private boolean afterDot;
  private boolean closed;

  void pass(char[] text, Kind kind, int start, int end) {
    char first = text[start];
    boolean symbol = kind == Kind.SYMBOL;
    boolean word = kind == Kind.WORD;
    closed = false;
    if (symbol && first == '(') {
      conditional.set(depth++, announced);
    } else if (symbol && first == ')' && depth > 0) {
      closed = conditional.get(--depth);
    }
    boolean awaits = announced && word && is(text, start, end, "await");
    announced = awaits || (word && !afterDot && announces(text, start, end));
    afterDot = symbol && first == '.';
  }

  private static boolean announces(char[] text, int start, int end) {
    return switch (text[start]) {
      case 'i' -> is(text, start, end, "if");
      case 'f' -> is(text, start, end, "for");
      case 'w' -> is(text, start, end, "while") || is(text, start, end, "with");
      default -> false;
    };
  }

  private static boolean is(char[] text, int start, int end, String word) {
    int i = 0;
    while (i < word.length() && start + i < end && text[start + i] == word.charAt(i)) {
      i++;
    }
    return i == word.length() && start + i == end;
  }

  /// Whether the last token closed a condition.
  boolean closed() {
    return closed;
  }
}
