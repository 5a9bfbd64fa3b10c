package io.github.sddtool.spec;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

// @spec engine/reading#REQ-READ-007
/// How binding a requirement is, strongest first. By RFC 8174 only upper-case words count; a word
/// in parentheses, `(shall)`, counts in any case.
public enum Level {
  MUST,
  SHOULD,
  MAY,
  NONE;

  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final List<String> WORDS =
      List.of("MUST", "SHALL", "SHOULD", "REQUIRED", "RECOMMENDED", "MAY", "OPTIONAL");
  private static final int LONGEST_IN_PARENTHESES = "recommended not".length();

  /// The strongest level a text states; words in inline code are quoted, not stated.
  public static Level of(String text) {
    String prose = text.indexOf('`') < 0 ? text : CODE.matcher(text).replaceAll("``");
    Level strongest = NONE;
    for (int i = 0; i < prose.length() && strongest != MUST; i++) {
      char c = prose.charAt(i);
      // small letters come first to tell
      if (c <= 'S' && (c >= 'M' || c == '(')) {
        Level level = c == '(' ? inParentheses(prose, i) : wordAt(prose, i);
        strongest = level.strongerThan(strongest) ? level : strongest;
      }
    }
    return strongest;
  }

  private static Level wordAt(String text, int at) {
    for (String word : WORDS) {
      if (text.startsWith(word, at) && Words.stands(text, at, at + word.length())) {
        return ofWord(word);
      }
    }
    return NONE;
  }

  private static Level inParentheses(String text, int open) {
    int close = text.indexOf(')', open);
    if (close < 0 || close - open - 1 > LONGEST_IN_PARENTHESES) {
      return NONE;
    }
    for (String word : WORDS) {
      String lower = word.toLowerCase(Locale.ROOT);
      int end = open + 1 + word.length();
      if (Words.isAt(text, open + 1, lower)
          && (end == close || (end + 4 == close && Words.isAt(text, end, " not")))) {
        return ofWord(word);
      }
    }
    return NONE;
  }

  private static Level ofWord(String word) {
    return switch (word) {
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
