package io.github.sddtool.spec.format.kiro;

import io.github.sddtool.spec.prose.SourceLines;
import java.util.Optional;

/// The numbers of the criteria of one requirement. People refer to what they see written, so a
/// written number counts; where a list is written `1. 1. 1.` or with bullets, its items are
/// counted.
final class Numbers {
  private final SourceLines source;
  private int last;
  private int lastWritten;
  private boolean listBegins = true;

  Numbers(SourceLines source) {
    this.source = source;
  }

  void startRequirement() {
    last = 0;
    startList();
  }

  void startList() {
    lastWritten = 0;
    listBegins = true;
  }

  boolean isNumbered(int line) {
    return source.listNumber(line) >= 0;
  }

  /// The number of the next criterion.
  ///
  /// @param said the number its sentence says itself
  int next(int line, Optional<Integer> said) {
    int written = source.listNumber(line);
    boolean lazy = written == 1 && lastWritten == 1 && !listBegins;
    int number = written < 1 || lazy ? last + 1 : written;
    last = said.orElse(number);
    lastWritten = written;
    listBegins = false;
    return last;
  }
}
