package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The eye that looks for harm sees it.
class HostileTest {
  private static final String MARKER = "<!-- sdd:summary -->\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ask @octocat",
        "closes #12",
        "see octo/other#3",
        "<img src=x onerror=alert(1)>",
        "[x](https://evil.example)",
        "<https://evil.example>",
        "![x](https://evil.example/p.png)",
        "fine\n/merge\n",
        "<!-- sdd:summary -->",
        "a\u001b[31mred",
      })
  void harmIsSeen(String text) {
    assertThatThrownBy(() -> Hostile.harmless(MARKER + text)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"`@octocat`", "plain text", "<sub>small</sub>", "a \\<b\\> c"})
  void textIsNoHarm(String text) {
    assertThatCode(() -> Hostile.harmless(MARKER + text)).doesNotThrowAnyException();
  }
}
