package io.github.sddtool.facts.lexer;

import java.util.Arrays;

/// The words of a text, of which most are there many times: one that was asked for lately is not
/// made again. Not for use by several threads at a time.
final class RepeatedWords {
  private static final int PLACES = 256;
  private static final int LONGEST = 24;

  private final String text;
  private final String[] known = new String[PLACES];

  RepeatedWords(String text) {
    this.text = text;
    Arrays.fill(known, "");
  }

  /// The word between two offsets.
  String at(int start, int end) {
    int length = end - start;
    if (length == 0 || length > LONGEST) {
      return text.substring(start, end);
    }
    int place =
        (text.charAt(start) * 31
                + text.charAt(end - 1) * 7
                + text.charAt(start + length / 2)
                + length * 131)
            & (PLACES - 1);
    String word = known[place];
    if (word.length() != length || !text.startsWith(word, start)) {
      word = text.substring(start, end);
      known[place] = word;
    }
    return word;
  }
}
