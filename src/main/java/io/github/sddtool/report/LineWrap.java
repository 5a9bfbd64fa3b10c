package io.github.sddtool.report;

/// Breaks long lines of text between words, for terminals.
public final class LineWrap {
  /// A width that no line reaches.
  public static final int NEVER = Integer.MAX_VALUE;

  private LineWrap() {}

  /// A line in pieces of at most `width` columns where its words allow that, all but the first
  /// indented. A word is never broken, so that paths and names can still be copied. Colours take no
  /// room.
  public static String of(String line, int width, int indent) {
    var wrapped = new StringBuilder(line.length() + 16);
    int column = 0;
    int filled = 0; // where a piece has no word yet
    int at = 0;
    while (at < line.length()) {
      int start = wordStart(line, at);
      int end = wordEnd(line, start);
      int length = columns(line, start, end);
      if (start > at && column > filled && (long) column + start - at + length > width) {
        wrapped.append('\n').append(" ".repeat(indent));
        filled = indent;
        column = indent;
      } else {
        wrapped.append(line, at, start);
        column += start - at;
      }
      wrapped.append(line, start, end);
      column += length;
      at = end;
    }
    return wrapped.toString();
  }

  private static int wordStart(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static int wordEnd(String line, int from) {
    int end = line.indexOf(' ', from);
    return end < 0 ? line.length() : end;
  }

  private static int columns(String line, int start, int end) {
    int columns = 0;
    boolean color = false;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      color |= c == '\u001B';
      columns += color || Character.isLowSurrogate(c) ? 0 : 1;
      color &= c != 'm';
    }
    return columns;
  }
}
