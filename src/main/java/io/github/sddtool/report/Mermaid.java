package io.github.sddtool.report;

/// Escapes foreign text at the last moment before it enters a Mermaid graph of ours.
final class Mermaid {
  private static final int LONGEST = 80;

  private Mermaid() {}

  /// Text for a label in double quotes: every character that is not plainly a letter, digit or `/ .
  /// - _` and space goes in as a character code, so that nothing can end the label or the code
  ///   block it stands in.
  static String label(String text) {
    var safe = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || "/.-_ …".indexOf(c) >= 0) {
            safe.appendCodePoint(c);
          } else {
            safe.append('#').append(c).append(';');
          }
        });
    return safe.toString();
  }
}
