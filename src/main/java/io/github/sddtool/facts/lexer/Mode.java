package io.github.sddtool.facts.lexer;

/// How the text at the cursor is to be read until the mode pops itself: as code, as a literal, as
/// markup. Modes stack up in the cursor, not on the call stack, so nesting costs memory only.
interface Mode {
  /// Reads one piece. Moves the cursor or pops this mode.
  void step(Cursor cursor);
}
