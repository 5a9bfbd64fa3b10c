package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Set;

/// Finds the literals that are documentation, and makes them comments: in Python the first
/// statement of a module, class or function, in Elixir what follows `@doc` and its kin.
final class Docstrings {
  private static final Set<String> ELIXIR = Set.of("doc", "moduledoc", "typedoc", "shortdoc");
  private static final Set<String> HEADERS = Set.of("def", "class", "async");
  private static final Set<String> PREFIXES = Set.of("r", "R", "u", "U");

  private final String text;
  private final LineIndex lines;
  private final Tokens tokens;

  private Docstrings(String text, LineIndex lines, Tokens tokens) {
    this.text = text;
    this.lines = lines;
    this.tokens = tokens;
  }

  static Tokens mark(Language language, String text, LineIndex lines, Tokens tokens) {
    var docstrings = new Docstrings(text, lines, tokens);
    return switch (language) {
      case PYTHON -> docstrings.python();
      case ELIXIR -> docstrings.elixir();
      default -> tokens;
    };
  }

  private Tokens python() {
    boolean mayFollow = true;
    boolean inHeader = false;
    boolean fresh = true;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Kind kind = tokens.kind(i);
      if (kind.isComment()) {
        continue;
      }
      boolean first = depth == 0 && (fresh || lines.isFirst(tokens.start(i)));
      fresh = false;
      if (mayFollow && isDocstring(i)) {
        document(i);
        mayFollow = false;
        continue;
      }
      mayFollow = mayFollow && isPrefix(i);
      if (first) {
        inHeader = HEADERS.contains(tokens.in(i, text)) && !isBlockOfAsync(i);
      }
      if (kind == Kind.SYMBOL) {
        char c = text.charAt(tokens.start(i));
        depth = Math.max(0, depth + ("([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0));
        if (c == ':' && depth == 0 && inHeader) {
          mayFollow = true;
          inHeader = false;
        }
        fresh = c == ';' && depth == 0;
      }
    }
    return tokens.withoutEmpty();
  }

  /// `async with` and `async for` declare nothing.
  private boolean isBlockOfAsync(int i) {
    return tokens.is(i, text, "async") && i + 1 < tokens.size() && !tokens.is(i + 1, text, "def");
  }

  /// A literal that is a whole statement.
  private boolean isDocstring(int i) {
    if (tokens.kind(i) != Kind.TEXT) {
      return false;
    }
    int next = i + 1;
    while (next < tokens.size() && tokens.isComment(next)) {
      next++;
    }
    return next == tokens.size()
        || tokens.is(next, text, ';')
        || lines.line(tokens.start(next)) > lines.line(tokens.end(i) - 1);
  }

  private boolean isPrefix(int i) {
    return tokens.end(i) - tokens.start(i) == 1
        && PREFIXES.contains(tokens.in(i, text))
        && i + 1 < tokens.size()
        && tokens.start(i + 1) == tokens.end(i);
  }

  /// The token becomes a comment, and takes in the letter that may stand before it.
  private void document(int i) {
    boolean prefixed = i > 0 && isPrefix(i - 1);
    int start = prefixed ? tokens.start(i - 1) : tokens.start(i);
    tokens.set(i, Kind.BLOCK_COMMENT, start, tokens.end(i));
    if (prefixed) {
      tokens.set(i - 1, Kind.BLOCK_COMMENT, start, start);
    }
  }

  private Tokens elixir() {
    for (int i = 2; i < tokens.size(); i++) {
      if (tokens.kind(i) == Kind.TEXT
          && ELIXIR.contains(tokens.in(i - 1, text))
          && tokens.is(i - 2, text, '@')) {
        tokens.set(i, Kind.BLOCK_COMMENT, tokens.start(i), tokens.end(i));
      }
    }
    return tokens;
  }
}
