package io.github.sddtool.store.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

// @spec app/store#REQ-STORE-004
/// How text becomes the words that are searched for. Every index is given these, so all find the
/// same: compatibility forms are unified (NFKC), letters are folded to lower case, and a word is a
/// run of letters, marks and digits. Chinese, Japanese and Korean, which put no blanks between
/// words, become overlapping pairs of characters and the last character of each run alone.
public final class SearchText {
  private static final int LONGEST_TEXT = 1_000_000;
  private static final int MOST_TOKENS = 16_000;
  private static final int MOST_CHARS = 250_000;
  private static final int LONGEST_WORD = 64;

  /// Lengthens a sound of the kana before it; Unicode counts it to no script.
  private static final int PROLONGED_SOUND = 0x30FC;

  /// A word where it stands.
  ///
  /// @param start of it in the plain text, in UTF-16 units
  /// @param end the first unit after it
  public record Token(String word, int start, int end) {}

  private enum Kind {
    NONE,
    WORD,
    CJK
  }

  /// Letters of one kind in a row.
  ///
  /// @param starts where each character begins, and at last where the run ends
  record Run(boolean cjk, List<Integer> starts) {
    int size() {
      return starts.size() - 1;
    }

    int start() {
      return starts.getFirst();
    }

    int end() {
      return starts.getLast();
    }
  }

  private SearchText() {}

  /// The text that tokens count in: with compatibility forms unified, and no longer than is read.
  public static String plain(String text) {
    String read = cut(text, LONGEST_TEXT);
    return cut(Normalizer.normalize(read, Normalizer.Form.NFKC), LONGEST_TEXT);
  }

  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /// The words of a plain text in their order, bounded in number and size.
  public static List<Token> tokens(String plain) {
    var tokens = new ArrayList<Token>();
    int chars = 0;
    for (Run run : runs(plain)) {
      for (Token token : tokens(plain, run, true)) {
        chars += token.word().length();
        if (tokens.size() >= MOST_TOKENS || chars > MOST_CHARS) {
          return tokens;
        }
        tokens.add(token);
      }
    }
    return tokens;
  }

  /// The words of any text, without their places.
  public static List<String> words(String text) {
    return tokens(plain(text)).stream().map(Token::word).toList();
  }

  /// @param whole whether the run ends here, so that its last character stands alone too
  static List<Token> tokens(String plain, Run run, boolean whole) {
    if (!run.cjk()) {
      int size = Math.min(run.size(), LONGEST_WORD);
      int end = run.starts().get(size);
      return List.of(new Token(fold(plain.substring(run.start(), end)), run.start(), run.end()));
    }
    var tokens = new ArrayList<Token>();
    for (int i = 0; i + 1 < run.size(); i++) {
      tokens.add(token(plain, run.starts().get(i), run.starts().get(i + 2)));
    }
    if (whole || run.size() == 1) {
      tokens.add(token(plain, run.starts().get(run.size() - 1), run.end()));
    }
    return tokens;
  }

  private static Token token(String plain, int start, int end) {
    return new Token(plain.substring(start, end), start, end);
  }

  static List<Run> runs(String plain) {
    var runs = new ArrayList<Run>();
    var starts = new ArrayList<Integer>();
    Kind open = Kind.NONE;
    int at = 0;
    while (at < plain.length()) {
      int c = plain.codePointAt(at);
      Kind kind = kind(c, open);
      if (kind != open && open != Kind.NONE) {
        runs.add(run(open, starts, at));
        starts.clear();
      }
      if (kind != Kind.NONE) {
        starts.add(at);
      }
      open = kind;
      at += Character.charCount(c);
    }
    if (open != Kind.NONE) {
      runs.add(run(open, starts, plain.length()));
    }
    return runs;
  }

  private static Run run(Kind kind, List<Integer> starts, int end) {
    var all = new ArrayList<>(starts);
    all.add(end);
    return new Run(kind == Kind.CJK, all);
  }

  private static Kind kind(int c, Kind open) {
    if (c < 0x80) {
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      return word ? Kind.WORD : Kind.NONE;
    }
    return switch (Character.getType(c)) {
      // A mark belongs to the letter before it.
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          open == Kind.WORD ? Kind.WORD : Kind.NONE;
      default -> {
        if (c == PROLONGED_SOUND) {
          yield Kind.CJK;
        }
        if (!Character.isLetterOrDigit(c)) {
          yield Kind.NONE;
        }
        yield isCjk(c) ? Kind.CJK : Kind.WORD;
      }
    };
  }

  private static boolean isCjk(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }

  /// By way of the upper case, so that both forms of a sigma are one letter.
  private static String fold(String word) {
    var folded = new StringBuilder(word.length());
    word.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }
}
