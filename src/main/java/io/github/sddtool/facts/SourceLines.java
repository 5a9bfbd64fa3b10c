package io.github.sddtool.facts;

import java.util.Arrays;

/// The lines of a source file, to find where in them a comment's text stands.
final class SourceLines {
  private final String text;
  private final int[] starts;

  SourceLines(String text) {
    this.text = text;
    this.starts = starts(text);
  }

  /// Where the lines of a text begin.
  static int[] starts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  /// The column at which a part of a line begins, not before `from`; 0 where it is not found.
  int column(int line, String part, int from) {
    if (line > starts.length) {
      return 0;
    }
    int start = starts[line - 1];
    int end = line < starts.length ? starts[line] : text.length();
    int found = text.indexOf(part, Math.min(end, start + from - 1), end);
    return found < 0 ? 0 : found - start + 1;
  }

  /// Whether nothing but white space stands before a column.
  boolean isFirst(int line, int column) {
    int start = starts[line - 1];
    return text.substring(start, Math.min(text.length(), start + column - 1)).isBlank();
  }
}
