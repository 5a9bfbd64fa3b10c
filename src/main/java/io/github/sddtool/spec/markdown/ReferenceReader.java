package io.github.sddtool.spec.markdown;

import io.github.sddtool.spec.Reference;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/// Collects what a text refers to and which points it leaves open. Code blocks and comments hold
/// neither.
final class ReferenceReader extends AbstractVisitor {
  private final Mentions mentions = new Mentions();

  private ReferenceReader() {}

  static Mentions read(Node root) {
    var reader = new ReferenceReader();
    root.accept(reader);
    return reader.mentions;
  }

  @Override
  public void visit(Link link) {
    mentions.target(Reference.Kind.LINK, link.getDestination(), line(link), column(link));
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    mentions.target(Reference.Kind.IMAGE, image.getDestination(), line(image), column(image));
    visitChildren(image);
  }

  @Override
  public void visit(Code code) {
    mentions.code(code.getLiteral(), line(code), column(code));
  }

  @Override
  public void visit(Text text) {
    mentions.keys(text.getLiteral(), line(text), column(text));
    mentions.openPoints(text.getLiteral(), line(text), column(text));
  }

  private static int line(Node node) {
    var spans = node.getSourceSpans();
    return spans.isEmpty() ? 1 : spans.getFirst().getLineIndex() + 1;
  }

  private static int column(Node node) {
    var spans = node.getSourceSpans();
    return spans.isEmpty() ? 1 : spans.getFirst().getColumnIndex() + 1;
  }
}
