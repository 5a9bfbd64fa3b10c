package io.github.sddtool.pipeline.notice.channel;

// @spec app/notifications#REQ-NOTE-005
/// Text that may come from a repository, made fit to be shown: without control characters and
/// without what turns the direction of writing, and not longer than asked for.
public final class PlainText {
  private static final String MORE = "…";

  private PlainText() {}

  /// In one line.
  ///
  /// @param most characters
  public static String line(String text, int most) {
    return cut(kept(text, false).strip(), most);
  }

  /// In as many lines as it has.
  ///
  /// @param most characters
  public static String block(String text, int most) {
    return cut(kept(text.replace("\r\n", "\n"), true).strip(), most);
  }

  private static String kept(String text, boolean lines) {
    var kept = new StringBuilder(text.length());
    text.codePoints().map(c -> shown(c, lines)).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static int shown(int c, boolean lines) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    if (surrogate) {
      return 0xFFFD;
    }
    if (lines && c == '\n') {
      return c;
    }
    boolean turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean ending = c == 0x2028 || c == 0x2029;
    return Character.isISOControl(c) || turning || ending ? ' ' : c;
  }

  private static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + MORE;
  }
}
