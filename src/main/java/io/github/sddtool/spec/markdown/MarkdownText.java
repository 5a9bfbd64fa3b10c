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
    Optional<PlainBlocks.Plain> plain =
        mayBePlain(text) ? PlainBlocks.read(lines, end + 1) : Optional.empty();
    return plain
        .map(read -> of(frontMatter(lines, end), read.blocks(), read.mentions()))
        .orElseGet(() -> parse(lines, end));
  }

  /// Reads a whole file with the library, whatever is in it.
  static MarkdownText parse(String text) {
    List<String> lines = lines(text);
    return parse(lines, frontMatterEnd(lines));
  }

  /// Definitions of link targets change what brackets mean elsewhere.
  private static boolean mayBePlain(String text) {
    return text.indexOf('\u0000') < 0 && !text.contains("]:");
  }

  private static MarkdownText parse(List<String> lines, int end) {
    // blank lines keep the numbers of what follows
    String blank = "\n".repeat(end + 1);
    Node root = Library.PARSER.parse(blank + String.join("\n", lines.subList(end + 1, lines.size())));
    return of(frontMatter(lines, end), BlockReader.read(root), ReferenceReader.read(root));
  }

  private static Optional<String> frontMatter(List<String> lines, int end) {
    return end < 0 ? Optional.empty() : Optional.of(String.join("\n", lines.subList(1, end)));
  }

  private static MarkdownText of(
      Optional<String> frontMatter, List<Block> blocks, Mentions mentions) {
    return new MarkdownText(
        frontMatter, 2, blocks, mentions.references(), mentions.placeholders());
  }

  private static List<String> lines(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (body.indexOf('\r') >= 0) {
      return body.lines().toList();
    }
    var lines = new ArrayList<String>();
    int start = 0;
    for (int end = body.indexOf('\n'); end >= 0; end = body.indexOf('\n', start)) {
      lines.add(body.substring(start, end));
      start = end + 1;
    }
    if (start < body.length()) {
      lines.add(body.substring(start));
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
