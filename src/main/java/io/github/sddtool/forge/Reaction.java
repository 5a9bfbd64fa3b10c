package io.github.sddtool.forge;

/// How we show the author of a comment that we read it.
public enum Reaction {
  /// It will be done.
  AGREED,

  /// We do not understand; the summary says what we would.
  CONFUSED,

  /// It is not for its author to ask.
  REFUSED
}
