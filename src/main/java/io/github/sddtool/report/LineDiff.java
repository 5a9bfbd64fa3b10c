package io.github.sddtool.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A unified diff, as git writes it, of a file in which single lines changed.
final class LineDiff {
  private static final int CONTEXT = 3;
  private static final String NO_LINE_END = "\\ No newline at end of file\n";

  private final List<String> lines;
  private final Map<Integer, String> changed;

  private LineDiff(List<String> lines, Map<Integer, String> changed) {
    this.lines = lines;
    this.changed = changed;
  }

  /// The lines of a text, each with the line feed that ends it.
  static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  /// The diff of a file.
  ///
  /// @param changed the new text of lines, by number from 1 in ascending order
  static String of(String path, List<String> lines, Map<Integer, String> changed) {
    if (changed.isEmpty()) {
      return "";
    }
    var diff = new StringBuilder();
    diff.append("diff --git ").append(quoted("a/" + path)).append(' ');
    diff.append(quoted("b/" + path)).append('\n');
    diff.append("--- ").append(named("a/" + path)).append('\n');
    diff.append("+++ ").append(named("b/" + path)).append('\n');
    var writer = new LineDiff(lines, changed);
    var numbers = List.copyOf(changed.keySet());
    for (int i = 0; i < numbers.size(); ) {
      int last = i;
      while (last + 1 < numbers.size()
          && numbers.get(last + 1) - numbers.get(last) <= 2 * CONTEXT) {
        last++;
      }
      writer.hunk(
          Math.max(1, numbers.get(i) - CONTEXT),
          Math.min(lines.size(), numbers.get(last) + CONTEXT),
          diff);
      i = last + 1;
    }
    return diff.toString();
  }

  private void hunk(int first, int last, StringBuilder diff) {
    String range = first + "," + (last - first + 1);
    diff.append("@@ -").append(range).append(" +").append(range).append(" @@\n");
    int line = first;
    while (line <= last) {
      int end = line;
      while (end <= last && changed.containsKey(end)) {
        end++;
      }
      if (end == line) {
        write(' ', lines.get(line - 1), diff);
        line++;
        continue;
      }
      for (int removed = line; removed < end; removed++) {
        write('-', lines.get(removed - 1), diff);
      }
      for (int added = line; added < end; added++) {
        write('+', changed.getOrDefault(added, ""), diff);
      }
      line = end;
    }
  }

  private static void write(char mark, String line, StringBuilder diff) {
    diff.append(mark).append(line);
    if (!line.endsWith("\n")) {
      diff.append('\n').append(NO_LINE_END);
    }
  }

  /// A name with a blank is ended by a tab, for readers that take a date after it.
  private static String named(String path) {
    String quoted = quoted(path);
    return quoted.indexOf(' ') >= 0 && !quoted.startsWith("\"") ? quoted + "\t" : quoted;
  }

  /// In quotes, and in octal bytes, what is not plain ASCII.
  private static String quoted(String path) {
    var quoted = new StringBuilder();
    boolean plain = true;
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xFF;
      if (c < 0x20 || c >= 0x7F) {
        quoted.append('\\').append(String.format("%03o", c));
        plain = false;
      } else if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
        plain = false;
      } else {
        quoted.append((char) c);
      }
    }
    return plain ? path : "\"" + quoted + "\"";
  }
}
