package io.github.sddtool.facts.lexer;

import java.util.List;

/// What the text of a source file is made of, as far as links to requirements need it.
public record SourceText(List<Comment> comments) {
  public SourceText {
    comments = List.copyOf(comments);
  }
}
