package io.github.sddtool.spec.markdown;

// @spec app/publishing#REQ-PUB-007
/// Escapes foreign text at the last moment before it enters Markdown of ours.
public final class MarkdownOut {
  private MarkdownOut() {}

  /// Foreign text as inline code: nothing in it can mention people, link, or end the line. Control
  /// and direction characters are dropped.
  public static String code(String text) {
    String clean = oneLine(text);
    if (clean.isBlank()) {
      return "` `";
    }
    String fence = "`".repeat(longestRun(clean) + 1);
    boolean touches = clean.startsWith("`") || clean.endsWith("`");
    return touches ? fence + " " + clean + " " + fence : fence + clean + fence;
  }

  /// Foreign text as prose: every character that Markdown, HTML or a forge could act on is escaped.
  public static String prose(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    String line = oneLine(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '\\', '`', '*', '_', '[', ']', '!', '|', '~', '$' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
      if (wouldLink(line, i)) {
        escaped.append('\u200B');
      }
    }
    return escaped.toString();
  }

  /// Whether a forge would make a mention, a reference or a link of what begins here: `@name`,
  /// `#12`, `scheme://`, `www.`. A zero-width space behind the character keeps it from doing so.
  private static boolean wouldLink(String line, int i) {
    char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
    return switch (line.charAt(i)) {
      case '@' -> Character.isLetterOrDigit(next);
      case '#' -> next >= '0' && next <= '9';
      case ':' -> next == '/';
      case 'w', 'W' -> next == '.';
      default -> false;
    };
  }

  /// Foreign text on one line without control and bidirectional formatting characters.
  public static String oneLine(String text) {
    var line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          int type = Character.getType(c);
          if (Character.isWhitespace(c)) {
            line.append(' ');
          } else if (type != Character.CONTROL && type != Character.FORMAT) {
            line.appendCodePoint(c);
          }
        });
    return line.toString().strip();
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
