package io.github.sddtool.spec.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

// @spec app/reharvest#REQ-HARVEST-002
/// Where in a Markdown file something stands that may be replaced, to the character. Code holds
/// nothing of that kind, and neither does front matter.
///
/// @param targets in the order of the text
/// @param comments likewise
public record MarkdownPlaces(List<Target> targets, List<Comment> comments) {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .maxOpenBlockParsers(64)
          .maxInlineNesting(64)
          .build();

  public MarkdownPlaces {
    targets = List.copyOf(targets);
    comments = List.copyOf(comments);
  }

  /// What a link, an image or the definition of a reference leads to, as it is written.
  ///
  /// @param text without escapes and references of characters: where it has any, it is left out
  /// @param from the index of its first character
  /// @param to the index after its last one
  /// @param line from 1
  public record Target(String text, int from, int to, int line) {}

  /// A comment that has a line to itself: `<!-- text -->`.
  ///
  /// @param text what stands in it, without white space at its ends
  /// @param indent the white space before it
  /// @param from the index of the first character of its line
  /// @param to the index of its line's end
  /// @param line from 1
  public record Comment(String text, String indent, int from, int to, int line) {}

  /// Looks through a whole file.
  public static MarkdownPlaces of(String text) {
    var visitor = new Visitor(text);
    PARSER.parse(withoutFrontMatter(text)).accept(visitor);
    return new MarkdownPlaces(visitor.targets, visitor.comments);
  }

  /// The same text, as long, with blanks in place of a front matter.
  private static String withoutFrontMatter(String text) {
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    int end = frontMatterEnd(text, start);
    if (end == 0) {
      return text;
    }
    var blank = new StringBuilder(text);
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        blank.setCharAt(i, ' ');
      }
    }
    return blank.toString();
  }

  private static int frontMatterEnd(String text, int start) {
    int at = start;
    boolean first = true;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      String line = text.substring(at, end).stripTrailing();
      if (first && !line.equals("---")) {
        return 0;
      }
      if (!first && (line.equals("---") || line.equals("..."))) {
        return end;
      }
      first = false;
      at = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    return 0;
  }

  private static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static final class Visitor extends AbstractVisitor {
    private final String text;
    private final List<Target> targets = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();

    Visitor(String text) {
      this.text = text;
    }

    @Override
    public void visit(Link link) {
      inline(link, link.getDestination(), 1);
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      inline(image, image.getDestination(), 2);
      visitChildren(image);
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
      bounds(definition)
          .flatMap(is -> find("]:", is.from(), is.to(), definition.getDestination(), is.line()))
          .ifPresent(targets::add);
    }

    /// @param opening how many characters stand before the text of the link
    private void inline(Node node, String destination, int opening) {
      Optional<Bounds> own = bounds(node);
      if (own.isEmpty()) {
        return;
      }
      Node last = node.getLastChild();
      int from =
          last == null
              ? own.get().from() + opening
              : bounds(last).map(Bounds::to).orElse(own.get().to());
      find("](", from, own.get().to(), destination, own.get().line()).ifPresent(targets::add);
    }

    /// The destination right behind a mark, read as it is written.
    private Optional<Target> find(String mark, int from, int to, String destination, int line) {
      if (destination.isEmpty()) {
        return Optional.empty();
      }
      for (int at = text.indexOf(mark, Math.min(from, to), to);
          at >= 0;
          at = text.indexOf(mark, at + 1, to)) {
        int begin = at + mark.length();
        while (begin < to && Character.isWhitespace(text.charAt(begin))) {
          begin++;
        }
        begin += begin < to && text.charAt(begin) == '<' ? 1 : 0;
        int end = begin + destination.length();
        if (end <= to && text.startsWith(destination, begin) && isEnd(end)) {
          return Optional.of(new Target(destination, begin, end, line + breaks(from, begin)));
        }
      }
      return Optional.empty();
    }

    private boolean isEnd(int at) {
      return at == text.length()
          || text.charAt(at) == ')'
          || text.charAt(at) == '>'
          || Character.isWhitespace(text.charAt(at));
    }

    private int breaks(int from, int to) {
      return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    @Override
    public void visit(HtmlBlock html) {
      String literal = html.getLiteral();
      boolean alone =
          literal.startsWith("<!--")
              && literal.stripTrailing().endsWith("-->")
              && literal.indexOf("-->") == literal.stripTrailing().length() - 3
              && literal.stripTrailing().length() >= 7
              && html.getSourceSpans().size() == 1;
      if (!alone) {
        return;
      }
      SourceSpan span = html.getSourceSpans().getFirst();
      int from = span.getInputIndex() - span.getColumnIndex();
      String indent = text.substring(from, text.indexOf("<!--", from));
      if (indent.isBlank()) {
        String whole = literal.stripTrailing();
        comments.add(
            new Comment(
                whole.substring(4, whole.length() - 3).strip(),
                indent,
                from,
                lineEnd(text, from),
                span.getLineIndex() + 1));
      }
    }

    /// @param line from 1
    private record Bounds(int from, int to, int line) {}

    private static Optional<Bounds> bounds(Node node) {
      List<SourceSpan> spans = node.getSourceSpans();
      if (spans.isEmpty()) {
        return Optional.empty();
      }
      SourceSpan first = spans.getFirst();
      SourceSpan last = spans.getLast();
      return Optional.of(
          new Bounds(
              first.getInputIndex(),
              last.getInputIndex() + last.getLength(),
              first.getLineIndex() + 1));
    }
  }
}
