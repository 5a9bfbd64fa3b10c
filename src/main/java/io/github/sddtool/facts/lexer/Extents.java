package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.BraceItems.Level;
import java.util.Set;

/// Tells where values, statements and type parameters end.
final class Extents {
  /// Words that may go on with a heading, on a line of their own too.
  private static final Set<String> CONTINUING =
      Set.of("where", "throws", "rethrows", "extends", "implements", "with", "by", "derives");

  private static final Set<String> FUNCTION_LIKE =
      Set.of("function", "async", "fn", "fun", "class");

  private final Code code;
  private final Dialect dialect;

  Extents(Code code, Dialect dialect) {
    this.code = code;
    this.dialect = dialect;
  }

  int angleEnd(int open) {
    int depth = 0;
    for (int j = open; j < code.size() && j < open + 200; j++) {
      depth += code.is(j, '<') ? 1 : code.is(j, '>') ? -1 : 0;
      if (depth == 0) {
        return j + 1;
      }
    }
    return open + 1;
  }

  /// The `<` that a `>` closes; that index itself where none is near.
  int angleStart(int close) {
    int depth = 0;
    for (int j = close; j >= 0 && j > close - 200; j--) {
      depth += code.is(j, '>') ? 1 : code.is(j, '<') ? -1 : 0;
      if (depth == 0) {
        return j;
      }
    }
    return close;
  }

  /// A brace between parameters and body: a type such as `interface{}`, a member's initial value.
  boolean isTypeOrInitializer(int open) {
    boolean initializer = dialect.typed() && code.isOneOf(code.partner(open) + 1, ",{");
    boolean type = code.is(open - 1, "interface") || code.is(open - 1, "struct");
    return initializer || type || code.isOneOf(open - 1, ":|&<,");
  }

  boolean isOperator(int j) {
    return code.isOneOf(j - 1, "=<>!") && code.touchesPrevious(j);
  }

  /// Whether the value after `=` is a function: a local value that is none is no declaration.
  boolean holdsFunction(int name, int last) {
    int j = name;
    while (j < last && j < name + 60 && !code.is(j, '=')) {
      j = code.jump(j) + 1;
    }
    int value = j + 1;
    if (!code.is(j, '=') || value > last) {
      return false;
    }
    int parameters = code.is(value, "async") ? value + 1 : value;
    int after = code.jump(parameters) + 1;
    boolean arrow = code.is(after, '=') && code.is(after + 1, '>');
    boolean typedArrow = code.is(parameters, '(') && code.is(after, ':');
    return FUNCTION_LIKE.contains(code.word(value)) || arrow || typedArrow;
  }

  /// The last token of a value: before a line that cannot continue it, at a semicolon, at a comma
  /// between members.
  int valueEnd(int from, Level level) {
    int last = from;
    for (int j = from; j < level.end; j = code.jump(j) + 1) {
      if (j > from && endsBeforeLine(j, from)) {
        break;
      }
      boolean member = level.kind == Level.Kind.TYPE && code.isFirstOnLine(j + 1);
      if (code.is(j, ',') && (member || level.kind == Level.Kind.OBJECT)) {
        break;
      }
      last = code.jump(j);
      if (code.is(j, ';')) {
        break;
      }
    }
    return Math.min(last, code.size() - 1);
  }

  /// Whether a statement ends before a token because that begins a line.
  boolean endsBeforeLine(int j, int from) {
    if (!dialect.newlines() || j <= from || !code.isFirstOnLine(j)) {
      return false;
    }
    boolean continued = code.isOneOf(j - 1, "=,.+-*/%&|^<?:(!~") || isArrow(j - 1);
    boolean continues = code.isOneOf(j, ".?:+*/%&|=<>,)]{-") || CONTINUING.contains(code.word(j));
    return !continued && !continues;
  }

  private boolean isArrow(int j) {
    return code.is(j, '>') && code.isOneOf(j - 1, "=-");
  }

  boolean holdsFunctionAt(int value) {
    int parameters = code.is(value, "async") ? value + 1 : value;
    int after = code.jump(parameters) + 1;
    boolean arrow = code.is(after, '=') && code.is(after + 1, '>');
    return FUNCTION_LIKE.contains(code.word(value)) || arrow;
  }
}
