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
          "@x\n",
          "- |",
          "fn",
          "return",
          "test(",
          "=>");

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2_000)
  void neverThrowsAndLeavesCommentsInOrder(
      @ForAll Language language, @ForAll("fragments") String text) {
    SourceText scanned = SourceScanner.scan(language, text);
    List<Comment> comments = scanned.comments();
    comments.forEach(comment -> assertThat(scanned.regionAt(comment)).isNotNull());
    scanned.tests().forEach(title -> assertThat(scanned.regionAt(title)).isPresent());
    scanned.declarations().forEach(d -> assertThat(d.endLine()).isBetween(d.line(), lines(text)));
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

  private static int lines(String text) {
    return text.split("\n", -1).length;
  }

  @Property(tries = 1_000)
  void neverThrowsOnAnyCharacters(@ForAll Language language, @ForAll String text) {
    assertThat(SourceScanner.scan(language, text).comments()).isNotNull();
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(3).map(p -> String.join("", p));
  }

  @Property(tries = 120)
  void takesLinearTimeOnRepeatedPieces(@ForAll Language language, @ForAll("pieces") String piece) {
    String text = piece.repeat(200_000 / piece.length());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> SourceScanner.scan(language, text));
  }

  @Property(tries = 10)
  void takesLinearTimeOnOneLongLine(@ForAll Language language, @ForAll("pieces") String piece) {
    String text = piece.replace("\n", "").concat(" ").repeat(1_200_000 / (piece.length() + 1));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> SourceScanner.scan(language, text));
  }
}
