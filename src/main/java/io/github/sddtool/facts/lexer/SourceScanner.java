package io.github.sddtool.facts.lexer;

import java.util.List;

/// Splits the text of a source file, in time linear in its length. It never fails: text that is not
/// of the language gives what its rules make of it.
public final class SourceScanner {
  private SourceScanner() {}

  public static SourceText scan(Language language, String text) {
    LineIndex lines = LineIndex.of(text);
    List<Token> tokens = Docstrings.mark(language, text, lines, Lexicon.read(language, text));
    return new SourceText(new CommentReader(text, lines).read(tokens));
  }
}
