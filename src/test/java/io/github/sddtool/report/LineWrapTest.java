package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

// @spec cli/commands#REQ-CLI-027
class LineWrapTest {
  @Test
  void aLineThatFitsIsLeftAlone() {
    assertThat(LineWrap.of("pass       all is  well", 23, 4)).isEqualTo("pass       all is  well");
  }

  @Test
  void aLongLineIsBrokenBetweenWordsAndIndented() {
    assertThat(LineWrap.of("error a.md:1  this is too long", 20, 6))
        .isEqualTo("error a.md:1  this\n      is too long");
  }

  @Test
  void aLongWordIsNeverBroken() {
    assertThat(LineWrap.of("see https://example.org/very/long now", 12, 2))
        .isEqualTo("see\n  https://example.org/very/long\n  now");
  }

  @Test
  void coloursTakeNoRoom() {
    assertThat(LineWrap.of("\u001B[31mone\u001B[0m two", 7, 2)).doesNotContain("\n");
    assertThat(LineWrap.of("\u001B[31mone\u001B[0m two", 6, 2)).contains("\n");
  }

  @Property
  void wordsStayAndLinesFit(
      @ForAll @Size(max = 40) List<@AlphaChars @StringLength(min = 1, max = 12) String> words,
      @ForAll @IntRange(min = 20, max = 60) int width,
      @ForAll @IntRange(max = 8) int indent) {
    String line = String.join(" ", words);
    String wrapped = LineWrap.of(line, width, indent);
    assertThat(wrapped.replaceAll("\n *", " ")).isEqualTo(line);
    assertThat(wrapped.lines()).allMatch(piece -> piece.length() <= width);
  }
}
