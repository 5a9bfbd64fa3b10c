package io.github.sddtool.pipeline.notice;

import io.github.sddtool.fault.NearNames;
import io.github.sddtool.fault.WordingProblem;
import io.github.sddtool.pipeline.notice.channel.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec app/notifications#REQ-NOTE-001, app/notifications#REQ-NOTE-005
/// What a message says: text with `{name}` where a word comes to stand. What is put in is never
/// read again, and each channel writes all of it as plain text.
///
/// @param text as it was written
public record Wording(String text, List<Piece> pieces) {
  private static final int LONGEST_WORD = 300;
  private static final Pattern NAME = Pattern.compile("\\{([a-z_.]{1,60})\\}");

  public Wording {
    pieces = List.copyOf(pieces);
  }

  /// A part of it.
  public sealed interface Piece {
    /// As it is.
    record Plain(String text) implements Piece {}

    /// Whatever the word is.
    record Word(String name) implements Piece {}
  }

  /// Reads a message.
  ///
  /// @param words that it may name
  /// @throws WordingProblem where it names another
  public static Wording read(String text, Set<String> words) {
    var pieces = new ArrayList<Piece>();
    Matcher matcher = NAME.matcher(text);
    int from = 0;
    while (from < text.length()) {
      int brace = text.indexOf('{', from);
      int end = brace < 0 ? text.length() : brace;
      if (end > from) {
        pieces.add(new Piece.Plain(text.substring(from, end)));
      }
      if (brace < 0) {
        break;
      }
      if (!matcher.region(brace, text.length()).lookingAt()) {
        throw new WordingProblem(
            brace + 1, "a '{' begins a word such as {%s}".formatted(words.iterator().next()));
      }
      String name = matcher.group(1);
      if (!words.contains(name)) {
        throw unknown(brace + 2, name, words);
      }
      pieces.add(new Piece.Word(name));
      from = matcher.end();
    }
    return new Wording(text, pieces);
  }

  private static WordingProblem unknown(int column, String name, Set<String> words) {
    List<String> near = NearNames.of(name, List.copyOf(words));
    String meant = near.isEmpty() ? "" : "; did you mean %s?".formatted(near.getFirst());
    return new WordingProblem(
        column,
        "'%s' is no word of this message%s Known: %s"
            .formatted(name, meant.isEmpty() ? "." : meant, String.join(", ", words)));
  }

  /// The message with its words, each in one line and not too long; `-` where one is not known.
  public String fill(Map<String, String> words) {
    var filled = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Plain(String plain) -> filled.append(plain);
        case Piece.Word(String name) -> {
          String word = PlainText.line(words.getOrDefault(name, ""), LONGEST_WORD);
          filled.append(word.isEmpty() ? "-" : word);
        }
      }
    }
    return filled.toString();
  }
}
