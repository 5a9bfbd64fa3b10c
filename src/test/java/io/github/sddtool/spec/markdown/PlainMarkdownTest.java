package io.github.sddtool.spec.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Plain Markdown is read without the library, and must come out as the library reads it.
class PlainMarkdownTest {
  private static final List<String> STARTS =
      List.of(
          "",
          "",
          "",
          "# ",
          "## ",
          "###  ",
          "####### ",
          "#",
          " # ",
          "- ",
          "-  ",
          "  - ",
          "   - ",
          "    - ",
          "      - ",
          "* ",
          "+ ",
          "1. ",
          "2. ",
          "10) ",
          "12345. ",
          "   1. ",
          "  ",
          "   ",
          "    ",
          "      ",
          "> ",
          ">",
          ">  ",
          "> - ",
          "> # ",
          "- > ",
          "- # ",
          "- 1. ",
          "```",
          "````",
          "  ```",
          "~~~",
          "---",
          "===",
          "- [ ] ",
          "- [x] ",
          "|",
          "\t",
          "-\t",
          "***",
          "___",
          "<!--",
          "<div>",
          "**",
          "*",
          "_",
          "`",
          "[",
          ": ");

  private static final List<String> PIECES =
      List.of(
          "a",
          "b c",
          " ",
          " ",
          "  ",
          "REQ-001",
          "x#y",
          "TBD",
          "TODO: ",
          "{{v}}",
          "[Explain why now]",
          "[NEEDS CLARIFICATION: x]",
          "*",
          "**",
          "***",
          "_",
          "__",
          "`",
          "``",
          "`x/y`",
          "`a b#c`",
          "**bold**",
          "*em*",
          "**GIVEN** ",
          "[t](d.md)",
          "[`c`](../e/f.md#g)",
          "[a b]",
          "[",
          "]",
          "](",
          "](x)",
          "(",
          ")",
          "!",
          "![i](p.png)",
          "![",
          "<",
          "< 5",
          "<=",
          "<b>",
          "&",
          "& ",
          "&amp;",
          "\\",
          "\\*",
          "|",
          "-",
          "--",
          ":",
          "：",
          ". ",
          ",",
          "\"",
          "시나리오",
          "요구사항",
          "登录",
          "\u00a0",
          "\u3000",
          "😀",
          "é",
          "snake_case",
          "2 * 3",
          "a*b",
          "#",
          " #",
          "1.",
          "\t",
          "\u0001",
          "\u0085",
          "\u2028",
          "…",
          "—",
          "http://x.y",
          "~~s~~");

  @Provide
  Arbitrary<String> texts() {
    return texts(Arbitraries.of(STARTS), Arbitraries.of(PIECES));
  }

  @Provide
  Arbitrary<String> plainTexts() {
    var starts =
        Arbitraries.of(
            "", "", "# ", "## ", "- ", "  - ", "    - ", "  ", "    ", "1. ", "   ", "> ", "```",
            "* ", "- [ ] ");
    var pieces =
        Arbitraries.of(
            "a ",
            "b",
            " ",
            "**",
            "**bold**",
            "*em*",
            "*",
            "`x/y`",
            "[t](d.md)",
            "[a]",
            "x#y",
            "TBD ",
            "요구 ",
            ": ",
            ".",
            "(",
            ")",
            "snake_case",
            "{{v}}",
            "[Explain why now]");
    return texts(starts, pieces);
  }

  private static Arbitrary<String> texts(Arbitrary<String> starts, Arbitrary<String> pieces) {
    Arbitrary<String> line =
        Combinators.combine(starts, pieces.list().ofMaxSize(5))
            .as((start, rest) -> start + String.join("", rest));
    Arbitrary<String> blank = Arbitraries.of("", "", "  ");
    Arbitrary<String> any = Arbitraries.frequencyOf(tuple(4, line), tuple(1, blank));
    Arbitrary<String> ends =
        Arbitraries.frequency(tuple(20, "\n"), tuple(1, "\r\n"), tuple(1, "\r"));
    return Combinators.combine(any, ends)
        .as((text, end) -> text + end)
        .list()
        .ofMaxSize(8)
        .map(lines -> lines.stream().collect(Collectors.joining()));
  }

  private static <T> net.jqwik.api.Tuple.Tuple2<Integer, T> tuple(int n, T value) {
    return net.jqwik.api.Tuple.of(n, value);
  }

  @Property(tries = 4000)
  void everyTextIsReadAsTheLibraryReadsIt(@ForAll("texts") String text) {
    assertThat(MarkdownText.read(text)).isEqualTo(MarkdownText.parse(text));
  }

  @Property(tries = 4000)
  void everyPlainTextIsReadAsTheLibraryReadsIt(@ForAll("plainTexts") String text) {
    assertThat(MarkdownText.read(text)).isEqualTo(MarkdownText.parse(text));
  }

  @Test
  void whatMostSpecsAreWrittenInIsPlain() {
    String text =
        """
        # Title

        > quoted text

        See [other](../other/spec.md) and `x/y`,
        in two lines.

        - **GIVEN** a
          - nested *em*
        1. numbered: 5 < 6 & 7 * 8
        - [ ] a box

        ```java
        <code>
        ```
        **Bold**: text (snake_case) [NEEDS CLARIFICATION: why]
        """;
    assertThat(PlainBlocks.read(text.lines().toList(), 0)).isPresent();
    assertThat(MarkdownText.read(text)).isEqualTo(MarkdownText.parse(text));
  }
}
