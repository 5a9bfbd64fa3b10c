package io.github.sddtool.analysis.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of a text: runs of letters and digits of any script.
final class Words {
  private static final int ASCII = 128;

  /// A word where it stands, in lower case.
  record Word(int start, int end, String lower) {}

  private Words() {}

  static List<Word> of(String text) {
    var words = new ArrayList<Word>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      i = end(text, i);
      if (i > start) {
        words.add(new Word(start, i, text.substring(start, i).toLowerCase(Locale.ROOT)));
      } else {
        i += Character.charCount(text.codePointAt(i));
      }
    }
    return words;
  }

  /// Where the word at a place ends; the place itself where none begins.
  static int end(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c < ASCII ? !isLetterOrDigit(c) : !Character.isLetterOrDigit(text.codePointAt(i))) {
        return i;
      }
      i += c < ASCII ? 1 : Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  /// Of the letters and digits of ASCII.
  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static boolean isBetween(String text, int from, int to) {
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      if (Character.isLetterOrDigit(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }
}
