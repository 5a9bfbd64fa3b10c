package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Arrays;
import java.util.Optional;

/// The tokens of a text without its comments, with brackets matched. Every question may be asked of
/// any index; outside the tokens the answer is no.
final class Code {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final int MAX_PIECES = 200;

  private final String text;
  private final LineIndex lines;
  private final Tokens tokens;
  private final char[] symbols;
  private final RepeatedWords words;

  /// Worked out when they are first asked for: few files are asked for the whole of their code.
  private Optional<int[]> partners = Optional.empty();

  private int[] startLines = {};
  private int[] endLines = {};

  Code(String text, LineIndex lines, Tokens all) {
    this.text = text;
    this.lines = lines;
    this.tokens = all.withoutComments();
    this.symbols = symbols(text, tokens);
    this.words = new RepeatedWords(text);
  }

  private static char[] symbols(String text, Tokens tokens) {
    var symbols = new char[tokens.size()];
    for (int i = 0; i < symbols.length; i++) {
      boolean single = tokens.kind(i) == Kind.SYMBOL && tokens.end(i) - tokens.start(i) == 1;
      symbols[i] = single ? text.charAt(tokens.start(i)) : '\0';
    }
    return symbols;
  }

  /// A closing bracket without its opening one is passed over; an opening one that is never closed,
  /// or whose block a stronger one closes, ends with the last token before that.
  private int[] match() {
    int[] partners = new int[symbols.length];
    Arrays.fill(partners, -1);
    int[] stack = new int[symbols.length];
    int[] open = new int[OPENING.length()];
    int depth = 0;
    for (int i = 0; i < symbols.length; i++) {
      char c = symbols[i];
      if (c < '(') {
        continue;
      }
      int opening = OPENING.indexOf(c);
      int closing = CLOSING.indexOf(c);
      if (opening >= 0) {
        stack[depth++] = i;
        open[opening]++;
      } else if (closing >= 0 && open[closing] > 0) {
        int top;
        do {
          top = stack[--depth];
          int kind = OPENING.indexOf(symbols[top]);
          open[kind]--;
          partners[top] = kind == closing ? i : i - 1;
        } while (OPENING.indexOf(symbols[top]) != closing);
        partners[i] = top;
      }
    }
    while (depth > 0) {
      partners[stack[--depth]] = symbols.length - 1;
    }
    return partners;
  }

  private void findLines() {
    startLines = new int[symbols.length];
    endLines = new int[symbols.length];
    int line = 1;
    for (int i = 0; i < symbols.length; i++) {
      line = lines.line(tokens.start(i), line);
      startLines[i] = line;
      line = lines.line(lastOf(i), line);
      endLines[i] = line;
    }
  }

  String text() {
    return text;
  }

  LineIndex lines() {
    return lines;
  }

  int size() {
    return symbols.length;
  }

  Kind kind(int i) {
    return tokens.kind(i);
  }

  int start(int i) {
    return tokens.start(i);
  }

  int end(int i) {
    return tokens.end(i);
  }

  /// A token as it is written.
  String source(int i) {
    return tokens.in(i, text);
  }

  /// Whether what is written as a token begins so.
  boolean beginsWith(int i, String what) {
    return tokens.end(i) - tokens.start(i) >= what.length()
        && text.startsWith(what, tokens.start(i));
  }

  /// A token's single symbol; NUL for words, literals, longer symbols and outside.
  char symbol(int i) {
    return i < 0 || i >= symbols.length ? '\0' : symbols[i];
  }

  boolean is(int i, char symbol) {
    return symbol(i) == symbol;
  }

  boolean isOneOf(int i, String symbols) {
    char c = symbol(i);
    return c != '\0' && symbols.indexOf(c) >= 0;
  }

  boolean isWord(int i) {
    return i >= 0 && i < symbols.length && tokens.kind(i) == Kind.WORD;
  }

  boolean is(int i, String word) {
    return isWord(i) && tokens.is(i, text, word);
  }

  /// A word's text; empty for anything else.
  String word(int i) {
    return isWord(i) ? words.at(tokens.start(i), tokens.end(i)) : "";
  }

  boolean isText(int i) {
    return i >= 0 && i < symbols.length && tokens.kind(i).isText();
  }

  /// Whether a token follows the one before it without white space.
  boolean touchesPrevious(int i) {
    return i > 0 && i < symbols.length && tokens.end(i - 1) == tokens.start(i);
  }

  /// The closing bracket of an opening one and the other way round; an index itself for the rest.
  int partner(int i) {
    if (i < 0 || i >= symbols.length) {
      return i;
    }
    if (partners.isEmpty()) {
      partners = Optional.of(match());
    }
    int partner = partners.get()[i];
    return partner >= 0 ? partner : i;
  }

  /// The bracket that closes an opening one; the index itself for anything else.
  int jump(int i) {
    char c = symbol(i);
    return c == '(' || c == '[' || c == '{' ? partner(i) : i;
  }

  int line(int i) {
    if (startLines.length == 0) {
      findLines();
    }
    return startLines[i];
  }

  int endLine(int i) {
    if (endLines.length == 0) {
      findLines();
    }
    return endLines[i];
  }

  /// Where a token's last line is told: a literal that takes in its last line feed ends with the
  /// line before that.
  private int lastOf(int i) {
    int last = tokens.end(i) - 1;
    return text.charAt(last) == '\n' && last > tokens.start(i) ? last - 1 : last;
  }

  boolean isFirstOnLine(int i) {
    return i >= 0 && i < symbols.length && (i == 0 || endLine(i - 1) < line(i));
  }

  /// The last piece of the literal that begins at an index, holes included; the first piece alone
  /// where the holes hold more than a title would.
  int textEnd(int i) {
    int depth = 0;
    for (int j = i; j < Math.min(tokens.size(), i + MAX_PIECES); j++) {
      Kind kind = tokens.kind(j);
      depth += kind == Kind.TEXT_OPEN ? 1 : kind == Kind.TEXT_CLOSE ? -1 : 0;
      if (depth == 0) {
        return j;
      }
    }
    return i;
  }

  /// What a literal says: its source without the delimiters and the prefix before them.
  String literal(int i) {
    String source = text.substring(tokens.start(i), tokens.end(textEnd(i)));
    int open = 0;
    while (open < source.length() && "\"'`".indexOf(source.charAt(open)) < 0) {
      open++;
    }
    if (open == source.length()) {
      return source.strip();
    }
    String quote = String.valueOf(source.charAt(open));
    int width = source.startsWith(quote.repeat(3), open) && source.length() - open >= 6 ? 3 : 1;
    int end = source.lastIndexOf(quote) + 1 - width;
    return end < open + width ? "" : source.substring(open + width, end).strip();
  }

  /// The first code token at or after an offset; the number of tokens where none is left.
  int firstFrom(int offset) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.start(middle) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
