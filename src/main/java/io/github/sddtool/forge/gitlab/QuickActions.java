package io.github.sddtool.forge.gitlab;

// @spec app/publishing#REQ-PUB-011
/// Keeps text from being obeyed. GitLab takes a line of a note that begins with `/merge`, `/close`
/// and the like for an order of its author, and what we write may repeat what others wrote.
final class QuickActions {
  /// Shown by nothing, and no slash.
  private static final char NOTHING = '\u200B';

  private QuickActions() {}

  /// The same text, as people see it, in which no line begins with a slash.
  static String disarmed(String text) {
    var harmless = new StringBuilder(text.length() + 16);
    boolean lineStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (lineStart && c == '/') {
        harmless.append(NOTHING);
      }
      harmless.append(c);
      lineStart = isLineEnd(c) || (lineStart && Character.isWhitespace(c));
    }
    return harmless.toString();
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\u0085';
  }
}
