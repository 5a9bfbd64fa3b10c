package io.github.sddtool.spec.markdown;

import io.github.sddtool.spec.Reference;
import io.github.sddtool.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;

/// What a text refers to and which points it leaves open, while it is being read.
final class Mentions {
  /// No path or key is longer.
  private static final int MAX_TARGET = 1000;

  private final List<Reference> references = new ArrayList<>();
  private final List<SpecProblem> placeholders = new ArrayList<>();

  List<Reference> references() {
    return references;
  }

  List<SpecProblem> placeholders() {
    return placeholders;
  }

  /// A link or an image.
  void target(Reference.Kind kind, String target, int line, int column) {
    if (!target.isEmpty() && target.length() <= MAX_TARGET) {
      references.add(new Reference(kind, target, line, column));
    }
  }

  /// Inline code: each word of it may name something.
  void code(String text, int line, int column) {
    words(text, false, line, column);
  }

  /// Prose: only words that hold a `#` name something.
  void keys(String text, int line, int column) {
    words(text, true, line, column);
  }

  /// Prose that may leave something open.
  void openPoints(String text, int line, int column) {
    for (Placeholder found : Placeholder.in(text)) {
      placeholders.add(
          new SpecProblem(
              "spec/placeholder",
              line,
              column + found.offset(),
              found.text(),
              "'" + found.text() + "' is still open."));
    }
  }

  private void words(String text, boolean keysOnly, int line, int column) {
    int start = 0;
    int hash = -1;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isBetweenWords(text.charAt(i))) {
        if (i > start && (!keysOnly || (hash > start && hash < i - 1))) {
          String word = withoutStop(text.substring(start, i));
          target(Reference.Kind.MENTION, word, line, column + start);
        }
        start = i + 1;
      } else if (text.charAt(i) == '#') {
        hash = i;
      }
    }
  }

  private static boolean isBetweenWords(char c) {
    return Character.isWhitespace(c) || ",;()[]{}<>\"'“”‘’|".indexOf(c) >= 0;
  }

  private static String withoutStop(String word) {
    int end = word.length();
    while (end > 0 && ".:!?".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(0, end);
  }
}
