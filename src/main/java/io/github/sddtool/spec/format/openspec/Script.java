package io.github.sddtool.spec.format.openspec;

/// Which script a text is written in.
final class Script {
  private Script() {}

  /// Whether a text is Chinese, Japanese or Korean, which have no upper case to be normative in. A
  /// name or a quotation does not make it so.
  static boolean isEastAsian(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long eastAsian = text.codePoints().filter(Script::isEastAsian).count();
    // a character there says about as much as a word of four letters here
    return eastAsian > 0 && eastAsian * 4 >= letters - eastAsian;
  }

  private static boolean isEastAsian(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default -> false;
    };
  }
}
