package io.github.sddtool.spec.markdown;

import io.github.sddtool.spec.Reference;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

// @spec engine/reading#REQ-READ-002, engine/reading#REQ-READ-003
/// A Markdown file: its front matter and its blocks, in order, with source lines.
///
/// Byte order marks and line ends make no difference.
///
/// @param frontMatter the YAML between `---` lines at the top, if any
/// @param frontMatterLine the source line on which the YAML begins
/// @param references what the text links to or names, in order
/// @param placeholders what it leaves open, as problems that a format can add to its own
public record MarkdownText(
    Optional<String> frontMatter,
    int frontMatterLine,
    List<Block> blocks,
    List<Reference> references,
    List<SpecProblem> placeholders) {
  public MarkdownText {
    blocks = List.copyOf(blocks);
    references = List.copyOf(references);
    placeholders = List.copyOf(placeholders);
  }

  /// Reads a whole file.
  public static MarkdownText read(String text) {
    List<String> lines = lines(text);
    int end = frontMatterEnd(lines);
    return PlainBlocks.read(lines, end + 1)
        .map(read -> of(frontMatter(lines, end), read.blocks(), read.mentions()))
        .orElseGet(() -> parse(lines, end));
  }

  /// Reads a part of a text, which has no front matter.
  public static List<Block> blocks(List<String> lines) {
    return PlainBlocks.read(lines, 0)
        .map(PlainBlocks.Plain::blocks)
        .orElseGet(() -> parse(lines, -1).blocks());
  }

  /// Reads a whole file with the library, whatever is in it.
  static MarkdownText parse(String text) {
    List<String> lines = lines(text);
    return parse(lines, frontMatterEnd(lines));
  }

  private static MarkdownText parse(List<String> lines, int end) {
    // blank lines keep the numbers of what follows
    String blank = "\n".repeat(end + 1);
    Node root =
        Library.PARSER.parse(blank + String.join("\n", lines.subList(end + 1, lines.size())));
    return of(frontMatter(lines, end), BlockReader.read(root), ReferenceReader.read(root));
  }

  private static Optional<String> frontMatter(List<String> lines, int end) {
    return end < 0 ? Optional.empty() : Optional.of(String.join("\n", lines.subList(1, end)));
  }

  private static MarkdownText of(
      Optional<String> frontMatter, List<Block> blocks, Mentions mentions) {
    return new MarkdownText(frontMatter, 2, blocks, mentions.references(), mentions.placeholders());
  }

  /// The lines of a text, without byte order mark and line ends.
  public static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int length = text.length();
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    int i = start;
    while (i < length) {
      char c = text.charAt(i);
      i++;
      if (c == '\n' || c == '\r') {
        lines.add(text.substring(start, i - 1));
        i += c == '\r' && i < length && text.charAt(i) == '\n' ? 1 : 0;
        start = i;
      }
    }
    if (start < length) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static int frontMatterEnd(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
      return -1;
    }
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      if (line.equals("---") || line.equals("...")) {
        return i;
      }
    }
    return -1;
  }

  /// Loaded only for texts that are not plain.
  private static final class Library {
    static final Parser PARSER =
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(64)
            .maxInlineNesting(64)
            .build();
  }
}
