package io.github.sddtool.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Plain mappings are read without the library, and must come out as the library reads them.
class PlainMappingTest {
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> keys =
        Arbitraries.of(
            "id", "title", "a-b", "c_1", "Null", "y", "1", "- a", "한", "\"q\"", " x", "<<");
    Arbitrary<String> separators =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, Arbitraries.just(": ")),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(":", " : ", ":  ", "")));
    Arbitrary<String> values =
        Arbitraries.of(
                "a",
                "B c",
                "2025-06-15",
                "1.5",
                "null",
                "NULL",
                "~",
                "true",
                "\"x y\"",
                "\"",
                "'s'",
                "[a, b]",
                "[",
                "]",
                "[]",
                "[null]",
                ", ",
                ",",
                " ",
                "#",
                " #",
                ":",
                ": ",
                "- ",
                "-",
                "&a",
                "*a",
                "!t",
                "{",
                "}",
                "|",
                ">",
                "%",
                "@",
                "`",
                "요구",
                "é",
                "\\",
                "\u0085",
                "\u2028",
                "\u00a0",
                "😀",
                "\ufeff",
                "\t",
                "(x)",
                "/",
                "+1",
                ".")
            .list()
            .ofMinSize(0)
            .ofMaxSize(3)
            .map(parts -> String.join("", parts));
    Arbitrary<String> line =
        Combinators.combine(keys, separators, values)
            .as((key, between, value) -> key + between + value);
    Arbitrary<String> ends = Arbitraries.of("\n", "\n", "\n", "\n\n", "\r\n", "\n---\n", "\n  ");
    return Combinators.combine(line, ends)
        .as((text, end) -> text + end)
        .list()
        .ofMinSize(0)
        .ofMaxSize(4)
        .map(lines -> String.join("", lines))
        .flatMap(text -> Arbitraries.of(text, text.strip()));
  }

  @Property(tries = 5000)
  void everyTextIsReadAsTheLibraryReadsIt(@ForAll("texts") String text) {
    assertThat(YamlText.read(text)).isEqualTo(YamlText.parse(text));
  }

  @Test
  void whatMostSpecsBeginWithIsPlain() {
    String text =
        """
        id: feat-00011
        title: "cache queue: token"
        created: 2025-06-15
        depends: [feat-1, 공통/로그인]
        """;
    assertThat(PlainMapping.read(text)).isPresent();
    assertThat(YamlText.read(text)).isEqualTo(YamlText.parse(text));
  }
}
