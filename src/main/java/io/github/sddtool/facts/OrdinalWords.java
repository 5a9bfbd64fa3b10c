package io.github.sddtool.facts;

import java.util.List;
import java.util.Optional;

/// The words that stand before the numbers of criteria: `Requirements 1.2`, `Req: 3.4`.
final class OrdinalWords {
  private static final List<String> WORDS = List.of("requirements", "requirement", "reqs", "req");

  /// How far behind its word the first number may stand.
  private static final int MAX_GAP = 12;

  private static final int MAX_QUALIFIER = 200;

  private OrdinalWords() {}

  /// The word at a place.
  static Optional<String> at(IdText text, int start) {
    return WORDS.stream().filter(word -> text.isWord(word, start)).findFirst();
  }

  /// Where what may stand between the word and the first number ends. Only behind a colon it may go
  /// on in the next line.
  static int gapEnd(String text, int after) {
    int end = after;
    boolean colon = false;
    while (end < text.length() && end - after < MAX_GAP) {
      char c = text.charAt(end);
      if (" :.*_#(\t".indexOf(c) < 0 && !(colon && (c == '\n' || c == '\r'))) {
        break;
      }
      colon |= c == ':';
      end++;
    }
    return end;
  }

  /// A quick look: false only where no such word stands before a number. Words such as `request`
  /// are everywhere.
  static boolean mayBeIn(String text) {
    return mayBeIn(text, "eq") || mayBeIn(text, "EQ");
  }

  private static boolean mayBeIn(String text, String middle) {
    for (int i = text.indexOf(middle); i >= 0; i = text.indexOf(middle, i + 1)) {
      if (i > 0 && (text.charAt(i - 1) == 'r' || text.charAt(i - 1) == 'R')) {
        int after = text.regionMatches(true, i + 2, "uirement", 0, 8) ? i + 10 : i + 2;
        boolean plural = text.regionMatches(true, after, "s", 0, 1);
        int gap = gapEnd(text, plural ? after + 1 : after);
        // comments of several lines have decoration where their text has none
        boolean goesOn = text.substring(after, gap).contains("\n");
        if (gap > after && (goesOn || leadsToNumber(text, gap))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean leadsToNumber(String text, int start) {
    for (int i = start; i < Math.min(text.length(), start + MAX_QUALIFIER); i++) {
      char c = text.charAt(i);
      if (IdText.isDigit(c) && (i == start || text.charAt(i - 1) == '#')) {
        return true;
      }
      if (Character.isWhitespace(c)) {
        return c == '\n' && text.substring(start, i).isBlank();
      }
    }
    return false;
  }
}
