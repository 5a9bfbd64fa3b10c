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
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .maxOpenBlockParsers(64)
          .maxInlineNesting(64)
          .build();

  public MarkdownText {
    blocks = List.copyOf(blocks);
    references = List.copyOf(references);
    placeholders = List.copyOf(placeholders);
  }

  /// Reads a whole file.
  public static MarkdownText read(String text) {
    List<String> lines = lines(text);
    int end = frontMatterEnd(lines);
    String yaml = end < 0 ? "" : String.join("\n", lines.subList(1, end));
    if (end >= 0) {
      // blank lines keep the numbers of what follows
      for (int i = 0; i <= end; i++) {
        lines.set(i, "");
      }
    }
    Node root = PARSER.parse(String.join("\n", lines));
    ReferenceReader inline = ReferenceReader.read(root);
    return new MarkdownText(
        end < 0 ? Optional.empty() : Optional.of(yaml),
        2,
        BlockReader.read(root),
        inline.references(),
        inline.placeholders());
  }

  private static List<String> lines(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new ArrayList<>(body.lines().toList());
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
}
