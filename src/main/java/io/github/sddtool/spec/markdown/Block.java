package io.github.sddtool.spec.markdown;

import java.util.List;
import java.util.stream.Collectors;

/// A block of a Markdown text. Comments and raw HTML are no blocks: nobody reads them.
///
/// Depth counts the lists a block stands in.
public sealed interface Block {
  int line();

  int depth();

  /// `# Heading` of level 1 to 6.
  record Heading(int line, int level, String text) implements Block {
    @Override
    public int depth() {
      return 0;
    }
  }

  /// The first paragraph of a list item.
  record Item(int depth, List<TextLine> lines) implements Block {
    public Item {
      lines = List.copyOf(lines);
    }

    @Override
    public int line() {
      return lines.getFirst().number();
    }

    public String text() {
      return join(lines);
    }
  }

  /// Any other paragraph.
  record Paragraph(int depth, List<TextLine> lines, boolean quoted) implements Block {
    public Paragraph {
      lines = List.copyOf(lines);
    }

    @Override
    public int line() {
      return lines.getFirst().number();
    }

    public String text() {
      return join(lines);
    }
  }

  /// A fenced or indented code block: an example, never a statement.
  record Code(int line, int depth, String text) implements Block {}

  /// A row of a table.
  record Row(int line, int depth, List<String> cells) implements Block {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  private static String join(List<TextLine> lines) {
    return lines.size() == 1
        ? lines.getFirst().text()
        : lines.stream().map(TextLine::text).collect(Collectors.joining("\n"));
  }
}
