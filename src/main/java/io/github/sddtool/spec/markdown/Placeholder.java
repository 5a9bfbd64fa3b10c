package io.github.sddtool.spec.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

// @spec engine/checks#REQ-CHECK-010
/// A point that a text leaves open: `TBD`, `TODO:`, `NEEDS CLARIFICATION`, `{{name}}`, or a hint of
/// a template such as `[Explain why …]`.
///
/// @param offset in the text it was found in, from 0
/// @param text as written, at most 80 characters of it
record Placeholder(int offset, String text) {
  /// The characters that one may begin with.
  static final String STARTS = "[{NT";

  private static final int SHOWN = 80;
  private static final Set<String> HINTS =
      Set.of("Explain", "Describe", "Insert", "Specify", "Fill", "Provide", "Replace", "Your");

  /// The placeholders of a piece of prose, in order, each once.
  static List<Placeholder> in(String text) {
    int i = nextStart(text, 0);
    if (i == text.length()) {
      return List.of();
    }
    var found = new ArrayList<Placeholder>();
    while (i < text.length()) {
      int end = end(text, i);
      if (end > i) {
        found.add(new Placeholder(i, text.substring(i, Math.min(end, i + SHOWN)).strip()));
        i = nextStart(text, end);
      } else {
        i = nextStart(text, i + 1);
      }
    }
    return found;
  }

  /// The next character that may begin one; few do, and small letters come first to tell.
  private static int nextStart(String text, int from) {
    int length = text.length();
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      boolean may = c > 'T' ? c == '[' || c == '{' : c == 'T' || c == 'N';
      if (may) {
        return i;
      }
    }
    return length;
  }

  /// The end of the placeholder that begins here; -1 where none does.
  private static int end(String text, int i) {
    return switch (text.charAt(i)) {
      case '[' -> hint(text, i);
      case '{' -> variable(text, i);
      case 'N' -> clarification(text, i);
      case 'T' -> isWord(text, i, "TBD") ? i + 3 : todo(text, i);
      default -> -1;
    };
  }

  private static int clarification(String text, int i) {
    String phrase = "NEEDS CLARIFICATION";
    if (!isWord(text, i, phrase)) {
      return -1;
    }
    int end = i + phrase.length();
    int close = text.startsWith(":", end) ? near(text, "]", end) : -1;
    return close < 0 ? end : close;
  }

  /// `TODO` is a noun in the specs of to-do lists; with a colon or by itself it is a note.
  private static int todo(String text, int i) {
    if (!isWord(text, i, "TODO")) {
      return -1;
    }
    int end = i + 4;
    boolean noted = text.startsWith(":", end) || text.startsWith("(", end);
    boolean alone = text.length() < SHOWN && text.strip().equals("TODO");
    return noted || alone ? end : -1;
  }

  private static int variable(String text, int i) {
    if (!text.startsWith("{{", i)) {
      return -1;
    }
    int close = near(text, "}}", i + 2);
    return close < 0 ? -1 : close + 2;
  }

  private static int hint(String text, int i) {
    if (text.startsWith("NEEDS CLARIFICATION", i + 1)) {
      return -1;
    }
    int close = near(text, "]", i + 1);
    int space = near(text, " ", i + 1);
    if (close < 0 || space < 0 || space > close || !HINTS.contains(text.substring(i + 1, space))) {
      return -1;
    }
    String inside = text.substring(i + 1, close);
    boolean says =
        inside.indexOf(' ', space - i) >= 0 || inside.endsWith("…") || inside.endsWith("...");
    return says ? close + 1 : -1;
  }

  /// The first occurrence not far away, so that many openings cost no more than one.
  private static int near(String text, String end, int from) {
    int to = Math.min(text.length(), from + 200);
    int at = text.substring(from, to).indexOf(end);
    return at < 0 ? -1 : from + at;
  }

  private static boolean isWord(String text, int i, String word) {
    int end = i + word.length();
    return text.startsWith(word, i)
        && (i == 0 || !isPartOfName(text.charAt(i - 1)))
        && (end == text.length() || !isPartOfName(text.charAt(end)));
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
