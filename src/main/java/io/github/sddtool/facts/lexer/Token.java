package io.github.sddtool.facts.lexer;

/// One piece of source text between two offsets (in UTF-16 units, the end excluded). White space is
/// no token.
record Token(Kind kind, int start, int end) {
  enum Kind {
    /// A comment that ends with its line.
    LINE_COMMENT,
    /// A comment with its own end, or a documentation string.
    BLOCK_COMMENT,
    /// A whole literal: string, character, regular expression, markup text.
    TEXT,
    /// A literal up to its first hole, between two holes, and after its last one.
    TEXT_OPEN,
    TEXT_PART,
    TEXT_CLOSE,
    /// Letters, digits, underscores.
    WORD,
    /// Any other single character, or an operator that a rule took whole.
    SYMBOL;

    boolean isComment() {
      return this == LINE_COMMENT || this == BLOCK_COMMENT;
    }

    boolean isText() {
      return this == TEXT || this == TEXT_OPEN || this == TEXT_PART || this == TEXT_CLOSE;
    }
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  String in(String text) {
    return text.substring(start, end);
  }
}
