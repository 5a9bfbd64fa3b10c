package io.github.sddtool.forge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.forge.MarkdownCut.Measure;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class MarkdownCutTest {
  @Property(tries = 300)
  void whatFitsStaysAsItIs(@ForAll("markdown") String text, @ForAll Measure measure) {
    int size = (int) measure.of(text);
    assertThat(MarkdownCut.cut(text, Math.max(1_000, size), measure)).isEqualTo(text);
  }

  @Property(tries = 300)
  void whatIsCutFitsAndSaysSo(
      @ForAll("markdown") String text,
      @ForAll Measure measure,
      @ForAll @IntRange(min = 1_000, max = 2_000) int limit) {
    String cut = MarkdownCut.cut(text, limit, measure);
    assertThat(measure.of(cut)).isLessThanOrEqualTo(limit);
    if (measure.of(text) > limit) {
      assertThat(cut).startsWith(MarkdownCut.NOTE);
      assertThat(isWhole(cut)).isTrue();
    }
  }

  @Property(tries = 300)
  void whatIsLeftIsTheBeginning(
      @ForAll("markdown") String text, @ForAll @IntRange(min = 1_000, max = 2_000) int limit) {
    if (text.length() > limit) {
      String kept =
          MarkdownCut.cut(text, limit, Measure.CHARACTERS).substring(MarkdownCut.NOTE.length());
      assertThat(text).startsWith(kept);
      assertThat(limit - kept.length()).isLessThan(1_000);
    }
  }

  /// Read by CommonMark, the note is emphasis in a paragraph of the document, not code.
  @Property(tries = 300)
  void theNoteIsShownAsText(@ForAll("markdown") String text, @ForAll boolean marked) {
    String marker = marked ? "<!-- sdd:summary -->" : "";
    String whole = marker + "\n" + text + "\n" + "more\n".repeat(300);
    String cut = MarkdownCut.cut(whole, 1_000, Measure.CHARACTERS);
    assertThat(cut).hasSizeLessThanOrEqualTo(1_000);
    Node first = Parser.builder().build().parse(cut).getFirstChild();
    if (marked) {
      assertThat(cut).startsWith(marker + "\n");
      first = first.getNext();
    }
    assertThat(first).isInstanceOf(Paragraph.class);
    assertThat(first.getFirstChild()).isInstanceOf(Emphasis.class);
  }

  @Test
  void cutsBetweenLines() {
    String text = "a line of text\n".repeat(1_000);
    String cut = MarkdownCut.cut(text, 2_000, Measure.CHARACTERS);
    assertThat(cut).endsWith("a line of text");
  }

  @Test
  void bytesAreWhatGitHubCountsInSummaries() {
    String text = "é".repeat(40_000);
    String cut = MarkdownCut.cut(text, 65_535, Measure.BYTES);
    assertThat(cut.getBytes(UTF_8).length).isBetween(60_000, 65_535);
  }

  @Provide
  Arbitrary<String> markdown() {
    Arbitrary<String> lines =
        Arbitraries.of(
            "plain text that goes on for a while",
            "",
            "```",
            "```java",
            "~~~~",
            "````",
            "   ```",
            "`` code ``` in ` line",
            "~~~ not`closing",
            "* item",
            "> quoted",
            "😀😀😀😀😀😀😀😀😀😀",
            "ünïcödé",
            "x".repeat(700));
    return lines.list().ofMinSize(1).ofMaxSize(200).map(list -> String.join("\n", list));
  }

  private static boolean isWhole(String text) {
    return text.equals(new String(text.getBytes(UTF_8), UTF_8));
  }
}
