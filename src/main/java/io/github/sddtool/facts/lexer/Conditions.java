package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.BitSet;
import java.util.Set;

/// Follows the parentheses of code, to tell `if (a) /b/` from `f(a) / b`: after a condition a
/// statement begins, after any other closing parenthesis an operator follows.
final class Conditions {
  private static final Set<String> BEFORE = Set.of("if", "while", "for", "with");

  private final BitSet conditional = new BitSet();
  private int depth;
  private boolean announced;
  private boolean afterDot;
  private boolean closed;

  void pass(String text, Token token) {
    closed = false;
    if (token.is(text, '(')) {
      conditional.set(depth++, announced);
    } else if (token.is(text, ')') && depth > 0) {
      closed = conditional.get(--depth);
    }
    boolean awaits = announced && token.isWord() && token.is(text, "await");
    announced = awaits || (token.isWord() && !afterDot && BEFORE.contains(token.in(text)));
    afterDot = token.kind() == Kind.SYMBOL && token.is(text, '.');
  }

  /// Whether the last token closed a condition.
  boolean closed() {
    return closed;
  }
}
