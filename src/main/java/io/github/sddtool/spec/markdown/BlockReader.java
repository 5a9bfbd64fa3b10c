package io.github.sddtool.spec.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/// Flattens commonmark's tree into [Block]s.
final class BlockReader extends AbstractVisitor {
  private final List<Block> blocks = new ArrayList<>();
  private int depth;
  private int quotes;
  private boolean itemOpens;

  private BlockReader() {}

  static List<Block> read(Node root) {
    var reader = new BlockReader();
    root.accept(reader);
    return reader.blocks;
  }

  @Override
  public void visit(Heading heading) {
    itemOpens = false;
    blocks.add(new Block.Heading(line(heading), heading.getLevel(), plain(heading)));
  }

  @Override
  public void visit(BulletList list) {
    visitList(list);
  }

  @Override
  public void visit(OrderedList list) {
    visitList(list);
  }

  private void visitList(Node list) {
    depth++;
    visitChildren(list);
    depth--;
  }

  @Override
  public void visit(ListItem item) {
    itemOpens = true;
    visitChildren(item);
    itemOpens = false;
  }

  @Override
  public void visit(BlockQuote quote) {
    quotes++;
    visitChildren(quote);
    quotes--;
  }

  @Override
  public void visit(Paragraph paragraph) {
    List<TextLine> lines = new LineReader(line(paragraph)).read(paragraph);
    if (itemOpens) {
      blocks.add(new Block.Item(depth, lines));
    } else {
      blocks.add(new Block.Paragraph(depth, lines, quotes > 0));
    }
    itemOpens = false;
  }

  @Override
  public void visit(FencedCodeBlock code) {
    blocks.add(new Block.Code(line(code), depth, code.getLiteral()));
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    blocks.add(new Block.Code(line(code), depth, code.getLiteral()));
  }

  @Override
  public void visit(CustomNode node) {
    if (!(node instanceof TableRow)) {
      visitChildren(node);
      return;
    }
    List<String> cells = new ArrayList<>();
    for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
      if (cell instanceof TableCell) {
        cells.add(plain(cell));
      }
    }
    blocks.add(new Block.Row(line(node), depth, cells));
  }

  private static int line(Node node) {
    var spans = node.getSourceSpans();
    return spans.isEmpty() ? 1 : spans.getFirst().getLineIndex() + 1;
  }

  private static String plain(Node node) {
    StringBuilder text = new StringBuilder();
    for (TextLine line : new LineReader(1).read(node)) {
      text.append(text.isEmpty() ? "" : " ").append(line.text());
    }
    return text.toString().strip();
  }

  /// Reads inline nodes into lines as a reader sees them.
  private static final class LineReader extends AbstractVisitor {
    private final List<TextLine> lines = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int number;
    private boolean begun;
    private boolean strong;
    private boolean strongStart;

    LineReader(int firstLine) {
      this.number = firstLine;
    }

    List<TextLine> read(Node block) {
      visitChildren(block);
      end();
      return lines;
    }

    private void end() {
      lines.add(new TextLine(number++, current.toString().strip(), strongStart));
      current.setLength(0);
      begun = false;
      strongStart = false;
    }

    private void append(String text) {
      if (!begun && !text.isBlank()) {
        strongStart = strong;
        begun = true;
      }
      current.append(text);
    }

    @Override
    public void visit(Text text) {
      append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      append("`" + code.getLiteral() + "`");
    }

    @Override
    public void visit(HtmlInline html) {
      // tags and comments are not read by people
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
      boolean outer = strong;
      strong = true;
      visitChildren(emphasis);
      strong = outer;
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      end();
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      end();
    }
  }
}
