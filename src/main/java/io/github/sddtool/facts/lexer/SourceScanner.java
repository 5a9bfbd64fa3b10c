package io.github.sddtool.facts.lexer;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/// Splits the text of a source file, in time linear in its length. It never fails: text that is not
/// of the language gives what its rules make of it.
public final class SourceScanner {
  private SourceScanner() {}

  public static SourceText scan(Language language, String text) {
    LineIndex lines = LineIndex.of(text);
    Tokens tokens = Docstrings.mark(language, text, lines, Lexicon.read(language, text));
    List<Comment> comments = new CommentReader(text, lines).read(tokens);
    var code = new Code(text, lines, tokens);
    BitSet preamble = Preamble.of(language, code);
    List<Item> items = Structure.items(language, code, preamble);
    int headerEnd = FileHeader.endLine(code, preamble, comments);
    var regions = new Regions(language, code, preamble, items, headerEnd);
    return new SourceText(
        comments,
        items.stream().flatMap(item -> title(code, item)).toList(),
        headerEnd,
        FileHeader.isGenerated(comments),
        regions);
  }

  private static Stream<TestTitle> title(Code code, Item item) {
    return item.title().stream()
        .map(title -> {
          int start = code.start(title.at());
          LineIndex lines = code.lines();
          int end = Math.max(code.endLine(item.last()), lines.line(start));
          return new TestTitle(
              title.kind(), lines.line(start), lines.column(start), end, title.text());
        });
  }
}
