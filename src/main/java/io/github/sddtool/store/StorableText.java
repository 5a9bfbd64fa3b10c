package io.github.sddtool.store;

/// Text as both databases take it: PostgreSQL has no character zero, and halves of surrogate pairs
/// cannot be written as UTF-8.
public final class StorableText {
  private StorableText() {}

  /// The text with the replacement character in place of what cannot be kept.
  public static String of(String text) {
    if (isStorable(text)) {
      return text;
    }
    var kept = new StringBuilder(text.length());
    text.codePoints().map(c -> isStorable(c) ? c : 0xFFFD).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return text.codePoints().allMatch(StorableText::isStorable);
      }
    }
    return true;
  }

  private static boolean isStorable(int c) {
    return c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }
}
