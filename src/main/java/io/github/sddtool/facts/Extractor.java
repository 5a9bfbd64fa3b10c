package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Comment;
import io.github.sddtool.facts.lexer.Language;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.facts.lexer.SourceScanner;
import io.github.sddtool.facts.lexer.SourceText;
import io.github.sddtool.facts.lexer.TestTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

// @spec engine/markers#REQ-MARK-001, engine/markers#REQ-MARK-008
/// Reads the markers of one source file: those in comments and those in the titles of tests. Pure,
/// and linear in the file.
final class Extractor {
  private static final int LONGEST_NEAR = 10_000;
  private static final int LONGEST_LINE = 500;

  private final SourceText source;
  private final List<String> lines;
  private final Enclosure enclosure;
  private final List<Marker> markers = new ArrayList<>();

  private Extractor(SourceText source, String text) {
    this.source = source;
    this.lines = text.lines().toList();
    this.enclosure = new Enclosure(source.tests());
  }

  /// What a file says; nothing for one that a program wrote.
  static FileFacts extract(Language language, String text) {
    if (!mayHoldMarkers(text)) {
      return FileFacts.NONE;
    }
    SourceText source = SourceScanner.scan(language, text);
    if (source.generated()) {
      return FileFacts.NONE;
    }
    var extractor = new Extractor(source, text);
    source.comments().forEach(extractor::comment);
    source.comments().forEach(extractor::tags);
    source.tests().forEach(extractor::title);
    return new FileFacts(extractor.markers, extractor.header());
  }

  /// Whether the text holds `@spec`, or a `-` between a letter or digit and a digit as every id
  /// does. Most files do not, and need no further look.
  private static boolean mayHoldMarkers(String text) {
    for (int at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
      if (at > 0
          && at + 1 < text.length()
          && Character.isLetterOrDigit(text.charAt(at - 1))
          && text.charAt(at + 1) >= '0'
          && text.charAt(at + 1) <= '9') {
        return true;
      }
    }
    return text.contains("@spec") || CoverTags.mayBeIn(text);
  }

  private void comment(Comment comment) {
    List<MarkerText.Found> found = MarkerText.in(comment.text());
    if (found.isEmpty()) {
      return;
    }
    Optional<Region> region = source.regionAt(comment);
    boolean beforeTest =
        region.filter(r -> !r.wholeFile() && enclosure.beginsIn(r.line(), r.endLine())).isPresent();
    var place = new Place(comment.text(), comment.line());
    String whole = brief(comment.text());
    for (MarkerText.Found one : found) {
      place.moveTo(one.offset());
      List<TestTitle> around = enclosure.at(place.line());
      List<String> near = new ArrayList<>();
      near.add(lineText(comment.text(), one.offset()));
      near.add(whole);
      around.forEach(test -> near.add(test.text()));
      markers.add(
          new Marker(
              one.explicit(),
              one.spec(),
              one.id(),
              place.line(),
              column(place.line(), one.id(), comment.column()),
              new Marker.Surroundings(near, beforeTest || !around.isEmpty(), region)));
    }
  }

  // @spec formats/openfasttrace#REQ-OFT-007
  private void tags(Comment comment) {
    List<CoverTags.Found> found = CoverTags.in(comment.text());
    if (found.isEmpty()) {
      return;
    }
    Optional<Region> region = source.regionAt(comment);
    boolean beforeTest =
        region.filter(r -> !r.wholeFile() && enclosure.beginsIn(r.line(), r.endLine())).isPresent();
    var place = new Place(comment.text(), comment.line());
    int line = 0;
    int column = 0;
    for (CoverTags.Found one : found) {
      place.moveTo(one.offset());
      String id = one.tag().covers().toString();
      // two tags of a line may name one item
      column = columnBehind(place.line() == line ? column : 0, place.line(), id, comment.column());
      line = place.line();
      markers.add(
          new Marker(
              true,
              Optional.empty(),
              id,
              line,
              column,
              new Marker.Surroundings(
                  List.of(), beforeTest || !enclosure.at(place.line()).isEmpty(), region),
              Optional.of(one.tag())));
    }
  }

  private void title(TestTitle title) {
    List<MarkerText.Found> found = MarkerText.in(title.text());
    if (found.isEmpty()) {
      return;
    }
    List<String> near = new ArrayList<>(List.of(brief(title.text())));
    enclosure.at(title.line()).stream()
        .filter(around -> !around.equals(title))
        .forEach(around -> near.add(around.text()));
    Optional<Region> region = source.regionAt(title);
    for (MarkerText.Found one : found) {
      markers.add(
          new Marker(
              one.explicit(),
              one.spec(),
              one.id(),
              title.line(),
              column(title.line(), one.id(), title.column()),
              new Marker.Surroundings(near, true, region)));
    }
  }

  private String header() {
    return source.comments().stream()
        .filter(comment -> comment.endLine() <= source.headerEndLine())
        .map(Comment::text)
        .collect(Collectors.joining("\n"));
  }

  /// The line around an offset; of a very long one the part near it.
  private static String lineText(String text, int offset) {
    int from = offset;
    while (from > 0 && offset - from < LONGEST_LINE && text.charAt(from - 1) != '\n') {
      from--;
    }
    int to = offset;
    while (to < text.length() && to - offset < LONGEST_LINE && text.charAt(to) != '\n') {
      to++;
    }
    return text.substring(from, to);
  }

  private static String brief(String text) {
    return text.length() > LONGEST_NEAR ? text.substring(0, LONGEST_NEAR) : text;
  }

  /// Where the id stands in its line; the comment's own column where it is written otherwise.
  private int column(int line, String id, int otherwise) {
    String text = line <= lines.size() ? lines.get(line - 1) : "";
    int at = text.length() > LONGEST_LINE ? -1 : text.indexOf(id);
    return at < 0 ? otherwise : at + 1;
  }

  /// Where the id next stands in its line behind a column; that column, or the comment's own, where
  /// it is written otherwise.
  private int columnBehind(int column, int line, String id, int otherwise) {
    String text = line <= lines.size() ? lines.get(line - 1) : "";
    int at = text.length() > LONGEST_LINE ? -1 : text.indexOf(id, column);
    return at < 0 ? Math.max(column, otherwise) : at + 1;
  }

  /// Counts lines while moving forward through a text.
  private static final class Place {
    private final String text;
    private int at;
    private int line;

    Place(String text, int firstLine) {
      this.text = text;
      this.line = firstLine;
    }

    void moveTo(int offset) {
      for (; at < offset; at++) {
        if (text.charAt(at) == '\n') {
          line++;
        }
      }
    }

    int line() {
      return line;
    }
  }
}
