package io.github.sddtool.spec;

/// Finds words in prose the way regular expressions see them, at a fraction of their cost.
public final class Words {
  private Words() {}

  /// Whether a text has an ASCII word at some place, in whatever case.
  ///
  /// @param word in lower case
  public static boolean isAt(String text, int at, String word) {
    if (at < 0 || text.length() - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text.charAt(at + i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a word of ASCII letters stands by itself, as `\bword\b` asks.
  ///
  /// @param start of the word
  /// @param end behind it
  public static boolean stands(String text, int start, int end) {
    return !isPartBefore(text, start) && !isPartAt(text, end);
  }

  private static boolean isPartBefore(String text, int at) {
    if (at == 0) {
      return false;
    }
    char c = text.charAt(at - 1);
    return c < 128 ? isWord(c) : isMarkOfLetter(text, at - 1);
  }

  private static boolean isPartAt(String text, int at) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return c < 128
        ? isWord(c)
        : Character.getType(text.codePointAt(at)) == Character.NON_SPACING_MARK;
  }

  /// Whether a mark is combined with a letter or digit before it.
  private static boolean isMarkOfLetter(String text, int last) {
    int i = last;
    while (i >= 0 && Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK) {
      i--;
    }
    return i >= 0 && i < last && Character.isLetterOrDigit(text.charAt(i));
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /// The white space of ASCII, which `\s` stands for.
  public static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /// The index of the first character from here on that is no white space.
  public static int skipSpace(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
