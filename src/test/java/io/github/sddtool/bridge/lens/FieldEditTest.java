package io.github.sddtool.bridge.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.format.sdd.SddFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldEditTest {
  private static final RepoPath PATH = new RepoPath(".sdd/specs/pay/spec.md");
  private static final String TEXT =
      "---\r\n# mine\r\nstatus: draft\r\nx: [1]\r\n---\r\n# Pay\n\n### REQ-001: One\n\nMUST a.\n\n"
          + "### REQ-002: Two\n\nMUST b.";

  private final FieldEdit edit = new FieldEdit(List.of(new SddFormat()));

  private Optional<String> edited(Map<String, String> fields, Map<String, String> requirements) {
    return edit.apply("sdd", PATH, TEXT, fields, requirements);
  }

  // @spec app/bridge#REQ-BRIDGE-005
  @Test
  void everyOtherByteIsAsItWas() {
    assertThat(edited(Map.of("status", "review"), Map.of()))
        .contains(TEXT.replace("draft", "review"));
    assertThat(edited(Map.of(), Map.of("REQ-002", "### REQ-002: Two\n\nMUST c.")))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith(TEXT.substring(0, 60)).contains("MUST c."));
  }

  @Test
  void aStatementAloneLeavesHeadingAndScenariosAsTheyAre() {
    String text =
        """
        # Pay

        ### REQ-001: One

        MUST a.

        #### Scenario: S

        - **GIVEN** g

        ### REQ-002: Two

        MUST b.
        """;
    assertThat(edit.apply("sdd", PATH, text, Map.of(), Map.of("REQ-001", "It SHOULD c.")))
        .contains(text.replace("MUST a.", "It SHOULD c."));
    assertThat(edit.apply("sdd", PATH, text, Map.of(), Map.of("REQ-002", "It SHOULD d.")))
        .contains(text.replace("MUST b.", "It SHOULD d."));
  }

  @Test
  void aFieldThatIsMissingIsAdded() {
    assertThat(edited(Map.of("owner", "@ada: me"), Map.of()))
        .contains(TEXT.replace("x: [1]\r\n", "x: [1]\r\nowner: \"@ada: me\"\r\n"));
  }

  @Test
  void whatWouldBeReadOtherwiseIsNotWritten() {
    assertThat(edited(Map.of(), Map.of("REQ-009", "### REQ-009: Nine"))).isEmpty();
    assertThat(edited(Map.of("status", "a\nb: c"), Map.of())).isEmpty();
    assertThat(edited(Map.of(), Map.of("REQ-001", "### REQ-001: One\n\n## Other\n\n### REQ-7: x")))
        .isEmpty();
    assertThat(edit.apply("other", PATH, TEXT, Map.of(), Map.of())).isEmpty();
  }
}
