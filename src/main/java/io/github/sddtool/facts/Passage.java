package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Comment;
import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.facts.lexer.TestTitle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A comment, or the title of a test, in its place: what markers are read from.
public final class Passage {
  private static final int LONGEST_NEAR = 10_000;

  /// Of a very long line the part around a marker is taken, in steps, so that markers share it.
  private static final int STEP = 500;

  private final String text;
  private final String brief;
  private final int firstLine;
  private final int[] starts;
  private final int[] columns;
  private final Setting setting;
  private int nearAt = -1;
  private String near = "";

  /// Where a passage stands.
  ///
  /// @param inTest whether what it speaks of is a test as a whole
  /// @param self the title it is itself
  record Setting(
      Enclosure enclosure, Optional<Region> region, boolean inTest, Optional<TestTitle> self) {}

  private Passage(String text, int firstLine, int[] columns, Setting setting) {
    this.text = text;
    this.brief = text.length() > LONGEST_NEAR ? text.substring(0, LONGEST_NEAR) : text;
    this.firstLine = firstLine;
    this.starts = SourceLines.starts(text);
    this.columns = columns;
    this.setting = setting;
  }

  static Passage of(Comment comment, SourceLines source, Setting setting) {
    int[] columns = columns(comment.text(), comment.line(), comment.column(), source);
    return new Passage(comment.text(), comment.line(), columns, setting);
  }

  static Passage of(TestTitle title, SourceLines source, Setting setting) {
    int[] columns = columns(title.text(), title.line(), title.column(), source);
    return new Passage(title.text(), title.line(), columns, setting);
  }

  /// A passage as it was before.
  ///
  /// @param columns where each of its lines begins
  static Passage of(String text, int firstLine, List<Integer> columns, Setting setting) {
    var passage =
        new Passage(
            text, firstLine, columns.stream().mapToInt(Integer::intValue).toArray(), setting);
    if (passage.starts.length != columns.size()) {
      throw new IllegalArgumentException(
          columns.size() + " columns for " + passage.starts.length + " lines");
    }
    return passage;
  }

  private static int[] columns(String text, int firstLine, int column, SourceLines source) {
    int[] starts = SourceLines.starts(text);
    int[] found = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      String line = text.substring(starts[i], end(starts, i, text)).strip();
      int at = source.column(firstLine + i, line, i == 0 ? column : 1);
      found[i] = at == 0 ? (i == 0 ? column : 1) : at;
    }
    return found;
  }

  private static int end(int[] starts, int line, String text) {
    return line + 1 < starts.length ? starts[line + 1] - 1 : text.length();
  }

  public String text() {
    return text;
  }

  int firstLine() {
    return firstLine;
  }

  /// Where each of its lines begins.
  List<Integer> columns() {
    return Arrays.stream(columns).boxed().toList();
  }

  Setting setting() {
    return setting;
  }

  /// A marker that begins at an offset of the text.
  public Marker marker(boolean explicit, Optional<String> spec, String id, int offset) {
    int found = Arrays.binarySearch(starts, offset);
    int line = found >= 0 ? found : -found - 2;
    int place = firstLine + line;
    List<TestTitle> around = setting.enclosure().at(place);
    var texts = new ArrayList<String>(around.size() + 2);
    texts.add(near(line, offset));
    texts.add(brief);
    around.stream()
        .filter(test -> setting.self().filter(test::equals).isEmpty())
        .forEach(test -> texts.add(test.text()));
    return new Marker(
        explicit,
        spec,
        id,
        place,
        columns[line] + offset - starts[line],
        new Marker.Surroundings(texts, setting.inTest() || !around.isEmpty(), setting.region()));
  }

  /// The line around an offset; of a very long one the part near it.
  private String near(int line, int offset) {
    int from = Math.max(starts[line], (offset / STEP - 1) * STEP);
    if (from != nearAt) {
      nearAt = from;
      near = text.substring(from, Math.min(end(starts, line, text), from + 3 * STEP));
    }
    return near;
  }
}
