package io.github.sddtool.spec.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sddtool.spec.Reference;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
  // @spec engine/impact#REQ-IMPACT-020, engine/impact#REQ-IMPACT-021
  @Test
  void linksImagesAndMentionsHaveTheirPlace() {
    var markdown =
        MarkdownText.read(
            """
            ---
            id: a
            ---
            # T

            See [b](../b/spec.md#x) and ![p](p.png),
            also `auth/login` or auth/login#REQ-001.

            - in a list `x/y`

            ```
            [none](gone.md) `none/here`
            ```
            <!-- [none](gone.md) -->
            """);
    assertThat(markdown.references())
        .extracting(Reference::kind, Reference::target, Reference::line, Reference::column)
        .containsExactly(
            tuple(Reference.Kind.LINK, "../b/spec.md#x", 6, 5),
            tuple(Reference.Kind.IMAGE, "p.png", 6, 29),
            tuple(Reference.Kind.MENTION, "auth/login", 7, 6),
            tuple(Reference.Kind.MENTION, "auth/login#REQ-001", 7, 22),
            tuple(Reference.Kind.MENTION, "x/y", 9, 13));
  }

  // @spec engine/checks#REQ-CHECK-010
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The limit is TBD.",
        "TODO: decide",
        "TODO",
        "[NEEDS CLARIFICATION: who?]",
        "The limit of {{product}} holds.",
        "[Explain why this is needed]",
        "| a | TBD |\n|---|---|\n| b | c |"
      })
  void whatIsOpenIsFound(String text) {
    assertThat(MarkdownText.read(text).placeholders()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The TODO list MUST show all items.",
        "`TBD` in code",
        "    TBD in a block",
        "<!-- TODO: later -->",
        "TBDX and X-TBD",
        "Press [Insert] to add.",
        "[Describe the system](guide.md)",
        "a {b} c"
      })
  void whatIsMeantIsLeftAlone(String text) {
    assertThat(MarkdownText.read(text).placeholders()).isEmpty();
  }

  @Test
  void aPlaceholderStandsWhereItIsWritten() {
    var placeholder = MarkdownText.read("# T\n\n- The limit is TBD.\n").placeholders().getFirst();
    assertThat(placeholder.line()).isEqualTo(3);
    assertThat(placeholder.column()).isEqualTo(16);
  }

  @Test
  void hostileLinesTakeLinearTime() {
    for (String piece : new String[] {"[Explain ", "{{", "a#", "TODO ", "[NEEDS CLARIFICATION:"}) {
      Assertions.assertThatCode(() -> Placeholder.in(piece.repeat(200_000)))
          .doesNotThrowAnyException();
      org.junit.jupiter.api.Assertions.assertTimeout(
          Duration.ofSeconds(10), () -> Placeholder.in(piece.repeat(200_000)));
    }
  }
}
