package io.github.sddtool.spec.markdown;

import io.github.sddtool.spec.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the inline markup of one plain block: emphasis that is not nested, code in single
/// backticks, links with a bare target. Gives up on everything else, for the library to read.
final class PlainInlines {
  private static final int MARKUP = 1;
  private static final int HASH = 2;
  private static final int OPEN_POINT = 4;

  /// What an ASCII character may begin, or that it is none of ours.
  private static final byte[] KINDS = new byte[128];

  static {
    Arrays.fill(KINDS, 0, ' ', (byte) MARKUP);
    for (char c : "*_`[]!<&\\".toCharArray()) {
      KINDS[c] = MARKUP;
    }
    for (char c : Placeholder.STARTS.toCharArray()) {
      KINDS[c] |= OPEN_POINT;
    }
    KINDS['#'] = HASH;
  }

  private final Mentions mentions;
  private final List<TextLine> lines = new ArrayList<>(4);
  private String line = "";
  private int number;

  /// Where the running piece of text begins.
  private int from;

  /// What the line says so far: its first piece, and all pieces where there are more.
  private String said = "";

  private final StringBuilder pieces = new StringBuilder();

  private boolean begun;
  private boolean strongStart;

  /// Which kinds of characters the line has so far.
  private int seen;

  /// Where the next closing bracket of the line stands, as far as anyone has asked; its length
  /// where there is none.
  private int close;

  /// How many asterisks opened the emphasis that is open.
  private int open;

  PlainInlines(Mentions mentions) {
    this.mentions = mentions;
  }

  /// Reads one line of the block.
  ///
  /// @param start where its content begins
  /// @param end behind its content, which does not end with a space
  /// @return whether it was plain enough
  boolean read(String text, int lineNumber, int start, int end) {
    line = text;
    number = lineNumber;
    from = start;
    close = -1;
    said = "";
    pieces.setLength(0);
    begun = false;
    strongStart = false;
    seen = 0;
    int i = start;
    while (i >= 0 && i < end) {
      char c = text.charAt(i);
      int kind = c < 128 ? KINDS[c] : 0;
      seen |= kind;
      i = (kind & MARKUP) == 0 ? i + 1 : markup(i, start, end);
    }
    if (i < 0) {
      return false;
    }
    flush(end);
    lines.add(
        new TextLine(number, (pieces.isEmpty() ? said : pieces.toString()).strip(), strongStart));
    return true;
  }

  /// The lines of the block; empty where it ends inside an emphasis.
  List<TextLine> lines() {
    return open == 0 ? lines : List.of();
  }

  /// The index behind the markup that begins here, or -1.
  private int markup(int i, int start, int end) {
    return switch (line.charAt(i)) {
      case '*' -> emphasis(i, start, end);
      case '`' -> code(i, end);
      case '[' -> bracket(i, end);
      case ']' -> "(:".indexOf(at(i + 1, end)) >= 0 ? -1 : i + 1;
      case '!' -> at(i + 1, end) == '[' ? -1 : i + 1;
      case '_' -> i > start && isWord(line.charAt(i - 1)) && isWord(at(i + 1, end)) ? i + 1 : -1;
      case '<' -> isDigit(at(i + 1, end)) || " =".indexOf(at(i + 1, end)) >= 0 ? i + 1 : -1;
      case '&' -> isDigit(at(i + 1, end)) || at(i + 1, end) == ' ' ? i + 1 : -1;
      default -> -1;
    };
  }

  /// A character of the content; a space behind its end.
  private char at(int i, int end) {
    return i < end ? line.charAt(i) : ' ';
  }

  /// By the flanking rules of CommonMark, as far as they need no table of punctuation.
  private int emphasis(int i, int start, int end) {
    int next = at(i + 1, end) == '*' ? i + 2 : i + 1;
    char before = i > start ? line.charAt(i - 1) : ' ';
    char after = at(next, end);
    if (after == '*') {
      return -1;
    }
    if (before == ' ' && after == ' ') {
      return next;
    }
    int length = next - i;
    boolean opens =
        open == 0 && (before == ' ' ? isVisible(after) : before == '(' && isWord(after));
    boolean closes =
        open == length
            && (after == ' '
                ? isVisible(before)
                : isWord(before) && (isWord(after) || ".,:;)!?".indexOf(after) >= 0));
    if (!opens && !closes) {
      return -1;
    }
    flush(i);
    from = next;
    open = opens ? length : 0;
    return next;
  }

  private int code(int i, int end) {
    int tick = line.indexOf('`', i + 1);
    if (tick <= i + 1 || tick >= end || at(tick + 1, end) == '`') {
      return -1;
    }
    String literal = line.substring(i + 1, tick);
    boolean padded = literal.charAt(0) == ' ' && literal.endsWith(" ");
    if (padded || literal.contains("]:")) {
      return -1;
    }
    flush(i);
    mentions.code(literal, number, i + 1);
    append(line.substring(i, tick + 1));
    from = tick + 1;
    return from;
  }

  /// A link, or a bracket as itself. What may define the target of a link changes what brackets
  /// mean elsewhere: that is not plain.
  private int bracket(int i, int end) {
    if (close < i) {
      int next = line.indexOf(']', i);
      close = next < 0 ? line.length() : next;
    }
    if (at(close + 1, end) != '(') {
      return i + 1;
    }
    int stop = close + 2;
    while (stop < end && isTarget(line.charAt(stop))) {
      stop++;
    }
    if (at(stop, end) != ')' || stop == close + 2) {
      return -1;
    }
    flush(i);
    mentions.target(Reference.Kind.LINK, line.substring(close + 2, stop), number, i + 1);
    from = i + 1;
    int k = from;
    while (k >= 0 && k < close) {
      char c = line.charAt(k);
      int kind = c < 128 ? KINDS[c] : 0;
      seen |= kind;
      k = (kind & MARKUP) == 0 ? k + 1 : c == '`' ? code(k, close) : -1;
    }
    if (k < 0) {
      return -1;
    }
    flush(close);
    from = stop + 1;
    return from;
  }

  private static boolean isTarget(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "./#-_?=:%~@+,".indexOf(c) >= 0;
  }

  /// Ends the running piece of text.
  private void flush(int to) {
    if (to > from) {
      String text = line.substring(from, to);
      if ((seen & HASH) != 0) {
        mentions.keys(text, number, from + 1);
      }
      if ((seen & OPEN_POINT) != 0) {
        mentions.openPoints(text, number, from + 1);
      }
      append(text);
    }
  }

  private void append(String text) {
    if (!begun && !text.isBlank()) {
      strongStart = open == 2;
      begun = true;
    }
    if (said.isEmpty()) {
      said = text;
    } else {
      pieces.append(pieces.isEmpty() ? said : "").append(text);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isVisible(char c) {
    return (c > ' ' && c < 127 && c != '*') || isWord(c);
  }

  private static boolean isWord(char c) {
    return c < 128
        ? isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        : Character.isLetterOrDigit(c);
  }
}
