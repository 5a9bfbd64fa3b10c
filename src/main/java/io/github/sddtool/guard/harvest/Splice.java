package io.github.sddtool.guard.harvest;

/// A piece of a text and what stands there instead.
///
/// @param from the index of its first character
/// @param to the index after its last one
record Splice(int from, int to, String text) {
  /// A text with some pieces replaced.
  ///
  /// @param splices in the order of the text; they do not overlap
  static String apply(String text, Iterable<Splice> splices) {
    var spliced = new StringBuilder(text.length());
    int at = 0;
    for (Splice one : splices) {
      spliced.append(text, at, one.from()).append(one.text());
      at = one.to();
    }
    return spliced.append(text, at, text.length()).toString();
  }
}
