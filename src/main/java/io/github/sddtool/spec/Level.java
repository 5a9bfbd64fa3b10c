package io.github.sddtool.spec;

import java.util.regex.Pattern;

// @spec engine/reading#REQ-READ-007
/// How binding a requirement is, strongest first. By RFC 8174 only upper-case words count; a word
/// in parentheses, `(shall)`, counts in any case.
public enum Level {
  MUST,
  SHOULD,
  MAY,
  NONE;

  private static final Pattern WORD =
      Pattern.compile("\\b(MUST|SHALL|REQUIRED|SHOULD|RECOMMENDED|MAY|OPTIONAL)\\b");
  private static final Pattern IN_PARENTHESES =
      Pattern.compile(
          "\\((must|shall|required|should|recommended|may|optional)(?: not)?\\)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

  /// The strongest level a text states; words in inline code are quoted, not stated.
  public static Level of(String text) {
    String prose = text.indexOf('`') < 0 ? text : CODE.matcher(text).replaceAll("``");
    Level strongest = NONE;
    for (Pattern pattern : new Pattern[] {WORD, IN_PARENTHESES}) {
      var matcher = pattern.matcher(prose);
      while (matcher.find()) {
        Level level = ofWord(matcher.group(1));
        strongest = level.compareTo(strongest) < 0 ? level : strongest;
      }
    }
    return strongest;
  }

  private static Level ofWord(String word) {
    return switch (word.toUpperCase(java.util.Locale.ROOT)) {
      case "MUST", "SHALL", "REQUIRED" -> MUST;
      case "SHOULD", "RECOMMENDED" -> SHOULD;
      default -> MAY;
    };
  }

  /// Whether a text should have a normative word: one in Chinese, Japanese or Korean has none of
  /// its own and need not borrow one.
  public static boolean isAskedOf(String text) {
    return text.codePoints().noneMatch(Level::isCjk);
  }

  private static boolean isCjk(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default -> false;
    };
  }

  public boolean strongerThan(Level other) {
    return compareTo(other) < 0;
  }
}
