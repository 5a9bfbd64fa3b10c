package io.github.sddtool.facts.lexer;

import java.util.Arrays;

/// Where the lines of a text begin. Lines and columns count from 1.
final class LineIndex {
  private final String text;
  private final int[] starts;

  private LineIndex(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  static LineIndex of(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = i + 1;
    }
    return new LineIndex(text, Arrays.copyOf(starts, count));
  }

  int count() {
    return starts.length;
  }

  int line(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The line of an offset that does not stand before a line.
  int line(int offset, int from) {
    int line = from;
    while (line < starts.length && starts[line] <= offset) {
      line++;
    }
    return line;
  }

  int column(int offset) {
    return offset - starts[line(offset) - 1] + 1;
  }

  int start(int line) {
    return starts[line - 1];
  }

  /// The end of a line without its line feed.
  int end(int line) {
    return line < starts.length ? starts[line] - 1 : text.length();
  }

  int offset(int line, int column) {
    return start(line) + column - 1;
  }

  /// How many blanks a line begins with; a tab counts as one.
  int indent(int line) {
    int i = start(line);
    while (i < end(line) && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i - start(line);
  }

  boolean isBlank(int line) {
    return start(line) + indent(line) == end(line);
  }

  /// Whether only white space stands before an offset on its line.
  boolean isFirst(int offset) {
    // Backwards, which is as far as the last token: many may stand on one long line.
    int i = offset - 1;
    while (i >= 0 && text.charAt(i) != '\n' && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }
}
