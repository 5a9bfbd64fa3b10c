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
import java.util.function.Supplier;

// @spec engine/markers#REQ-MARK-001, engine/markers#REQ-MARK-008
/// Reads the markers of one source file: those in comments and those in the titles of tests. Pure,
/// and linear in the file.
final class Extractor {
  private final SourceText source;
  private final SourceLines lines;
  private final Enclosure enclosure;
  private final PassageFilter filter;
  private final List<Marker> markers = new ArrayList<>();
  private final List<Passage> passages = new ArrayList<>();

  private Extractor(SourceText source, String text, PassageFilter filter) {
    this.source = source;
    this.lines = new SourceLines(text);
    this.enclosure = new Enclosure(source.tests());
    this.filter = filter;
  }

  /// What a file says; nothing for one that a program wrote.
  ///
  /// @param passages whether the filter may keep any of its passages
  /// @param byGrammar whether regions are worth a syntax tree
  static FileFacts extract(
      Language language, String text, PassageFilter filter, boolean passages, boolean byGrammar) {
    if (!passages && !mayHoldMarkers(text)) {
      return FileFacts.NONE;
    }
    SourceText scanned = SourceScanner.scan(language, text);
    SourceText source = byGrammar ? scanned : scanned.byScannersAlone();
    if (source.generated()) {
      return FileFacts.NONE;
    }
    return new Extractor(source, text, passages ? filter : PassageFilter.NONE).read();
  }

  /// What a text says that is read as a whole, such as a design; nothing in it is code.
  static FileFacts prose(String text) {
    var nowhere =
        new Passage.Setting(new Enclosure(List.of()), Optional.empty(), false, Optional.empty());
    int lineCount = SourceLines.starts(text).length;
    Passage passage =
        Passage.of(new Comment(1, 1, lineCount, text), new SourceLines(text), nowhere);
    List<Marker> found =
        MarkerText.in(text, FileFacts.MAX_MARKERS).stream()
            .limit(FileFacts.MAX_MARKERS)
            .map(one -> passage.marker(one.explicit(), one.spec(), one.id(), one.offset()))
            .toList();
    return new FileFacts(found, List.of(), "", false);
  }

  /// Whether the text holds `@spec`, a word such as `Requirements`, or a `-` between a letter or
  /// digit and a digit as every id does. Most files do not, and need no further look.
  private static boolean mayHoldMarkers(String text) {
    for (int at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
      if (at > 0
          && at + 1 < text.length()
          && Character.isLetterOrDigit(text.charAt(at - 1))
          && IdText.isDigit(text.charAt(at + 1))) {
        return true;
      }
    }
    return text.contains("@spec")
        || text.contains("@SPEC")
        || OrdinalWords.mayBeIn(text)
        || CoverTags.mayBeIn(text);
  }

  private FileFacts read() {
    source.comments().forEach(this::comment);
    source.tests().forEach(this::title);
    boolean cut = markers.size() > FileFacts.MAX_MARKERS;
    List<Marker> kept = cut ? markers.subList(0, FileFacts.MAX_MARKERS) : markers;
    return kept.isEmpty() && passages.isEmpty()
        ? FileFacts.NONE
        : new FileFacts(kept, passages, Header.of(source, lines), cut);
  }

  private void comment(Comment comment) {
    read(
        comment.text(),
        CoverTags.in(comment.text()),
        () -> {
          Optional<Region> region = source.regionAt(comment);
          boolean beforeTest =
              region
                  .filter(r -> !r.wholeFile() && enclosure.beginsIn(r.line(), r.endLine()))
                  .isPresent();
          var setting = new Passage.Setting(enclosure, region, beforeTest, Optional.empty());
          return Passage.of(comment, lines, setting);
        });
  }

  private void title(TestTitle title) {
    read(
        title.text(),
        List.of(),
        () -> {
          var setting =
              new Passage.Setting(enclosure, source.regionAt(title), true, Optional.of(title));
          return Passage.of(title, lines, setting);
        });
  }

  /// Most comments name nothing; their place is worked out for the others only.
  private void read(String text, List<CoverTags.Found> tags, Supplier<Passage> place) {
    List<MarkerText.Found> found = MarkerText.in(text, FileFacts.MAX_MARKERS + 1 - markers.size());
    boolean keep = filter.keeps(text);
    if (found.isEmpty() && tags.isEmpty() && !keep) {
      return;
    }
    Passage passage = place.get();
    for (MarkerText.Found one : found) {
      markers.add(passage.marker(one.explicit(), one.spec(), one.id(), one.offset()));
    }
    for (CoverTags.Found one : tags) {
      String id = one.tag().covers().toString();
      markers.add(passage.marker(true, Optional.empty(), id, one.offset()).with(one.tag()));
    }
    if (keep) {
      passages.add(passage);
    }
  }
}
