package io.github.sddtool.spec.format.openfasttrace;

/// A line of a document, as items are looked for in it.
///
/// @param number from 1
/// @param raw as it is written
/// @param text what a reader sees of it: of a title its words, of prose no emphasis, no list marker
record DocumentLine(int number, String raw, String text, Kind kind) {
  /// What a line is in the document's structure.
  enum Kind {
    TEXT,
    TITLE,
    /// What draws a title without saying anything: the `====` below it.
    RULE,
    /// An example in a code block.
    CODE
  }

  DocumentLine as(Kind other, String words) {
    return new DocumentLine(number, raw, words, other);
  }
}
