package io.github.sddtool.analysis.trace;

import io.github.sddtool.spec.RequirementKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

// @spec engine/markers#REQ-MARK-017, engine/markers#REQ-MARK-018
/// Finds what names requirements by their titles in one comment or title of a test.
///
/// Behind a spec's path or id a title is an explicit marker: right behind it, in a list, or at the
/// beginning of a later line, with or without `Requirement:` before it. By itself a title is a bare
/// one: in its own spelling, or alone on its line.
final class TitleMarkers {
  private final String text;
  private final List<SpecNames.Place> places;
  private final List<Titles.Match> matches;
  private final List<Found> found = new ArrayList<>();
  private int next;
  private int taken;
  private Optional<SpecNames.Place> place = Optional.empty();
  private Stretch behind = new Stretch(0, -1);
  private Stretch line;
  private int lineEnd;

  /// What was found, and where.
  sealed interface Found {
    int offset();

    /// A title behind its spec's name.
    record Qualified(RequirementKey key, int offset) implements Found {}

    /// A title by itself, which several requirements may have.
    record Alone(List<RequirementKey> keys, int offset) implements Found {}

    /// A title behind a spec's name and `Requirement:` that the spec does not have.
    record Unknown(String spec, String title, int offset) implements Found {}
  }

  /// What begins at an offset: marks and labels, up to the first word that is no label.
  private record Stretch(int from, int labelsEnd) {
    private static final List<String> LABELS = List.of("requirement", "requirements");

    static Stretch from(String text, int from) {
      return new Stretch(from, labelsEnd(text, from));
    }

    private static int labelsEnd(String text, int from) {
      int i = from;
      while (i < text.length()) {
        int end = Words.end(text, i);
        if (end > i && !LABELS.contains(text.substring(i, end).toLowerCase(Locale.ROOT))) {
          return i;
        }
        i = end > i ? end : i + Character.charCount(text.codePointAt(i));
      }
      return i;
    }
  }

  private TitleMarkers(String text, Titles titles, SpecNames names) {
    this.text = text;
    this.places = names.places(text);
    this.matches = titles.in(text);
    this.line = Stretch.from(text, 0);
    this.lineEnd = endOfLine(0);
  }

  static List<Found> in(String text, Titles titles, SpecNames names) {
    var reader = new TitleMarkers(text, titles, names);
    reader.read();
    return reader.found;
  }

  private void read() {
    for (Titles.Match match : matches) {
      moveTo(match.start());
      if (isInsideName(match)) {
        continue;
      }
      moveToLineOf(match.start());
      Optional<RequirementKey> key = place.flatMap(p -> qualified(match, p));
      if (key.isPresent() && follows(match)) {
        found.add(new Found.Qualified(key.get(), match.start()));
        behind = Stretch.from(text, match.end());
        taken = match.end();
      } else {
        alone(match);
      }
    }
    moveTo(text.length() + 1);
    place.ifPresent(last -> unknown(last, text.length()));
  }

  /// Makes the last name of a spec before an offset the one that titles belong to. A name within a
  /// title is a word of it.
  private void moveTo(int offset) {
    for (; next < places.size() && places.get(next).end() <= offset; next++) {
      SpecNames.Place now = places.get(next);
      if (now.start() >= taken) {
        place.ifPresent(before -> unknown(before, now.start()));
        place = Optional.of(now);
        behind = Stretch.from(text, now.end());
      }
    }
  }

  private void moveToLineOf(int offset) {
    if (offset > lineEnd) {
      line = Stretch.from(text, text.lastIndexOf('\n', offset - 1) + 1);
      lineEnd = endOfLine(offset);
    }
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /// The words of a path are no title.
  private boolean isInsideName(Titles.Match match) {
    return next < places.size()
        && places.get(next).start() <= match.start()
        && match.end() <= places.get(next).end();
  }

  private static Optional<RequirementKey> qualified(Titles.Match match, SpecNames.Place place) {
    return match.titles().stream()
        .map(Titles.Title::key)
        .filter(key -> key.spec().equals(place.spec().id()))
        .findFirst();
  }

  /// Whether only marks and labels stand between, or between it and the beginning of its line.
  private boolean follows(Titles.Match match) {
    if (behind.labelsEnd() >= match.start()) {
      return true;
    }
    boolean oneWord = match.titles().stream().allMatch(Titles.Title::isOneWord);
    return line.from() >= behind.from()
        && line.labelsEnd() >= match.start()
        && (!oneWord || fillsLine(match) || isLabelled(match));
  }

  private boolean isLabelled(Titles.Match match) {
    return line.labelsEnd() >= match.start() && Words.isBetween(text, line.from(), match.start());
  }

  private void alone(Titles.Match match) {
    if (isPartOfName(match)) {
      return;
    }
    boolean labelled = isLabelled(match);
    boolean fills = line.labelsEnd() >= match.start() && fillsLine(match);
    List<RequirementKey> keys =
        match.titles().stream()
            .filter(Titles.Title::alone)
            .filter(title ->
                title.isOneWord()
                    ? fills && (labelled || isLong(title))
                    : fills || isSpelledAlike(title, match))
            .map(Titles.Title::key)
            .toList();
    if (!keys.isEmpty()) {
      found.add(new Found.Alone(keys, match.start()));
    }
  }

  /// `session-expiration` and `session_expiration.py` are names, not the title of two words.
  private boolean isPartOfName(Titles.Match match) {
    String written = text.substring(match.start(), match.end());
    boolean joined =
        match.titles().stream().noneMatch(Titles.Title::isOneWord)
            && written.chars().noneMatch(Character::isWhitespace);
    return joined
        || (match.start() > 0 && "-_/".indexOf(text.charAt(match.start() - 1)) >= 0)
        || (match.end() + 1 < text.length()
            && "-_/".indexOf(text.charAt(match.end())) >= 0
            && Character.isLetterOrDigit(text.charAt(match.end() + 1)));
  }

  /// In scripts without spaces a whole title is one word.
  private static boolean isLong(Titles.Title title) {
    String word = title.words().getFirst();
    return word.codePointCount(0, word.length()) >= 4
        && word.codePoints().anyMatch(Character::isIdeographic);
  }

  /// In running text a title in another case is prose.
  private boolean isSpelledAlike(Titles.Title title, Titles.Match match) {
    List<Words.Word> one = Words.of(title.text());
    List<Words.Word> other = Words.of(text.substring(match.start(), match.end()));
    for (int i = 0; i < one.size(); i++) {
      String written = text.substring(match.start(), match.end());
      Words.Word a = one.get(i);
      Words.Word b = other.get(i);
      if (!written
          .substring(b.start(), b.end())
          .equals(title.text().substring(a.start(), a.end()))) {
        return false;
      }
    }
    return true;
  }

  private boolean fillsLine(Titles.Match match) {
    int i = match.end();
    while (i < text.length() && text.charAt(i) != '\n') {
      if (Character.isLetterOrDigit(text.codePointAt(i))) {
        return false;
      }
      i += Character.charCount(text.codePointAt(i));
    }
    return true;
  }

  /// Reports the lines `Requirement: …` between a spec's name and the next that are no title of it.
  private void unknown(SpecNames.Place place, int to) {
    int from = place.end();
    while (from < to) {
      int feed = text.indexOf('\n', from, to);
      int end = feed < 0 ? to : feed;
      int label = labelEnd(from, end);
      int start = label < 0 ? end : wordStart(label, end);
      if (start < end && !Character.isDigit(text.charAt(start)) && !isMatched(start, end)) {
        String title = quoted(start, end).strip();
        if (!title.isEmpty() && !looksLikeId(title)) {
          found.add(new Found.Unknown(place.spec().id(), title, start));
        }
      }
      from = end + 1;
    }
  }

  /// What stands from `start` on: up to `end`, or to the quote that closes the one before it.
  private String quoted(int start, int end) {
    int opening = start > 0 ? "\"'`“".indexOf(text.charAt(start - 1)) : -1;
    boolean early = opening < 0 && labelQuoted(start);
    char close = early ? '"' : opening < 0 ? '\n' : "\"'`”".charAt(opening);
    int at = text.indexOf(close, start, end);
    return text.substring(start, at < 0 ? end : at);
  }

  /// Whether the quote opens before the label: `"Requirement: Session expiration"`.
  private boolean labelQuoted(int start) {
    int label = text.lastIndexOf(':', start) - "requirement".length();
    return label > 0 && text.charAt(label - 1) == '"';
  }

  /// Where `Requirement:` at the beginning of a line ends; -1 where it does not stand there.
  private int labelEnd(int from, int end) {
    int start = wordStart(from, end);
    int colon = Math.min(end, Words.end(text, start));
    boolean label =
        colon < end
            && text.charAt(colon) == ':'
            && text.substring(start, colon).equalsIgnoreCase("requirement");
    return label ? colon + 1 : -1;
  }

  private int wordStart(int from, int end) {
    int i = from;
    while (i < end && !Character.isLetterOrDigit(text.codePointAt(i))) {
      i += Character.charCount(text.codePointAt(i));
    }
    return Math.min(i, end);
  }

  private boolean isMatched(int from, int to) {
    int low = 0;
    int high = matches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (matches.get(middle).start() < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < matches.size() && matches.get(low).start() < to;
  }

  private static boolean looksLikeId(String title) {
    String first = title.split("[\\s,:]", 2)[0];
    return first.indexOf('-') > 0 && Character.isDigit(first.charAt(first.length() - 1));
  }
}
