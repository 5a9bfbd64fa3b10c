package io.github.sddtool.report;

/// Escapes foreign text at the last moment before it enters XML of ours.
final class XmlText {
  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /// Text for an attribute in double quotes or for an element's content. Characters that XML 1.0
  /// forbids even as references, such as most control characters, become U+FFFD.
  static String of(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '"' -> escaped.append("&quot;");
            case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
            default -> escaped.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
          }
        });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
