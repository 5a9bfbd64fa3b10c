package io.github.sddtool.spec.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.spec.markdown.MarkdownPlaces.Comment;
import io.github.sddtool.spec.markdown.MarkdownPlaces.Target;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec app/reharvest#REQ-HARVEST-002
class MarkdownPlacesTest {
  private static List<String> targets(String text) {
    return MarkdownPlaces.of(text).targets().stream()
        .map(target -> target.line() + " " + text.substring(target.from(), target.to()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a](x.md)",
        "see [a](x.md), and",
        "[**a** b](x.md \"title\")",
        "[](x.md)",
        "![a](x.md)",
        "[a](<x.md>)",
        "[a]: x.md",
        "[a]: <x.md> 'title'",
        "- item\n\n  [a][b]\n\n  [b]: x.md",
        "> [a](x.md)",
        "| a |\n|---|\n| [a](x.md) |",
        "[a `](` b](x.md)",
        "# [a](x.md)",
        "[a\nb](x.md)"
      })
  void aTargetIsFoundWhereItStands(String text) {
    assertThat(MarkdownPlaces.of(text).targets())
        .singleElement()
        .satisfies(target -> {
          assertThat(target.text()).isEqualTo("x.md");
          assertThat(text.substring(target.from(), target.to())).isEqualTo("x.md");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`[a](x.md)`",
        "```\n[a](x.md)\n```",
        "    [a](x.md)",
        "<!-- [a](x.md) -->",
        "\\[a](x.md)",
        "---\na: '[a](x.md)'\n---\n",
        "[a](y\\_x.md)"
      })
  void codeCommentsFrontMatterAndEscapedTargetsHoldNone(String text) {
    assertThat(MarkdownPlaces.of(text).targets()).isEmpty();
  }

  @Test
  void anImageInALinkHasATargetOfItsOwn() {
    assertThat(targets("[![a](b.png)](x.md)")).containsExactlyInAnyOrder("1 b.png", "1 x.md");
  }

  @Test
  void placesCountThroughMarksLineEndsAndFrontMatter() {
    assertThat(targets("\uFEFF---\r\na: b\r\n---\r\n\r\n[a](x.md)\r\n[b](y.md)\r\n"))
        .containsExactly("5 x.md", "6 y.md");
  }

  @Test
  void aCommentIsFoundWhereItHasALineToItself() {
    String text = "<!-- a -->\n\n- b\n\n  <!-- c -->\n\n> <!-- d -->\n\nx <!-- e -->\n<!--f-->";
    assertThat(MarkdownPlaces.of(text).comments())
        .extracting(Comment::text, Comment::indent, Comment::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "", 1),
            org.assertj.core.groups.Tuple.tuple("c", "  ", 5),
            org.assertj.core.groups.Tuple.tuple("f", "", 10));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "[a](x.md)",
            "](",
            "[",
            "x.md",
            "(",
            ")",
            "<",
            ">",
            "`",
            "```\n",
            "\n",
            "\r\n",
            "    ",
            "- ",
            "> ",
            "[r]: y.md",
            "![",
            "<!-- c -->",
            "---\n",
            "\uFEFF",
            "|",
            "\\",
            "\t",
            "*")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property
  void whateverATextSaysATargetIsWhatStandsAtItsPlace(@ForAll("texts") String text) {
    for (Target target : MarkdownPlaces.of(text).targets()) {
      assertThat(text.substring(target.from(), target.to())).isEqualTo(target.text());
    }
    for (Comment comment : MarkdownPlaces.of(text).comments()) {
      String line = text.substring(comment.from(), comment.to());
      assertThat(line).startsWith(comment.indent() + "<!--").doesNotContain("\n", "\r");
    }
  }
}
