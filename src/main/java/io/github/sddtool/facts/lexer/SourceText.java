package io.github.sddtool.facts.lexer;

import java.util.List;
import java.util.Optional;

/// What the text of a source file is made of, as far as links to requirements need it.
///
/// @param headerEndLine the last line of the file's header; 0 where it has none
/// @param generated whether the file says that a program wrote it and nobody should edit it
/// @param regions answers which code a comment or title speaks of
public record SourceText(
    List<Comment> comments,
    List<TestTitle> tests,
    int headerEndLine,
    boolean generated,
    Regions regions) {

  public SourceText {
    comments = List.copyOf(comments);
    tests = List.copyOf(tests);
  }

  /// In the order of their beginnings; they nest.
  List<Declaration> declarations() {
    return regions.declarations();
  }

  /// The same text, whose regions no grammar is asked for.
  public SourceText byScannersAlone() {
    return new SourceText(comments, tests, headerEndLine, generated, regions.byScannersAlone());
  }

  /// The code that one of these comments speaks of.
  public Optional<Region> regionAt(Comment comment) {
    return regions.at(comment);
  }

  /// The block of one of these tests.
  public Optional<Region> regionAt(TestTitle title) {
    return regions.at(title);
  }
}
