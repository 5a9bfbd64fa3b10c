package io.github.sddtool.forge;

import java.util.regex.Pattern;

// @spec app/publishing#REQ-PUB-021
/// Text that may repeat what others wrote, made into text and no more.
final class Disarmed {
  /// What forges hear: names of people and teams, and issues, which words before them may close.
  private static final Pattern HEARD =
      Pattern.compile(
          "@(?=[\\p{L}\\p{N}_])|#(?=\\d)|\\bGH-(?=\\d)|/issues/(?=\\d)", Pattern.CASE_INSENSITIVE);

  /// Shown by nothing.
  private static final char NOTHING = '\u200B';

  private Disarmed() {}

  /// One line, cut to so many characters.
  static String line(String text, int longest) {
    String line = ForgeText.clean(text).replace('\n', ' ').replace('\t', ' ').strip();
    return ForgeText.clip(disarmed(line), longest);
  }

  /// Markdown, cut to so many characters.
  ///
  /// @param longest at least 1,000
  static String markdown(String text, int longest) {
    return MarkdownCut.cut(
        disarmed(ForgeText.clean(text)), longest, MarkdownCut.Measure.CHARACTERS);
  }

  /// Whether a forge shows a text already: line ends and white space at the end are its to change.
  static boolean isShown(String text, String shown) {
    return shown.replace("\r\n", "\n").stripTrailing().equals(text.stripTrailing());
  }

  private static String disarmed(String text) {
    return HEARD.matcher(text).replaceAll("$0" + NOTHING);
  }
}
