package io.github.sddtool.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

// @spec engine/markers#REQ-MARK-010
/// Spreads out what names several ids at once.
final class Spread {
  /// What a range may spread to at most.
  static final int MAX = 50;

  private static final int MAX_DIGITS = 4;

  private Spread() {}

  /// The further ids of `REQ-001..003`, `REQ-001-003` and `REQ-010/011/012`.
  ///
  /// @param id the first one, in upper case
  /// @param tail what stands behind it in its token
  static List<String> ids(String id, String tail) {
    int digits = id.length();
    while (digits > 0 && IdText.isDigit(id.charAt(digits - 1))) {
      digits--;
    }
    String prefix = id.substring(0, digits);
    String first = id.substring(digits);
    if (tail.startsWith("/")) {
      return alternatives(prefix, tail.substring(1));
    }
    if (tail.startsWith("..") || tail.startsWith("-") || tail.startsWith("–")) {
      String last = withoutPrefix(prefix, tail.substring(tail.startsWith("..") ? 2 : 1));
      return upTo(prefix, first, last);
    }
    return List.of();
  }

  private static List<String> alternatives(String prefix, String tail) {
    var more = new ArrayList<String>();
    for (String part : tail.split("/", MAX + 1)) {
      String number = withoutPrefix(prefix, part);
      if (IdText.isNumber(number) && more.size() < MAX - 1) {
        more.add(prefix + number);
      }
    }
    return more;
  }

  private static String withoutPrefix(String prefix, String id) {
    return id.toUpperCase(Locale.ROOT).startsWith(prefix) ? id.substring(prefix.length()) : id;
  }

  private static List<String> upTo(String prefix, String first, String last) {
    var more = new ArrayList<String>();
    if (IdText.isNumber(first) && IdText.isNumber(last)) {
      int width = first.length();
      long from = Long.parseLong(first);
      long to = Math.min(Long.parseLong(last), from + MAX - 1);
      for (long n = from + 1; n <= to; n++) {
        more.add(prefix + "0".repeat(Math.max(0, width - Long.toString(n).length())) + n);
      }
    }
    return more;
  }

  /// Ordinals read from a text.
  ///
  /// @param end where they end in it
  record Ordinals(List<String> ids, int end) {}

  private record Ordinal(int major, int minor, int end) {}

  /// Reads `1.2`, `2.1-2.7`, `2.1..2.7`, `2.1-7` or `1.2/1.3`. Not a number with a unit, a version
  /// of three parts, `3.10+`.
  static Optional<Ordinals> ordinals(String text, int start) {
    Optional<Ordinal> first = ordinal(text, start);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    var ids = new ArrayList<String>();
    ids.add(id(first.get().major, first.get().minor));
    int end = first.get().end;
    while (end < text.length() && text.charAt(end) == '/' && ids.size() < MAX) {
      Optional<Ordinal> next = behind(text, end + 1, first.get().major);
      if (next.isEmpty()) {
        break;
      }
      ids.add(id(next.get().major, next.get().minor));
      end = next.get().end;
    }
    int dash = ids.size() == 1 ? dashEnd(text, end) : end;
    Optional<Ordinal> last =
        dash == end
            ? Optional.empty()
            : text.charAt(dash - 1) == ' '
                ? ordinal(text, dash)
                : behind(text, dash, first.get().major);
    if (last.isPresent()) {
      spread(first.get(), last.get(), ids);
      end = last.get().end;
    }
    return endsCleanly(text, end)
        ? Optional.of(new Ordinals(List.copyOf(ids), end))
        : Optional.empty();
  }

  /// Over several sections it cannot be known how many there are between: the ends alone.
  private static void spread(Ordinal first, Ordinal last, List<String> ids) {
    if (first.major != last.major) {
      ids.add(id(last.major, last.minor));
      return;
    }
    int to = Math.min(last.minor, first.minor + MAX - 1);
    for (int minor = first.minor + 1; minor <= to; minor++) {
      ids.add(id(first.major, minor));
    }
  }

  private static String id(int major, int minor) {
    return major + "." + minor;
  }

  private static Optional<Ordinal> ordinal(String text, int start) {
    int dot = digitsEnd(text, start);
    if (dot == start || dot >= text.length() || text.charAt(dot) != '.') {
      return Optional.empty();
    }
    int end = digitsEnd(text, dot + 1);
    if (end == dot + 1) {
      return Optional.empty();
    }
    int major = Integer.parseInt(text.substring(start, dot));
    return Optional.of(new Ordinal(major, Integer.parseInt(text.substring(dot + 1, end)), end));
  }

  /// `1.3`, or `3` of the same section.
  private static Optional<Ordinal> behind(String text, int start, int major) {
    int end = digitsEnd(text, start);
    return ordinal(text, start)
        .or(() ->
            end == start
                ? Optional.empty()
                : Optional.of(
                    new Ordinal(major, Integer.parseInt(text.substring(start, end)), end)));
  }

  private static int dashEnd(String text, int from) {
    for (String dash : List.of("..", "-", "–", "—", " - ", " – ", " to ", " through ")) {
      if (text.startsWith(dash, from)) {
        return from + dash.length();
      }
    }
    return from;
  }

  /// Where a number of a few digits ends; `start` where none begins.
  static int digitsEnd(String text, int start) {
    int end = start;
    while (end < text.length() && IdText.isDigit(text.charAt(end))) {
      end++;
    }
    return end - start > MAX_DIGITS ? start : end;
  }

  /// Whether what follows a number does not make it a part of something else.
  static boolean endsCleanly(String text, int end) {
    if (end >= text.length()) {
      return true;
    }
    char next = text.charAt(end);
    boolean further =
        end + 1 < text.length() && (next == '.' || next == '-') && isWordPart(text, end + 1);
    return !Character.isLetterOrDigit(next) && "%+~#/\\".indexOf(next) < 0 && !further;
  }

  private static boolean isWordPart(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at));
  }
}
