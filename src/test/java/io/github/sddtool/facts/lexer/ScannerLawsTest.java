package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every text in every language, however broken it is.
class ScannerLawsTest {
  private static final List<String> PIECES =
      List.of(
          "//",
          "/*",
          "*/",
          "#",
          "--",
          "'",
          "\"",
          "`",
          "\"\"\"",
          "'''",
          "${",
          "#{",
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          "<",
          ">",
          "</",
          "/>",
          "<!--",
          "-->",
          "<?php",
          "?>",
          "<<EOF",
          "EOF",
          "<<~X",
          "\n",
          "\r\n",
          " ",
          "\t",
          "\\",
          "=",
          "=begin",
          "=end",
          "=cut",
          "r#\"",
          "\"#",
          "R\"x(",
          ")x\"",
          "$$",
          "[[",
          "]]",
          "%w[",
          "~r/",
          "?",
          ":",
          "|",
          ">",
          "-",
          "@",
          "$",
          "/",
          ";",
          ",",
          ".",
          "def f():",
          "class A",
          "function f()",
          "it('t', () =>",
          "end",
          "do",
          "import x",
          "<script>",
          "</script>",
          "a",
          "é",
          "\uD83D",
          "\uDE00",
          "\0",
          "1",
          "@doc",
          "- |",
          "fn",
          "return",
          "test(",
          "=>");

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 4_000)
  void neverThrowsAndLeavesCommentsInOrder(
      @ForAll Language language, @ForAll("fragments") String text) {
    List<Comment> comments = SourceScanner.scan(language, text).comments();
    String[] source = text.split("\n", -1);
    int column = 0;
    int line = 0;
    for (Comment comment : comments) {
      assertThat(comment.line()).isGreaterThanOrEqualTo(line);
      assertThat(comment.line() > line || comment.column() > column).isTrue();
      line = comment.endLine();
      column = comment.line() == comment.endLine() ? comment.column() : 0;
      String[] lines = comment.text().split("\n", -1);
      assertThat(lines).hasSize(comment.endLine() - comment.line() + 1);
      for (int i = 0; i < lines.length; i++) {
        assertThat(source[comment.line() - 1 + i]).contains(lines[i]);
      }
    }
  }

  @Property(tries = 1_000)
  void neverThrowsOnAnyCharacters(@ForAll Language language, @ForAll String text) {
    assertThat(SourceScanner.scan(language, text).comments()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void takesLinearTimeOnRepeatedPieces(Language language) {
    for (String piece : PIECES) {
      String text = piece.repeat(30_000 / piece.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> SourceScanner.scan(language, text), () -> piece);
    }
  }
}
