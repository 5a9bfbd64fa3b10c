package io.github.sddtool.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

// @spec engine/markers#REQ-MARK-002, engine/markers#REQ-MARK-011
/// Finds what names a requirement in the text of a comment or a test title. Linear in its input.
///
/// Explicit: `@spec REQ-1[, REQ-2 …]`, `@spec auth/login#REQ-1`, `@spec auth/login REQ-1`, also
/// over several lines; `Requirements 1.2, 3.4`, `Req 1.2`. Bare: an id such as `FR-004` or
/// `REQ-DC-106` by itself. Ranges and lists are spread out.
final class MarkerText {
  private static final String TAG = "@spec";

  /// A name found in a text; `offset` counts characters from its beginning.
  record Found(boolean explicit, Optional<String> spec, String id, int offset) {}

  private final String text;
  private final IdText ids;
  private final int limit;
  private final List<Found> found = new ArrayList<>();
  private int at;

  private MarkerText(String text, int limit) {
    this.text = text;
    this.ids = new IdText(text);
    this.limit = limit;
  }

  static List<Found> in(String text) {
    return in(text, Integer.MAX_VALUE);
  }

  /// Stops soon after as many as `limit` are found.
  static List<Found> in(String text, int limit) {
    var reader = new MarkerText(text, limit);
    reader.scan();
    return reader.found;
  }

  private void scan() {
    while (at < text.length() && found.size() < limit) {
      if (isTag()) {
        at += TAG.length();
        tag();
      } else if (!(isWordStart() && requirements())) {
        bareToken();
      }
    }
  }

  private void bareToken() {
    if (ids.isIdStart(at) || ids.isNumberStart(at)) {
      int end = ids.tokenEnd(at);
      token(false, Optional.empty(), at, end);
      at = Math.max(end, at + 1);
    } else {
      at++;
    }
  }

  private boolean isTag() {
    if (text.charAt(at) != '@' || !text.regionMatches(true, at, TAG, 0, TAG.length())) {
      return false;
    }
    int after = at + TAG.length();
    boolean ends = after == text.length() || !IdText.isNameChar(text.charAt(after));
    return ends && (at == 0 || !isPartOfMore(text.charAt(at - 1)));
  }

  /// Behind a back-tick it is an example of a marker, quoted and not meant.
  private static boolean isPartOfMore(char before) {
    return IdText.isNameChar(before) || before == '`';
  }

  /// Reads what follows `@spec`: ids, each optionally behind a spec's name, until a word is
  /// neither.
  private void tag() {
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
    }
    Optional<String> spec = Optional.empty();
    boolean first = true;
    while (found.size() < limit) {
      int start = skipSeparators(at);
      int end = ids.tokenEnd(start);
      if (end == start || !(first || isList(at, start))) {
        return;
      }
      OptionalInt read = named(true, spec, start, end);
      if (read.isPresent()) {
        first = false;
        at = read.getAsInt();
      } else if (first && spec.isEmpty() && ids.isSpecName(start, end) && leadsToId(end)) {
        spec = Optional.of(text.substring(start, end));
        at = end < text.length() && text.charAt(end) == ':' ? end + 1 : end;
      } else {
        return;
      }
    }
  }

  /// Whether what separates two ids keeps them in one list: a comma, an `and`, or the same line. An
  /// id that begins the next line without one may be prose, and is read as a bare one.
  private boolean isList(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n') {
        return text.substring(from, to).chars().anyMatch(c -> !Character.isWhitespace(c));
      }
    }
    return true;
  }

  private boolean leadsToId(int end) {
    int next = skipSeparators(end < text.length() && text.charAt(end) == ':' ? end + 1 : end);
    int nextEnd = ids.tokenEnd(next);
    int hash = ids.last('#', next, nextEnd);
    return hash > 0
        || ids.idEnd(next, nextEnd).isPresent()
        || Spread.ordinals(text, next).isPresent();
  }

  private int skipSeparators(int from) {
    int i = skipMarks(from);
    for (String word : List.of("and", "or")) {
      if (i > from && ids.isWord(word, i)) {
        return skipMarks(i + word.length());
      }
    }
    return i;
  }

  private int skipMarks(int from) {
    int i = from;
    while (i < text.length()
        && (Character.isWhitespace(text.charAt(i)) || ",;&，、".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    return i;
  }

  private boolean isWordStart() {
    char c = text.charAt(at);
    return (c == 'R' || c == 'r')
        && (at == 0 || !(isPartOfMore(text.charAt(at - 1)) && text.charAt(at - 1) != '_'));
  }

  /// Reads `Requirements 1.2, 3.4` and its like, and moves behind it. A word in lower case without
  /// a colon may be prose, and so may a number without a point: they are bare.
  private boolean requirements() {
    Optional<String> word = OrdinalWords.at(ids, at);
    if (word.isEmpty()) {
      return false;
    }
    int after = at + word.get().length();
    int start = OrdinalWords.gapEnd(text, after);
    boolean explicit = text.charAt(at) == 'R' || text.substring(after, start).contains(":");
    int end = start == after ? after : ordinalList(explicit, start);
    if (end == start || end == after) {
      return false;
    }
    at = end;
    return true;
  }

  /// Reads ordinals from `start` on; says where they end.
  private int ordinalList(boolean explicit, int start) {
    int end = start;
    int next = start;
    while (found.size() < limit && next < text.length()) {
      int tokenEnd = ids.tokenEnd(next);
      int hash = ids.last('#', next, tokenEnd);
      int number = hash > 0 ? hash + 1 : next;
      Optional<String> spec = hash > 0 ? Optional.of(text.substring(next, hash)) : Optional.empty();
      Optional<Spread.Ordinals> ordinals = Spread.ordinals(text, number);
      int whole = Spread.digitsEnd(text, number);
      if (ordinals.isPresent()) {
        int offset = number;
        ordinals.get().ids().forEach(id -> found.add(new Found(explicit, spec, id, offset)));
        end = ordinals.get().end();
      } else if (whole > number && Spread.endsCleanly(text, whole)) {
        found.add(new Found(false, spec, text.substring(number, whole), number));
        end = whole;
      } else {
        return end;
      }
      next = skipSeparators(end);
      if (next == end || !isList(end, next)) {
        return end;
      }
    }
    return end;
  }

  /// Reads an id, an ordinal or a title's key behind `#`; says where it ends.
  private OptionalInt named(boolean explicit, Optional<String> spec, int start, int end) {
    if (token(explicit, spec, start, end)) {
      return OptionalInt.of(end);
    }
    int hash = ids.last('#', start, end);
    if (hash > start && !ids.isSpecName(start, hash)) {
      return OptionalInt.empty();
    }
    int from = hash > start ? hash + 1 : start;
    Optional<String> named = hash > start ? Optional.of(text.substring(start, hash)) : spec;
    Optional<Spread.Ordinals> ordinals = Spread.ordinals(text, from);
    if (ordinals.isPresent()) {
      ordinals.get().ids().forEach(id -> found.add(new Found(explicit, named, id, from)));
      return OptionalInt.of(ordinals.get().end());
    }
    if (hash > start) {
      found.add(new Found(explicit, named, text.substring(from, end), from));
      return OptionalInt.of(end);
    }
    return OptionalInt.empty();
  }

  /// Reads a token as an id with its spread, or as `spec#id`. False when it is neither.
  private boolean token(boolean explicit, Optional<String> spec, int start, int end) {
    int hash = ids.last('#', start, end);
    if (hash > start) {
      int idEnd = ids.idEnd(hash + 1, end).orElse(-1);
      if (idEnd < 0 || !ids.isSpecName(start, hash)) {
        return false;
      }
      add(explicit, Optional.of(text.substring(start, hash)), hash + 1, idEnd, end);
      return true;
    }
    OptionalInt idEnd = ids.idEnd(start, end);
    int slash = explicit ? ids.last('/', start, end) : -1;
    if (slash > start && idEnd.isEmpty()) {
      // `@spec auth/login/REQ-1`
      OptionalInt behind = ids.idEnd(slash + 1, end);
      behind.ifPresent(
          e -> add(true, Optional.of(text.substring(start, slash)), slash + 1, e, end));
      return behind.isPresent();
    }
    idEnd.ifPresent(e -> add(explicit, spec, start, e, end));
    return idEnd.isPresent();
  }

  private void add(boolean explicit, Optional<String> spec, int start, int idEnd, int end) {
    String id = text.substring(start, idEnd).toUpperCase(Locale.ROOT);
    found.add(new Found(explicit, spec, id, start));
    for (String more : Spread.ids(id, text.substring(idEnd, end))) {
      found.add(new Found(explicit, spec, more, start));
    }
  }
}
