package io.github.sddtool.store.search;

import io.github.sddtool.store.search.SearchText.Run;
import io.github.sddtool.store.search.SearchText.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What somebody looks for: all of its phrases must be there. Whatever was typed means something or
/// nothing, and is never an error.
///
/// @param phrases at most 32
public record SearchTerms(List<Phrase> phrases) {
  private static final int LONGEST = 2_000;
  private static final int MOST_PHRASES = 32;
  private static final int MOST_WORDS = 64;

  /// Words in a row.
  ///
  /// @param words at least one
  /// @param prefix whether the last one may be the beginning of a word
  public record Phrase(List<String> words, boolean prefix) {
    public Phrase {
      words = List.copyOf(words);
    }

    /// Whether the phrase stands at a place.
    boolean isAt(List<Token> tokens, int place) {
      int size = words.size();
      if (place + size > tokens.size()) {
        return false;
      }
      for (int i = 0; i < size; i++) {
        String there = tokens.get(place + i).word();
        boolean open = prefix && i == size - 1;
        if (open ? !there.startsWith(words.get(i)) : !there.equals(words.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  public SearchTerms {
    phrases = List.copyOf(phrases);
  }

  /// Reads what was typed: words apart by blanks, of which the last may be a beginning; words that
  /// hold together, such as `REQ-AUTH-001`, as a phrase; and what stands in double quotes likewise.
  public static SearchTerms of(String typed) {
    String plain = SearchText.plain(SearchText.cut(typed, LONGEST));
    var phrases = new ArrayList<Phrase>();
    var quoted = false;
    List<String> parts = List.of(plain.split("\"", -1));
    for (int i = 0; i < parts.size(); i++) {
      quoted = i % 2 == 1;
      boolean last = i == parts.size() - 1;
      if (quoted) {
        add(phrases, parts.get(i), false);
      } else {
        List<String> chunks = List.of(parts.get(i).strip().split("\\s+", -1));
        for (int j = 0; j < chunks.size(); j++) {
          add(phrases, chunks.get(j), last && j == chunks.size() - 1);
        }
      }
    }
    return new SearchTerms(phrases);
  }

  /// A text as one phrase, nothing of which is only a beginning.
  public static SearchTerms phrase(String text) {
    var phrases = new ArrayList<Phrase>();
    add(phrases, SearchText.plain(SearchText.cut(text, LONGEST)), false);
    return new SearchTerms(phrases);
  }

  private static void add(List<Phrase> phrases, String chunk, boolean openEnd) {
    List<Run> runs = SearchText.runs(chunk);
    if (runs.isEmpty() || phrases.size() >= MOST_PHRASES) {
      return;
    }
    var words = new ArrayList<String>();
    for (int i = 0; i < runs.size(); i++) {
      // What follows the last run is not known, so its last character need not stand alone.
      SearchText.tokens(chunk, runs.get(i), i < runs.size() - 1)
          .forEach(token -> words.add(token.word()));
    }
    Run last = runs.getLast();
    boolean cut = words.size() > MOST_WORDS;
    phrases.add(
        new Phrase(
            cut ? words.subList(0, MOST_WORDS) : words,
            !cut && (last.cjk() ? last.size() == 1 : openEnd)));
  }

  /// Whether nothing can be found by it.
  public boolean isEmpty() {
    return phrases.isEmpty();
  }

  /// Whether all phrases are among the words of a text.
  public boolean isIn(List<Token> tokens) {
    return !isEmpty()
        && phrases.stream()
            .allMatch(phrase ->
                IntStream.range(0, tokens.size()).anyMatch(place -> phrase.isAt(tokens, place)));
  }

  /// Where phrases stand in a text.
  public List<Place> places(List<Token> tokens) {
    var places = new ArrayList<Place>();
    for (int at = 0; at < tokens.size(); at++) {
      int longest = 0;
      for (Phrase phrase : phrases) {
        if (phrase.words().size() > longest && phrase.isAt(tokens, at)) {
          longest = phrase.words().size();
        }
      }
      if (longest > 0) {
        places.add(new Place(tokens.get(at).start(), tokens.get(at + longest - 1).end()));
      }
    }
    return places;
  }

  /// A stretch of a text.
  ///
  /// @param start of it, in UTF-16 units
  /// @param end the first unit after it
  public record Place(int start, int end) {}

  /// How often each phrase stands in a text, for a simple ranking.
  public Map<Phrase, Integer> counts(List<Token> tokens) {
    var counts = new HashMap<Phrase, Integer>();
    for (Phrase phrase : phrases) {
      long count =
          IntStream.range(0, tokens.size()).filter(place -> phrase.isAt(tokens, place)).count();
      counts.put(phrase, Math.toIntExact(count));
    }
    return counts;
  }
}
