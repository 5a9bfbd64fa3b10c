package io.github.sddtool.spec.format.openspec;

import java.util.Locale;
import java.util.Optional;

/// A heading as OpenSpec's tools see one.
///
/// @param at index of its line, from 0
/// @param level 1 to 6
/// @param title without the signs before it
/// @param column where the title begins, from 1
/// @param glued whether nothing stands between the signs and the title
record Heading(int at, int level, String title, int column, boolean glued) {
  private static final String KEYWORD = "requirement:";

  int line() {
    return at + 1;
  }

  boolean isTitled(String name) {
    return title.equalsIgnoreCase(name);
  }

  /// The name behind `### Requirement:`; empty for any other heading and where no name follows.
  Optional<String> requirement() {
    return level == 3 ? nameIn(title) : Optional.empty();
  }

  /// The name behind the keyword at the start of a text.
  static Optional<String> nameIn(String text) {
    return startsWithKeyword(text)
        ? Optional.of(name(text.substring(KEYWORD.length()))).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  static boolean startsWithKeyword(String text) {
    return text.regionMatches(true, 0, KEYWORD, 0, KEYWORD.length());
  }

  /// A heading's text without the signs that may close it: `Title ###`, but not `C#`.
  static String name(String text) {
    String name = text.strip();
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '#') {
      end--;
    }
    boolean closes =
        end < name.length()
            && end > 0
            && (name.charAt(end - 1) == ' ' || name.charAt(end - 1) == '\t');
    return closes ? name.substring(0, end).strip() : name;
  }

  /// A name as people mistype it: case and blanks make no difference.
  static String folded(String name) {
    return String.join(" ", name.toLowerCase(Locale.ROOT).split("\\s+", -1));
  }
}
