package io.github.sddtool.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

// @spec engine/markers#REQ-MARK-002
/// Finds what names a requirement in the text of a comment or a test title. Linear in its input.
///
/// Explicit: `@spec REQ-1[, REQ-2 …]`, `@spec auth/login#REQ-1`, `@spec auth/login REQ-1`, also
/// over several lines. Bare: an id such as `FR-004` or `REQ-DC-106` by itself. `REQ-001..003` and
/// `REQ-010/011` are spread out.
final class MarkerText {
  /// What a range may spread to at most.
  static final int MAX_SPREAD = 50;

  private static final int MAX_ID = 80;
  private static final String TAG = "@spec";

  /// A name found in a text; `offset` counts characters from its beginning.
  record Found(boolean explicit, Optional<String> spec, String id, int offset) {}

  private final String text;
  private final List<Found> found = new ArrayList<>();
  private int at;

  private MarkerText(String text) {
    this.text = text;
  }

  static List<Found> in(String text) {
    var reader = new MarkerText(text);
    reader.scan();
    return reader.found;
  }

  private void scan() {
    while (at < text.length()) {
      if (isTag()) {
        at += TAG.length();
        tag();
      } else if (isIdStart(at)) {
        int end = tokenEnd(at);
        token(false, Optional.empty(), at, end);
        at = Math.max(end, at + 1);
      } else {
        at++;
      }
    }
  }

  private boolean isTag() {
    if (!text.regionMatches(true, at, TAG, 0, TAG.length())) {
      return false;
    }
    int after = at + TAG.length();
    boolean ends = after == text.length() || !isNameChar(text.charAt(after));
    // behind a backtick it is an example of a marker, quoted and not meant
    return ends && (at == 0 || !(isNameChar(text.charAt(at - 1)) || text.charAt(at - 1) == '`'));
  }

  /// Reads what follows `@spec`: ids, each optionally behind a spec's name, until a word is
  /// neither.
  private void tag() {
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
    }
    Optional<String> spec = Optional.empty();
    boolean first = true;
    while (true) {
      int start = skipSeparators(at);
      int end = tokenEnd(start);
      if (end == start || !(first || isList(at, start))) {
        return;
      }
      if (token(true, spec, start, end)) {
        first = false;
        at = end;
      } else if (first && spec.isEmpty() && isSpecName(start, end) && leadsToId(end)) {
        spec = Optional.of(text.substring(start, end));
        at = end < text.length() && text.charAt(end) == ':' ? end + 1 : end;
      } else {
        return;
      }
    }
  }

  /// Whether what separates two ids keeps them in one list: a comma, or the same line. An id that
  /// begins the next line without one may be prose, and is read as a bare one.
  private boolean isList(int from, int to) {
    String between = text.substring(from, to);
    return between.indexOf(',') >= 0 || between.indexOf('\n') < 0;
  }

  private boolean leadsToId(int end) {
    int next = skipSeparators(end < text.length() && text.charAt(end) == ':' ? end + 1 : end);
    int nextEnd = tokenEnd(next);
    return idEnd(next, nextEnd).isPresent();
  }

  private int skipSeparators(int from) {
    int i = from;
    while (i < text.length()
        && (Character.isWhitespace(text.charAt(i)) || ",;&".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    return i;
  }

  /// Reads a token as an id with its spread, or as `spec#id`. False when it is neither.
  private boolean token(boolean explicit, Optional<String> spec, int start, int end) {
    int hash = last('#', start, end);
    if (hash > start) {
      int idEnd = idEnd(hash + 1, end).orElse(-1);
      if (idEnd < 0 || !isSpecName(start, hash)) {
        return false;
      }
      add(explicit, Optional.of(text.substring(start, hash)), hash + 1, idEnd, end);
      return true;
    }
    int slash = explicit ? last('/', start, end) : -1;
    if (slash > start && idEnd(start, end).isEmpty()) {
      // `@spec auth/login/REQ-1`
      OptionalInt behind = idEnd(slash + 1, end);
      behind.ifPresent(
          e -> add(true, Optional.of(text.substring(start, slash)), slash + 1, e, end));
      return behind.isPresent();
    }
    OptionalInt idEnd = idEnd(start, end);
    idEnd.ifPresent(e -> add(explicit, spec, start, e, end));
    return idEnd.isPresent();
  }

  private int last(char wanted, int start, int end) {
    for (int i = end - 1; i > start; i--) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private void add(boolean explicit, Optional<String> spec, int start, int idEnd, int end) {
    String id = text.substring(start, idEnd).toUpperCase(Locale.ROOT);
    found.add(new Found(explicit, spec, id, start));
    for (String more : spread(id, text.substring(idEnd, end))) {
      found.add(new Found(explicit, spec, more, start));
    }
  }

  /// The further ids of `REQ-001..003`, `REQ-001-003` and `REQ-010/011/012`.
  private static List<String> spread(String id, String tail) {
    int digits = id.length();
    while (digits > 0 && isDigit(id.charAt(digits - 1))) {
      digits--;
    }
    String prefix = id.substring(0, digits);
    String first = id.substring(digits);
    var more = new ArrayList<String>();
    if (tail.startsWith("/")) {
      for (String part : tail.substring(1).split("/", MAX_SPREAD + 1)) {
        if (isNumber(part)) {
          more.add(prefix + part);
        }
      }
    } else if (tail.startsWith("..") || tail.startsWith("-") || tail.startsWith("–")) {
      String last = tail.startsWith("..") ? tail.substring(2) : tail.substring(1);
      if (last.toUpperCase(Locale.ROOT).startsWith(prefix)) {
        last = last.substring(prefix.length());
      }
      if (isNumber(first) && isNumber(last)) {
        int width = first.length();
        long from = Long.parseLong(first);
        long to = Math.min(Long.parseLong(last), from + MAX_SPREAD - 1);
        for (long n = from + 1; n <= to; n++) {
          more.add(prefix + "0".repeat(Math.max(0, width - Long.toString(n).length())) + n);
        }
      }
    }
    return more;
  }

  /// Where the id at `start` ends: letters and digits in segments joined by `-`, the first a word,
  /// the last a number. What may follow is a spread or nothing.
  private OptionalInt idEnd(int start, int end) {
    if (!isIdStart(start) || end - start > MAX_ID) {
      return OptionalInt.empty();
    }
    int i = start;
    int segmentStart = start;
    boolean word = false;
    while (i < end) {
      char c = text.charAt(i);
      if (c == '-' && i > segmentStart) {
        word = true;
        segmentStart = i + 1;
      } else if (!isAsciiLetterOrDigit(c)) {
        break;
      }
      i++;
      if (word
          && i > segmentStart
          && allDigits(segmentStart, i)
          && (i == end || !isAsciiLetterOrDigit(text.charAt(i)))) {
        if (i < end && text.charAt(i) == '-' && !isRange(segmentStart, i, end)) {
          continue;
        }
        return validTail(i, end) ? OptionalInt.of(i) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  /// Whether `001-003` counts upwards; in `2024-001` the second number is a part of the id.
  private boolean isRange(int from, int dash, int end) {
    String first = text.substring(from, dash);
    String last = text.substring(dash + 1, end);
    return (isNumber(first) && isNumber(last))
        ? Long.parseLong(last) > Long.parseLong(first)
        : !last.isEmpty() && isAsciiLetter(last.charAt(0));
  }

  private boolean validTail(int from, int end) {
    if (from == end) {
      return true;
    }
    String tail = text.substring(from, end);
    return tail.startsWith("/")
        || tail.startsWith("..")
        || tail.startsWith("–")
        || (tail.startsWith("-") && tail.length() > 1);
  }

  private boolean allDigits(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isIdStart(int i) {
    return i < text.length()
        && isAsciiLetter(text.charAt(i))
        && (i == 0 || !isNameChar(text.charAt(i - 1)) || text.charAt(i - 1) == '#');
  }

  private boolean isSpecName(int start, int end) {
    return end > start && Character.isLetterOrDigit(text.codePointAt(start));
  }

  /// A token runs over letters, digits and `_ - / . #`, without a trailing full stop.
  private int tokenEnd(int start) {
    int end = plainEnd(start);
    if (end > start && end + 1 < text.length() && text.charAt(end) == ':') {
      // the colon of a root, `packages/a:billing#REQ-1`; of a sentence if no `#` follows
      int further = plainEnd(end + 1);
      if (further > end + 1 && further - end < MAX_ID && last('#', end, further) > 0) {
        return further;
      }
    }
    return end;
  }

  private int plainEnd(int start) {
    int i = start;
    while (i < text.length()
        && (isNameChar(text.charAt(i)) || "/.#–".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    while (i > start && "./-#–".indexOf(text.charAt(i - 1)) >= 0) {
      i--;
    }
    return i;
  }

  private static boolean isNameChar(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> isDigit((char) c));
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return isAsciiLetter(c) || isDigit(c);
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
