package io.github.sddtool.pipeline.harvest;

import io.github.sddtool.guard.harvest.Harvested;
import io.github.sddtool.guard.harvest.Note;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.spec.markdown.MarkdownOut;
import java.util.List;
import java.util.stream.Collectors;

// @spec app/reharvest#REQ-HARVEST-005
/// What people read of what was refreshed.
final class Proposed {
  static final String TITLE = "Refresh links, coverage tables and status of specs";
  static final String TRAILER = "SDD-Reharvest: ";

  private static final int MOST_IN_BODY = 200;
  private static final int MOST_IN_MESSAGE = 50;
  private static final int LONGEST = 200;

  private Proposed() {}

  /// The message of the commit.
  static String message(Harvested harvested, CommitId tip) {
    String list =
        list(
            harvested.changes(),
            MOST_IN_MESSAGE,
            note -> clipped(MarkdownOut.oneLine(note.toString())));
    return TITLE + "\n\n" + list + "\n" + TRAILER + tip.hex() + "\n";
  }

  /// The body of the pull request.
  static String body(Harvested harvested, CommitId tip) {
    var body =
        new StringBuilder(
            "What follows from other files, made true again at "
                + tip.brief()
                + ". `reharvest` in `.sdd/config.yml` says what may be refreshed. This branch is made"
                + " anew when its files differ; once somebody else pushes to it, it is left alone.\n\n");
    body.append("### Changed\n\n").append(list(harvested.changes(), MOST_IN_BODY, Proposed::item));
    if (!harvested.notes().isEmpty()) {
      body.append("\n### Left as it is\n\n")
          .append(list(harvested.notes(), MOST_IN_BODY, Proposed::item));
    }
    return body.toString();
  }

  private static String item(Note note) {
    return MarkdownOut.code(note.path() + ":" + note.line()) + " " + shown(clipped(note.text()));
  }

  /// What stands in quotes as code, so that a path can be copied; however the quotes stand, every
  /// piece is escaped.
  private static String shown(String text) {
    String[] pieces = text.split("'", -1);
    var shown = new StringBuilder();
    for (int i = 0; i < pieces.length; i++) {
      boolean quoted = i % 2 == 1 && i + 1 < pieces.length && !pieces[i].isBlank();
      shown.append(quoted ? MarkdownOut.code(pieces[i]) : padded(pieces[i]));
    }
    return shown.toString();
  }

  /// Escaping takes white space at the ends away.
  private static String padded(String piece) {
    return (piece.startsWith(" ") ? " " : "")
        + MarkdownOut.prose(piece)
        + (piece.length() > 1 && piece.endsWith(" ") ? " " : "");
  }

  private static String list(
      List<Note> notes, int most, java.util.function.Function<Note, String> shown) {
    String list =
        notes.stream()
            .limit(most)
            .map(note -> "- " + shown.apply(note) + "\n")
            .collect(Collectors.joining());
    return notes.size() > most ? list + "- and %d more\n".formatted(notes.size() - most) : list;
  }

  private static String clipped(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
