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

  List<Comment> read(Tokens tokens) {
    var comments = new ArrayList<Comment>();
    for (int i = 0; i < tokens.size(); i++) {
      Kind kind = tokens.kind(i);
      if (kind == Kind.LINE_COMMENT) {
        int last = lastOfRun(tokens, i);
        comments.add(joined(tokens, i, last));
        i = last;
      } else if (kind == Kind.BLOCK_COMMENT) {
        comments.add(comment(tokens.start(i), tokens.end(i), block(tokens.in(i, text))));
      }
    }
    return List.copyOf(comments);
  }

  private int lastOfRun(Tokens tokens, int first) {
    int last = first;
    while (last + 1 < tokens.size() && continues(tokens, last)) {
      last++;
    }
    return last;
  }

  /// Whether the next token goes on with this comment of one line.
  private boolean continues(Tokens tokens, int i) {
    int one = tokens.start(i);
    int next = tokens.start(i + 1);
    return tokens.kind(i + 1) == Kind.LINE_COMMENT
        && lines.line(next) == lines.line(tokens.end(i)) + 1
        && lines.column(next) == lines.column(one)
        && lines.isFirst(one)
        && lines.isFirst(next);
  }

  private Comment joined(Tokens tokens, int first, int last) {
    var plain = new StringJoiner("\n");
    for (int i = first; i <= last; i++) {
      for (String line : tokens.in(i, text).split("\n", -1)) {
        plain.add(line(line));
      }
    }
    return comment(tokens.start(first), tokens.end(last), plain.toString());
  }

  private Comment comment(int start, int end, String plain) {
    return new Comment(lines.line(start), lines.column(start), lines.line(end), plain);
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

  private static String block(String source) {
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
