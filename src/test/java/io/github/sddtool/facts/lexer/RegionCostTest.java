package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever asks for the code of every comment and title pays for the length of the text, not for
/// its square: a second or so, and far more than the limit where each question reads it all again.
class RegionCostTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest(name = "{0}")
  @MethodSource("crowded")
  void takesLinearTimeToPlaceEveryComment(String what, Language language, String source) {
    SourceText text =
        Assertions.assertTimeoutPreemptively(
            LIMIT,
            () -> {
              SourceText scanned = SourceScanner.scan(language, source);
              scanned.comments().forEach(scanned::regionAt);
              scanned.tests().forEach(scanned::regionAt);
              return scanned;
            });
    assertThat(text.comments().size() + text.tests().size()).as(what).isGreaterThan(4_000);
  }

  static Stream<Arguments> crowded() {
    return Stream.of(
        arguments(
            "comments between the annotations of one method",
            Language.JAVA,
            "class A {\n" + "// @spec REQ-001\n@X\n".repeat(10_000) + "void f(){}}"),
        arguments(
            "a comment in each of many nested functions",
            Language.TYPESCRIPT,
            "function a(){// @spec REQ-001\n".repeat(5_000) + "}".repeat(5_000)),
        arguments(
            "a comment before each of many functions",
            Language.TYPESCRIPT,
            "// @spec REQ-001\nfunction a(){}\n".repeat(25_000)),
        arguments(
            "comments in the header of a long file",
            Language.TYPESCRIPT,
            "/* @spec REQ-001 */\n\n".repeat(5_000) + "\nf(1)\n".repeat(50_000)),
        arguments(
            "comments in the body of one long function",
            Language.JAVA,
            "class A { void f() {\n" + "g(1);\n// @spec REQ-001\n".repeat(20_000) + "} }"),
        arguments(
            "comments on the one line of a block without structure",
            Language.SQL,
            "select 1 " + ", 1 /* @spec REQ-001 */".repeat(20_000)),
        arguments(
            "comments after a long indentation",
            Language.TYPESCRIPT,
            "f(\n" + " ".repeat(500_000) + "1, /* @spec REQ-001 */ ".repeat(20_000) + ")"),
        arguments(
            "comments in a list without structure",
            Language.INI,
            "# @spec REQ-001\na=1\n".repeat(25_000)),
        arguments(
            "the titles of many tests",
            Language.TYPESCRIPT,
            "it('REQ-001', () => {})\n".repeat(40_000)));
  }
}
