package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "*.log, a.log, true",
        "*.log, a/b.log, false",
        "**/b, b, true",
        "**/b, a/x/b, true",
        "**/b, ab, false",
        "a/**, a/b/c, true",
        "a/**, a, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "a/**/b, axb, false",
        "a**b, axxb, true",
        "a**b, a/b, false",
        "x/a**/b, x/ab, true",
        "x/*a**b, x/ya/b, false",
        "a?b, a/b, false",
        "[a-c]x, bx, true",
        "[!a-c]x, bx, false",
        "[!a]b, /b, false",
        "[]-]x, ]x, true",
        "[[:digit:]]x, 7x, true",
        "\\*, *, true",
        "\\*, x, false",
        "?, é, false",
        "??, é, true"
      })
  void patternsMeanWhatTheyMeanInGit(String pattern, String text, boolean matches) {
    assertThat(matches(pattern, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a[b", "[]", "[[:alpha", "[[:nothing:]]", "a\\", "[a-", "[\\"})
  void malformedPatternsAreNone(String pattern) {
    assertThat(Glob.parse(pattern.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void aHostilePatternCostsNoMoreThanItsLength() {
    String text = "a".repeat(4000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(matches("*a".repeat(500) + "b", text)).isFalse();
          assertThat(matches("*a".repeat(500) + "*b*", text)).isFalse();
          assertThat(matches("**/".repeat(300) + "*b*", "a/".repeat(1000) + "a")).isFalse();
          assertThat(matches("*?".repeat(500) + "*", text)).isTrue();
        });
  }

  private static boolean matches(String pattern, String text) {
    return Glob.parse(pattern.getBytes(UTF_8)).orElseThrow().matches(text.getBytes(UTF_8), 0);
  }
}
