package io.github.sddtool.spec;

import java.util.Optional;

/// The name of an item with a revision: `req~login~2`.
///
/// @param type for example `req`, `dsn`, `impl`
/// @param revision from 0; raised when the item's meaning changes
public record ItemId(String type, String name, int revision) {
  /// No revision has more digits, so that each fits an `int`.
  private static final int MAX_DIGITS = 9;

  /// An id found in a text.
  ///
  /// @param end where the text goes on behind it
  public record Found(ItemId id, int end) {}

  // @spec formats/openfasttrace#REQ-OFT-003
  /// The id that begins at a place of a text, if one does: ASCII letters, `~`, a name, `~`, digits.
  /// A name begins with a letter; letters, digits, `_` and `-` follow, in parts joined by dots.
  public static Optional<Found> at(String text, int start) {
    int typeEnd = lettersEnd(text, start);
    if (typeEnd == start || !has(text, typeEnd, '~')) {
      return Optional.empty();
    }
    int nameEnd = nameEnd(text, typeEnd + 1);
    if (nameEnd == typeEnd + 1 || !has(text, nameEnd, '~')) {
      return Optional.empty();
    }
    int end = nameEnd + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    String digits = text.substring(nameEnd + 1, end);
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    String name = text.substring(typeEnd + 1, nameEnd);
    var id = new ItemId(text.substring(start, typeEnd), name, Integer.parseInt(digits));
    return Optional.of(new Found(id, end));
  }

  /// Where the run of ASCII letters at a place ends, of which every type consists.
  public static int lettersEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isAsciiLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// Where the run of ASCII letters begins that ends before a place.
  public static int lettersStart(String text, int end) {
    int start = end;
    while (start > 0 && isAsciiLetter(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /// Where the name that begins at a place ends; the place itself where none does.
  public static int nameEnd(String text, int start) {
    if (start >= text.length() || !Character.isLetter(text.charAt(start))) {
      return start;
    }
    int end = start + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean dot = c == '.' && end + 1 < text.length() && isNamePart(text.charAt(end + 1));
      if (!dot && !isNamePart(c)) {
        return end;
      }
      end++;
    }
    return end;
  }

  private static boolean has(String text, int at, char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The same item at any revision.
  public boolean isSameItem(ItemId other) {
    return type.equals(other.type) && name.equals(other.name);
  }

  /// `req~login~2`
  @Override
  public String toString() {
    return type + "~" + name + "~" + revision;
  }
}
