package io.github.sddtool.store.search;

import io.github.sddtool.store.search.SearchTerms.Place;
import io.github.sddtool.store.search.SearchText.Token;
import java.util.ArrayList;
import java.util.List;

/// The part of a text that was found, as plain text.
///
/// @param text on one line, at most about 200 characters, `…` where more stands before or after
/// @param marks what matched, in ascending order without overlaps
public record Snippet(String text, List<Place> marks) {
  private static final int BEFORE = 60;
  private static final int LONGEST = 200;
  private static final int LOOKED_AT = 200_000;

  public Snippet {
    marks = List.copyOf(marks);
  }

  /// The part of a text around the first match; its beginning where nothing of it matched.
  public static Snippet of(String text, SearchTerms terms) {
    String plain = oneLine(SearchText.plain(SearchText.cut(text, LOOKED_AT)));
    List<Token> tokens = SearchText.tokens(plain);
    List<Place> places = terms.places(tokens);
    int first = places.isEmpty() ? 0 : places.getFirst().start();
    int start = boundary(plain, tokens, Math.max(0, first - BEFORE));
    int end = start + LONGEST >= plain.length() ? plain.length() : unit(plain, start + LONGEST);
    String before = start > 0 ? "…" : "";
    String after = end < plain.length() ? "…" : "";
    var marks = new ArrayList<Place>();
    int shift = before.length() - start;
    for (Place place : places) {
      int from = Math.max(place.start(), start) + shift;
      int to = Math.min(place.end(), end) + shift;
      if (from >= to) {
        continue;
      }
      if (!marks.isEmpty() && marks.getLast().end() >= from) {
        Place last = marks.removeLast();
        marks.add(new Place(last.start(), Math.max(last.end(), to)));
      } else {
        marks.add(new Place(from, to));
      }
    }
    return new Snippet(before + plain.substring(start, end) + after, marks);
  }

  /// The line of the first match in a text, from 1; 1 where nothing of it matched.
  static int line(String text, SearchTerms terms) {
    String plain = SearchText.plain(SearchText.cut(text, LOOKED_AT));
    List<Place> places = terms.places(SearchText.tokens(plain));
    int first = places.isEmpty() ? 0 : places.getFirst().start();
    return 1 + Math.toIntExact(plain.substring(0, first).chars().filter(c -> c == '\n').count());
  }

  private static String oneLine(String plain) {
    var line = new StringBuilder(plain.length());
    boolean blank = true;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean isBlank = Character.isWhitespace(c) || Character.isISOControl(c);
      if (!isBlank) {
        line.append(c);
      } else if (!blank) {
        line.append(' ');
      }
      blank = isBlank;
    }
    return line.toString();
  }

  /// Where the word begins that a place is in, so that none is cut.
  private static int boundary(String plain, List<Token> tokens, int place) {
    for (Token token : tokens) {
      if (token.end() > place) {
        boolean inside = token.start() < place && place - token.start() < BEFORE;
        return inside ? token.start() : unit(plain, place);
      }
    }
    return unit(plain, place);
  }

  private static int unit(String plain, int place) {
    boolean half =
        place > 0 && place < plain.length() && Character.isLowSurrogate(plain.charAt(place));
    return half ? place - 1 : place;
  }

  /// The text with what matched in `«»`.
  public String marked() {
    var marked = new StringBuilder();
    int at = 0;
    for (Place mark : marks) {
      marked.append(text, at, mark.start()).append('«');
      marked.append(text, mark.start(), mark.end()).append('»');
      at = mark.end();
    }
    return marked.append(text, at, text.length()).toString();
  }
}
