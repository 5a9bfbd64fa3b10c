package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds the literals that are documentation, and makes them comments: in Python the first
/// statement of a module, class or function, in Elixir what follows `@doc` and its kin.
final class Docstrings {
  private static final Set<String> ELIXIR = Set.of("doc", "moduledoc", "typedoc", "shortdoc");
  private static final Set<String> HEADERS = Set.of("def", "class", "async");
  private static final Set<String> PREFIXES = Set.of("r", "R", "u", "U");

  private final String text;
  private final LineIndex lines;
  private final List<Token> tokens;

  private Docstrings(String text, LineIndex lines, List<Token> tokens) {
    this.text = text;
    this.lines = lines;
    this.tokens = new ArrayList<>(tokens);
  }

  static List<Token> mark(Language language, String text, LineIndex lines, List<Token> tokens) {
    var docstrings = new Docstrings(text, lines, tokens);
    return switch (language) {
      case PYTHON -> docstrings.python();
      case ELIXIR -> docstrings.elixir();
      default -> tokens;
    };
  }

  private List<Token> python() {
    boolean mayFollow = true;
    boolean inHeader = false;
    boolean fresh = true;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isComment()) {
        continue;
      }
      boolean first = depth == 0 && (fresh || lines.isFirst(token.start()));
      fresh = false;
      if (mayFollow && isDocstring(i)) {
        document(i);
        mayFollow = false;
        continue;
      }
      mayFollow = mayFollow && isPrefix(i);
      if (first) {
        inHeader = HEADERS.contains(token.in(text)) && !isBlockOfAsync(i);
      }
      if (token.kind() == Kind.SYMBOL) {
        char c = text.charAt(token.start());
        depth = Math.max(0, depth + ("([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0));
        if (c == ':' && depth == 0 && inHeader) {
          mayFollow = true;
          inHeader = false;
        }
        fresh = c == ';' && depth == 0;
      }
    }
    tokens.removeIf(token -> token.start() == token.end());
    return List.copyOf(tokens);
  }

  /// `async with` and `async for` declare nothing.
  private boolean isBlockOfAsync(int i) {
    return tokens.get(i).is(text, "async")
        && i + 1 < tokens.size()
        && !tokens.get(i + 1).is(text, "def");
  }

  /// A literal that is a whole statement.
  private boolean isDocstring(int i) {
    Token token = tokens.get(i);
    if (token.kind() != Kind.TEXT) {
      return false;
    }
    int next = i + 1;
    while (next < tokens.size() && tokens.get(next).isComment()) {
      next++;
    }
    return next == tokens.size()
        || tokens.get(next).is(text, ';')
        || lines.line(tokens.get(next).start()) > lines.line(token.end() - 1);
  }

  private boolean isPrefix(int i) {
    Token token = tokens.get(i);
    return PREFIXES.contains(token.in(text))
        && i + 1 < tokens.size()
        && tokens.get(i + 1).start() == token.end();
  }

  /// The token becomes a comment, and takes in the letter that may stand before it.
  private void document(int i) {
    Token token = tokens.get(i);
    boolean prefixed = i > 0 && isPrefix(i - 1);
    int start = prefixed ? tokens.get(i - 1).start() : token.start();
    tokens.set(i, new Token(Kind.BLOCK_COMMENT, start, token.end()));
    if (prefixed) {
      tokens.set(i - 1, new Token(Kind.BLOCK_COMMENT, start, start));
    }
  }

  private List<Token> elixir() {
    for (int i = 2; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.TEXT
          && ELIXIR.contains(tokens.get(i - 1).in(text))
          && tokens.get(i - 2).is(text, '@')) {
        tokens.set(i, new Token(Kind.BLOCK_COMMENT, token.start(), token.end()));
      }
    }
    return List.copyOf(tokens);
  }
}
