package io.github.sddtool.spec.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads Markdown that is plain: headings with `#`, paragraphs, quotes of paragraphs, lists, and
/// code in fences of backticks. Most specs are nothing else, and reading them needs no general
/// parser. Whatever is not plainly one of these is left to the library, with the whole text, so
/// that both ways lead to the same blocks.
final class PlainBlocks {
  private static final int DEEPEST = 20;

  private final List<String> lines;
  private final List<Block> blocks = new ArrayList<>();
  private final Mentions mentions = new Mentions();

  /// The columns at which the content of the open list items begins, outermost first.
  private final int[] contents = new int[DEEPEST];

  private int depth;
  private Optional<PlainInlines> paragraph = Optional.empty();
  private boolean item;
  private boolean quoted;

  private PlainBlocks(List<String> lines) {
    this.lines = lines;
  }

  /// What a plain text holds.
  record Plain(List<Block> blocks, Mentions mentions) {}

  /// Reads a text; empty where it is not plain.
  ///
  /// @param first index of the first line to read
  static Optional<Plain> read(List<String> lines, int first) {
    var reader = new PlainBlocks(lines);
    int at = first;
    while (at >= 0 && at < lines.size()) {
      at = reader.line(at);
    }
    return at >= 0 && reader.endParagraph()
        ? Optional.of(new Plain(reader.blocks, reader.mentions))
        : Optional.empty();
  }

  /// Reads what begins in a line.
  ///
  /// @return the index of the line behind it; -1 where it is not plain
  private int line(int at) {
    String line = lines.get(at);
    int start = skipSpaces(line, 0);
    if (start == line.length()) {
      return endParagraph() ? at + 1 : -1;
    }
    char c = line.charAt(start);
    if (c == '#' && start == 0) {
      return heading(at, line) ? at + 1 : -1;
    }
    if (c == '`' && line.startsWith("```", start)) {
      return start == 0 ? fence(at, line) : -1;
    }
    int marked = markerEnd(line, start);
    if (marked > start) {
      return item(at, line, start, marked) ? at + 1 : -1;
    }
    if (c == '>') {
      return start == 0 && quote(at, line) ? at + 1 : -1;
    }
    return beginsPlainly(line, start) && text(at, line, start) ? at + 1 : -1;
  }

  private static int skipSpaces(String line, int from) {
    int i = from;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private static int end(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return end;
  }

  private boolean heading(int at, String line) {
    int level = 0;
    while (level < line.length() && line.charAt(level) == '#') {
      level++;
    }
    int start = skipSpaces(line, level);
    int end = end(line);
    if (level > 6 || start == level || start >= end || line.charAt(end - 1) == '#') {
      return false;
    }
    var text = new PlainInlines(mentions);
    if (!endParagraph() || !text.read(line, at + 1, start, end) || text.lines().isEmpty()) {
      return false;
    }
    depth = 0;
    blocks.add(new Block.Heading(at + 1, level, text.lines().getFirst().text()));
    return true;
  }

  private int fence(int at, String line) {
    int length = 0;
    while (length < line.length() && line.charAt(length) == '`') {
      length++;
    }
    if (line.indexOf('`', length) >= 0 || !endParagraph()) {
      return -1;
    }
    depth = 0;
    var code = new StringBuilder();
    // the empty line behind the last line end is none
    int last = lines.getLast().isEmpty() ? lines.size() - 1 : lines.size();
    int i = at + 1;
    while (i < last && !closesFence(lines.get(i), length)) {
      if (lines.get(i).indexOf('\u0000') >= 0) {
        return -1;
      }
      code.append(lines.get(i)).append('\n');
      i++;
    }
    blocks.add(new Block.Code(at + 1, 0, code.toString()));
    return Math.min(i + 1, lines.size());
  }

  private static boolean closesFence(String line, int length) {
    int start = skipSpaces(line, 0);
    int end = start;
    while (end < line.length() && line.charAt(end) == '`') {
      end++;
    }
    int rest = end;
    while (rest < line.length() && (line.charAt(rest) == ' ' || line.charAt(rest) == '\t')) {
      rest++;
    }
    return start < 4 && end - start >= length && rest == line.length();
  }

  /// The index behind a list marker and the spaces that follow it; the start where there is none.
  private static int markerEnd(String line, int start) {
    int end = start;
    char c = line.charAt(start);
    if (c == '-' || c == '*' || c == '+') {
      end++;
    } else if (isDigit(c)) {
      while (end < line.length() && isDigit(line.charAt(end))) {
        end++;
      }
      boolean marks = end < line.length() && ".)".indexOf(line.charAt(end)) >= 0;
      end = marks && end - start <= 9 ? end + 1 : start;
    }
    int content = skipSpaces(line, end);
    return end > start && (content > end || content == line.length()) ? content : start;
  }

  private boolean item(int at, String line, int start, int content) {
    int end = end(line);
    // only a list that begins with 1 may interrupt a paragraph
    if (paragraph.isPresent() && isDigit(line.charAt(start)) && start >= innermost()) {
      return false;
    }
    if (content >= end
        || spacesBefore(line, content) > 4
        || !beginsPlainly(line, content)
        || markerEnd(line, content) > content
        || !endParagraph()) {
      return false;
    }
    leave(start);
    if (start - innermost() > 3 || depth == DEEPEST) {
      return false;
    }
    contents[depth++] = content;
    return begin(at, line, content, true, false);
  }

  private static int spacesBefore(String line, int at) {
    int i = at;
    while (line.charAt(i - 1) == ' ') {
      i--;
    }
    return at - i;
  }

  private int innermost() {
    return depth == 0 ? 0 : contents[depth - 1];
  }

  /// Leaves the items whose content begins further to the right.
  private void leave(int column) {
    while (depth > 0 && contents[depth - 1] > column) {
      depth--;
    }
  }

  private boolean quote(int at, String line) {
    int start = skipSpaces(line, 1);
    int end = end(line);
    if (start != 2
        || start >= end
        || !beginsPlainly(line, start)
        || markerEnd(line, start) > start) {
      return false;
    }
    if (paragraph.isPresent() && quoted) {
      return paragraph.get().read(line, at + 1, start, end);
    }
    if (!endParagraph()) {
      return false;
    }
    depth = 0;
    return begin(at, line, start, false, true);
  }

  /// A line of a paragraph, open or new.
  private boolean text(int at, String line, int start) {
    if (paragraph.isPresent()) {
      return paragraph.get().read(line, at + 1, start, end(line));
    }
    leave(start);
    return start - innermost() < 4 && begin(at, line, start, false, false);
  }

  private boolean begin(int at, String line, int start, boolean inItem, boolean inQuote) {
    item = inItem;
    quoted = inQuote;
    var inlines = new PlainInlines(mentions);
    paragraph = Optional.of(inlines);
    return inlines.read(line, at + 1, start, end(line));
  }

  private boolean endParagraph() {
    if (paragraph.isEmpty()) {
      return true;
    }
    List<TextLine> read = paragraph.get().lines();
    paragraph = Optional.empty();
    if (!read.isEmpty()) {
      blocks.add(item ? new Block.Item(depth, read) : new Block.Paragraph(depth, read, quoted));
    }
    return !read.isEmpty();
  }

  /// Whether nothing but a paragraph or its next line can begin with this, list markers apart.
  private static boolean beginsPlainly(String line, int start) {
    char c = line.charAt(start);
    char next = start + 1 < line.length() ? line.charAt(start + 1) : ' ';
    return switch (c) {
      case '#', '-', '+', '>', '<', '=', '_', '~', ':', '|', '\\' -> false;
      case '*' ->
          Character.isLetterOrDigit(
              next == '*' && start + 2 < line.length() ? line.charAt(start + 2) : next);
      case '`' -> next != '`';
      default -> c > ' ';
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
