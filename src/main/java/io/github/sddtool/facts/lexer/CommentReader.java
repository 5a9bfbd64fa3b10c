package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Turns comment tokens into comments: joins adjacent lines and takes the decoration off.
final class CommentReader {
  private final String text;
  private final LineIndex lines;

  CommentReader(String text, LineIndex lines) {
    this.text = text;
    this.lines = lines;
  }

  List<Comment> read(List<Token> tokens) {
    var comments = new ArrayList<Comment>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.LINE_COMMENT) {
        int last = lastOfRun(tokens, i);
        comments.add(joined(tokens.subList(i, last + 1)));
        i = last;
      } else if (token.kind() == Kind.BLOCK_COMMENT) {
        comments.add(comment(token, block(token)));
      }
    }
    return List.copyOf(comments);
  }

  private int lastOfRun(List<Token> tokens, int first) {
    int last = first;
    while (last + 1 < tokens.size() && continues(tokens.get(last), tokens.get(last + 1))) {
      last++;
    }
    return last;
  }

  private boolean continues(Token one, Token next) {
    return next.kind() == Kind.LINE_COMMENT
        && lines.line(next.start()) == lines.line(one.end()) + 1
        && lines.column(next.start()) == lines.column(one.start())
        && lines.isFirst(one.start())
        && lines.isFirst(next.start());
  }

  private Comment joined(List<Token> run) {
    var plain = new StringJoiner("\n");
    for (Token token : run) {
      for (String line : token.in(text).split("\n", -1)) {
        plain.add(line(line));
      }
    }
    return new Comment(
        lines.line(run.getFirst().start()),
        lines.column(run.getFirst().start()),
        lines.line(run.getLast().end()),
        plain.toString());
  }

  private Comment comment(Token token, String plain) {
    return new Comment(
        lines.line(token.start()), lines.column(token.start()), lines.line(token.end()), plain);
  }

  /// A line without the run of characters that made it a comment, and `!`, `|`, `:` or `'` after
  /// it.
  private static String line(String source) {
    String s = source.strip();
    int i = 0;
    while (i < s.length() && "/#-;!".indexOf(s.charAt(0)) >= 0 && s.charAt(i) == s.charAt(0)) {
      i++;
    }
    if (i > 0 && i < s.length() && "!|:'<".indexOf(s.charAt(i)) >= 0) {
      i++;
    }
    return s.substring(i).strip();
  }

  private String block(Token token) {
    String source = token.in(text);
    int open = openLength(source);
    int close = closeLength(source, open);
    boolean starred = source.startsWith("/*");
    var plain = new StringBuilder(source.length());
    String[] inner = source.substring(open, source.length() - close).split("\n", -1);
    for (int i = 0; i < inner.length; i++) {
      plain.append(i == 0 ? "" : "\n").append(starred ? withoutStars(inner[i]) : inner[i].strip());
    }
    return plain.toString();
  }

  private static String withoutStars(String line) {
    String s = line.strip();
    int i = 0;
    while (i < s.length() && s.charAt(i) == '*') {
      i++;
    }
    if (i < s.length() && s.charAt(i) == '!') {
      i++;
    }
    return s.substring(i).strip();
  }

  private static int openLength(String s) {
    if (s.startsWith("<!--")) {
      return 4;
    }
    if (s.startsWith("--[")) {
      return s.indexOf('[', 3) + 1;
    }
    if (s.charAt(0) == '=') {
      return wordEnd(s, 1);
    }
    if (s.startsWith("/*") || s.startsWith("{-") || s.startsWith("#=") || s.startsWith("<#")) {
      return 2;
    }
    int quote = wordEnd(s, 0);
    return Math.min(s.length(), quote + fence(s, quote));
  }

  private static int closeLength(String s, int open) {
    int room = s.length() - open;
    if (s.charAt(0) == '=') {
      boolean closed = s.endsWith("=end") || s.endsWith("=cut");
      return closed && room >= 4 ? 4 : 0;
    }
    if (s.startsWith("--[")) {
      return room >= open - 2 && s.endsWith("]") ? open - 2 : 0;
    }
    for (String close : List.of("-->", "*/", "-}", "=#", "#>")) {
      if (room >= close.length() && s.endsWith(close) && !isQuote(s.charAt(open - 1))) {
        return close.length();
      }
    }
    int fence = isQuote(s.charAt(open - 1)) ? fence(s, wordEnd(s, 0)) : 0;
    String close = s.substring(open - fence, open);
    return fence > 0 && room >= fence && s.endsWith(close) ? fence : 0;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int wordEnd(String s, int from) {
    int i = from;
    while (i < s.length() && Character.isLetter(s.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int fence(String s, int at) {
    boolean triple = s.startsWith("\"\"\"", at) || s.startsWith("'''", at);
    return triple ? 3 : 1;
  }
}
