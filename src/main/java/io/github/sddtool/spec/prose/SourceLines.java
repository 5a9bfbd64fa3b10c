package io.github.sddtool.spec.prose;

import java.util.List;

/// The lines of a file as they are written, for what Markdown hides: list numbers, link targets,
/// columns.
public record SourceLines(List<String> lines) {
  public SourceLines {
    lines = List.copyOf(lines);
  }

  public static SourceLines of(String text) {
    return new SourceLines((text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList());
  }

  /// A line by its number from 1; empty where there is none.
  public String at(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  /// The number a list item is written with, or -1 for a bullet.
  public int listNumber(int line) {
    String text = at(line).strip();
    while (text.startsWith(">")) {
      text = text.substring(1).stripLeading();
    }
    int end = 0;
    while (end < text.length() && end < 9 && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    boolean marked = end > 0 && end < text.length() && ".)".indexOf(text.charAt(end)) >= 0;
    return marked ? Integer.parseInt(text.substring(0, end)) : -1;
  }

  /// Where a text first stands in a line, from 1; 1 where it does not.
  public int column(int line, String text) {
    return Math.max(0, at(line).indexOf(text)) + 1;
  }
}
