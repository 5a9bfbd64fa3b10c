package io.github.sddtool.spec.markdown;

import io.github.sddtool.spec.Reference;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/// Collects what a text refers to and which points it leaves open. Code blocks and comments hold
/// neither.
final class ReferenceReader extends AbstractVisitor {
  /// No path or key is longer.
  private static final int MAX_TARGET = 1000;

  private final List<Reference> references = new ArrayList<>();
  private final List<SpecProblem> placeholders = new ArrayList<>();

  static ReferenceReader read(Node root) {
    var reader = new ReferenceReader();
    root.accept(reader);
    return reader;
  }

  List<Reference> references() {
    return references;
  }

  List<SpecProblem> placeholders() {
    return placeholders;
  }

  @Override
  public void visit(Link link) {
    add(Reference.Kind.LINK, link.getDestination(), link, 0);
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    add(Reference.Kind.IMAGE, image.getDestination(), image, 0);
    visitChildren(image);
  }

  @Override
  public void visit(Code code) {
    words(code.getLiteral(), code, false);
  }

  @Override
  public void visit(Text text) {
    words(text.getLiteral(), text, true);
    for (Placeholder found : Placeholder.in(text.getLiteral())) {
      placeholders.add(
          new SpecProblem(
              "spec/placeholder",
              line(text),
              column(text) + found.offset(),
              found.text(),
              "'" + found.text() + "' is still open."));
    }
  }

  /// Adds the words that may name something; of prose only those that hold a `#`.
  private void words(String text, Node node, boolean keysOnly) {
    int start = 0;
    int hash = -1;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isBetweenWords(text.charAt(i))) {
        if (i > start && (!keysOnly || (hash > start && hash < i - 1))) {
          add(Reference.Kind.MENTION, withoutStop(text.substring(start, i)), node, start);
        }
        start = i + 1;
      } else if (text.charAt(i) == '#') {
        hash = i;
      }
    }
  }

  private static boolean isBetweenWords(char c) {
    return Character.isWhitespace(c) || ",;()[]{}<>\"'“”‘’|".indexOf(c) >= 0;
  }

  private static String withoutStop(String word) {
    int end = word.length();
    while (end > 0 && ".:!?".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(0, end);
  }

  private void add(Reference.Kind kind, String target, Node node, int offset) {
    if (!target.isEmpty() && target.length() <= MAX_TARGET) {
      references.add(new Reference(kind, target, line(node), column(node) + offset));
    }
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
