package io.github.sddtool.spec.format.openspec;

import io.github.sddtool.spec.markdown.Block;
import io.github.sddtool.spec.markdown.MarkdownText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

// @spec formats/openspec#REQ-OSP-004
/// A text as OpenSpec's tools see it: lines, of which those in fences are hidden, and headings that
/// begin in the first column. Their grammar is one of lines, not of Markdown: `###Requirement: X`
/// is a heading and an indented fence hides what stands in it. Comments and front matter are hidden
/// too, because nobody reads them.
final class Lines {
  private static final int LEVELS = 6;

  private final List<String> lines;
  private final BitSet hidden = new BitSet();
  private final List<Heading> headings = new ArrayList<>();
  private final int[][] ends;

  private Lines(List<String> lines) {
    this.lines = lines;
    int start = frontMatterEnd();
    hidden.set(0, start);
    hide(start);
    for (int i = start; i < lines.size(); i++) {
      if (!hidden.get(i)) {
        heading(i).ifPresent(headings::add);
      }
    }
    ends = ends();
  }

  /// For each level, and each heading, the index of the next line that ends its block.
  private int[][] ends() {
    var found = new int[LEVELS + 1][headings.size()];
    for (int level = 1; level <= LEVELS; level++) {
      int end = lines.size();
      for (int i = headings.size() - 1; i >= 0; i--) {
        found[level][i] = end;
        end = headings.get(i).level() <= level ? headings.get(i).at() : end;
      }
    }
    return found;
  }

  static Lines of(String text) {
    return new Lines(MarkdownText.lines(text));
  }

  int size() {
    return lines.size();
  }

  /// A line as written, by its index from 0.
  String get(int index) {
    return lines.get(index);
  }

  boolean isHidden(int index) {
    return hidden.get(index);
  }

  /// In the order of the text.
  List<Heading> headings() {
    return headings;
  }

  /// The index of the first heading behind another that is of its level or above; the end without
  /// one.
  int endOf(Heading heading, int level) {
    return ends[level][position(heading.at())];
  }

  /// The headings among some lines.
  ///
  /// @param from index of the first line
  /// @param to index behind the last
  List<Heading> headings(int from, int to) {
    return headings.subList(position(from), position(to));
  }

  /// How many headings stand before a line.
  private int position(int line) {
    int low = 0;
    int high = headings.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (headings.get(middle).at() < line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Lines as written.
  ///
  /// @param from index of the first
  /// @param to index behind the last
  List<String> slice(int from, int to) {
    return lines.subList(from, to);
  }

  private int frontMatterEnd() {
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
      return 0;
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals("---")) {
        return i + 1;
      }
    }
    return 0;
  }

  private void hide(int start) {
    Optional<Fence> open = Optional.empty();
    boolean comment = false;
    for (int i = start; i < lines.size(); i++) {
      String line = lines.get(i);
      if (comment) {
        hidden.set(i);
        comment = !line.contains("-->");
      } else if (open.isPresent()) {
        hidden.set(i);
        open = open.get().isClosedBy(line) ? Optional.empty() : open;
      } else if (line.startsWith("<!--")) {
        hidden.set(i);
        comment = line.indexOf("-->", 4) < 0;
      } else {
        open = Fence.of(line);
        hidden.set(i, open.isPresent());
      }
    }
  }

  /// The signs that open a code block.
  private record Fence(char sign, int length, String rest) {
    static Optional<Fence> of(String line) {
      String text = line.stripLeading();
      char sign = text.isEmpty() ? ' ' : text.charAt(0);
      int length = 0;
      while (length < text.length() && text.charAt(length) == sign) {
        length++;
      }
      return length >= 3 && (sign == '`' || sign == '~')
          ? Optional.of(new Fence(sign, length, text.substring(length)))
          : Optional.empty();
    }

    boolean isClosedBy(String line) {
      return of(line)
          .filter(end -> end.sign == sign && end.length >= length && end.rest.isBlank())
          .isPresent();
    }
  }

  private Optional<Heading> heading(int index) {
    String line = lines.get(index);
    int level = 0;
    while (level < line.length() && line.charAt(level) == '#') {
      level++;
    }
    if (level == 0 || level > LEVELS) {
      return Optional.empty();
    }
    int begin = level;
    while (begin < line.length() && isBlank(line.charAt(begin))) {
      begin++;
    }
    String title = line.substring(begin).strip();
    boolean glued = begin == level;
    boolean reads =
        !title.isEmpty() && (!glued || (level == 3 && Heading.startsWithKeyword(title)));
    return reads
        ? Optional.of(new Heading(index, level, title, begin + 1, glued))
        : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /// What a reader sees of some lines of Markdown: no emphasis, no list markers.
  static String plain(List<String> markdown) {
    var plain = new StringJoiner("\n");
    for (Block block : MarkdownText.blocks(withoutEmptyEnd(markdown))) {
      plain.add(plain(block));
    }
    return plain.toString();
  }

  /// An empty line behind the last line end is none.
  private static List<String> withoutEmptyEnd(List<String> markdown) {
    return !markdown.isEmpty() && markdown.getLast().isEmpty()
        ? markdown.subList(0, markdown.size() - 1)
        : markdown;
  }

  private static String plain(Block block) {
    return switch (block) {
      case Block.Heading heading -> heading.text();
      case Block.Item item -> item.text();
      case Block.Paragraph paragraph -> paragraph.text();
      case Block.Code code -> code.text();
      case Block.Row row -> String.join(" ", row.cells());
    };
  }
}
