package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Arrays;
import java.util.List;

/// The tokens of a text without its comments, with brackets matched. Every question may be asked of
/// any index; outside the tokens the answer is no.
final class Code {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final int MAX_PIECES = 200;

  private final String text;
  private final LineIndex lines;
  private final List<Token> tokens;
  private final int[] partner;
  private final int[] startLines;
  private final int[] endLines;

  Code(String text, LineIndex lines, List<Token> all) {
    this.text = text;
    this.lines = lines;
    this.tokens = all.stream().filter(t -> !t.isComment()).toList();
    this.partner = match();
    this.startLines = tokens.stream().mapToInt(t -> lines.line(t.start())).toArray();
    this.endLines = tokens.stream().mapToInt(this::lastLine).toArray();
  }

  /// A closing bracket without its opening one is passed over; an opening one that is never closed,
  /// or whose block a stronger one closes, ends with the last token before that.
  private int[] match() {
    int[] partners = new int[tokens.size()];
    Arrays.fill(partners, -1);
    int[] stack = new int[tokens.size()];
    int[] open = new int[OPENING.length()];
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      char c = symbol(i);
      int opening = OPENING.indexOf(c);
      int closing = CLOSING.indexOf(c);
      if (opening >= 0) {
        stack[depth++] = i;
        open[opening]++;
      } else if (closing >= 0 && open[closing] > 0) {
        int top;
        do {
          top = stack[--depth];
          int kind = OPENING.indexOf(symbol(top));
          open[kind]--;
          partners[top] = kind == closing ? i : i - 1;
        } while (OPENING.indexOf(symbol(top)) != closing);
        partners[i] = top;
      }
    }
    while (depth > 0) {
      partners[stack[--depth]] = tokens.size() - 1;
    }
    return partners;
  }

  String text() {
    return text;
  }

  LineIndex lines() {
    return lines;
  }

  int size() {
    return tokens.size();
  }

  Token token(int i) {
    return tokens.get(i);
  }

  /// A token's single symbol; NUL for words, literals, longer symbols and outside.
  char symbol(int i) {
    if (i < 0 || i >= tokens.size()) {
      return '\0';
    }
    Token token = tokens.get(i);
    boolean single = token.kind() == Kind.SYMBOL && token.end() - token.start() == 1;
    return single ? text.charAt(token.start()) : '\0';
  }

  boolean is(int i, char symbol) {
    return symbol(i) == symbol;
  }

  boolean isOneOf(int i, String symbols) {
    char c = symbol(i);
    return c != '\0' && symbols.indexOf(c) >= 0;
  }

  boolean isWord(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isWord();
  }

  boolean is(int i, String word) {
    return isWord(i) && tokens.get(i).is(text, word);
  }

  /// A word's text; empty for anything else.
  String word(int i) {
    return isWord(i) ? tokens.get(i).in(text) : "";
  }

  boolean isText(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isText();
  }

  /// Whether a token follows the one before it without white space.
  boolean touchesPrevious(int i) {
    return i > 0 && i < tokens.size() && tokens.get(i - 1).end() == tokens.get(i).start();
  }

  /// The closing bracket of an opening one and the other way round; an index itself for the rest.
  int partner(int i) {
    return i >= 0 && i < partner.length && partner[i] >= 0 ? partner[i] : i;
  }

  /// The bracket that closes an opening one; the index itself for anything else.
  int jump(int i) {
    return isOneOf(i, OPENING) ? partner(i) : i;
  }

  int line(int i) {
    return startLines[i];
  }

  int endLine(int i) {
    return endLines[i];
  }

  /// A literal that takes in its last line feed ends with the line before that.
  private int lastLine(Token token) {
    int last = token.end() - 1;
    return lines.line(text.charAt(last) == '\n' && last > token.start() ? last - 1 : last);
  }

  boolean isFirstOnLine(int i) {
    return i >= 0 && i < tokens.size() && (i == 0 || endLines[i - 1] < startLines[i]);
  }

  /// The last piece of the literal that begins at an index, holes included; the first piece alone
  /// where the holes hold more than a title would.
  int textEnd(int i) {
    int depth = 0;
    for (int j = i; j < Math.min(tokens.size(), i + MAX_PIECES); j++) {
      Kind kind = tokens.get(j).kind();
      depth += kind == Kind.TEXT_OPEN ? 1 : kind == Kind.TEXT_CLOSE ? -1 : 0;
      if (depth == 0) {
        return j;
      }
    }
    return i;
  }

  /// What a literal says: its source without the delimiters and the prefix before them.
  String literal(int i) {
    String source = text.substring(tokens.get(i).start(), tokens.get(textEnd(i)).end());
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
      if (tokens.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
