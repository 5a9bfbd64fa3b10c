package io.github.sddtool.facts;

import java.util.OptionalInt;

/// Tells where names and ids begin and end in a text. Every question costs what the token it is
/// about is long.
record IdText(String text) {
  private static final int MAX_ID = 80;

  /// Where the id at `start` ends: letters and digits in segments joined by `-`, the first a word,
  /// the last a number. What may follow is a spread or nothing.
  OptionalInt idEnd(int start, int end) {
    if (!isIdStart(start) || end - start > MAX_ID) {
      return OptionalInt.empty();
    }
    int segmentStart = start;
    boolean word = false;
    for (int i = start; i < end; ) {
      char c = text.charAt(i);
      if (c == '-' && i > segmentStart) {
        word = true;
        segmentStart = i + 1;
      } else if (!isAsciiLetter(c) && !isDigit(c)) {
        break;
      }
      i++;
      if (word && i > segmentStart && areDigits(segmentStart, i) && isSegmentEnd(i, end)) {
        if (i < end && text.charAt(i) == '-' && !isRange(segmentStart, i, end)) {
          continue;
        }
        return mayFollow(i, end) ? OptionalInt.of(i) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private boolean isSegmentEnd(int i, int end) {
    return i == end || !(isAsciiLetter(text.charAt(i)) || isDigit(text.charAt(i)));
  }

  /// Whether `001-003` counts upwards; in `2024-001` the second number is a part of the id.
  private boolean isRange(int from, int dash, int end) {
    String first = text.substring(from, dash);
    String last = text.substring(dash + 1, end);
    return (isNumber(first) && isNumber(last))
        ? Long.parseLong(last) > Long.parseLong(first)
        : !last.isEmpty() && isAsciiLetter(last.charAt(0));
  }

  private boolean mayFollow(int from, int end) {
    return from == end
        || text.startsWith("/", from)
        || text.startsWith("..", from)
        || text.startsWith("–", from)
        || (text.startsWith("-", from) && end - from > 1);
  }

  private boolean areDigits(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  boolean isIdStart(int i) {
    return i < text.length()
        && isAsciiLetter(text.charAt(i))
        && (i == 0 || !isNameChar(text.charAt(i - 1)) || text.charAt(i - 1) == '#');
  }

  /// Whether a token begins with a digit, as `006-photo#FR-004` does.
  boolean isNumberStart(int i) {
    return isDigit(text.charAt(i)) && (i == 0 || !isNameChar(text.charAt(i - 1)));
  }

  /// Whether a spec's name may begin at a place that is not the end.
  boolean isSpecName(int start, int end) {
    return end > start && Character.isLetterOrDigit(text.codePointAt(start));
  }

  /// A token runs over letters, digits and `_ - / . #`, without a trailing full stop.
  int tokenEnd(int start) {
    int end = plainEnd(start);
    if (end > start && end + 1 < text.length() && text.charAt(end) == ':') {
      // the colon of a root, `packages/a:billing#REQ-1`; of a sentence if no `#` follows
      int further = plainEnd(end + 1);
      if (further > end + 1 && further - end < MAX_ID && last('#', end, further) > 0) {
        return further;
      }
    }
    return end;
  }

  private int plainEnd(int start) {
    int i = start;
    while (i < text.length()
        && (isNameChar(text.charAt(i)) || "/.#–".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    while (i > start && "./-#–_".indexOf(text.charAt(i - 1)) >= 0) {
      i--;
    }
    return i;
  }

  /// The last place of a character after `start`; -1 where there is none.
  int last(char wanted, int start, int end) {
    for (int i = end - 1; i > start; i--) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /// Whether a word stands at a place, in whatever case, and ends there.
  boolean isWord(String word, int start) {
    int after = start + word.length();
    return text.regionMatches(true, start, word, 0, word.length())
        && (after >= text.length() || !isNameChar(text.charAt(after)));
  }

  static boolean isNameChar(char c) {
    return c < 128
        ? isAsciiLetter(c) || isDigit(c) || c == '_' || c == '-'
        : Character.isLetterOrDigit(c);
  }

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> isDigit((char) c));
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
