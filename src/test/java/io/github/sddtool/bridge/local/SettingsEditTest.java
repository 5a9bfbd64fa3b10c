package io.github.sddtool.bridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

// @spec cli/server#REQ-SRV-007
class SettingsEditTest {
  private static final String TEXT =
      """
      # Ours
      server:
        url: "https://old.example.com"   # the old one
        project: shop

      sync:   # both ways
        # whose word counts
        mode: bidirectional
        authority:
          - {path: .sdd/specs/pay, wins: git}
      """;

  @Test
  void oneValueIsReplacedAndNothingElse() {
    assertThat(SettingsEdit.set(TEXT, "server.url", "https://new.example.com"))
        .isEqualTo(TEXT.replace("https://old", "https://new"));
    assertThat(SettingsEdit.set(TEXT, "sync.mode", "git-primary"))
        .isEqualTo(TEXT.replace("mode: bidirectional", "mode: git-primary"));
  }

  @Test
  void whatIsNotThereIsAddedToItsSection() {
    assertThat(SettingsEdit.set(TEXT, "sync.auto_push", "false"))
        .isEqualTo(TEXT + "  auto_push: false\n");
    assertThat(SettingsEdit.set("", "sync.mode", "git-primary"))
        .isEqualTo("sync:\n  mode: git-primary\n");
    assertThat(SettingsEdit.set("server:\r\n    url: http://x.y\r\n", "server.project", "shop"))
        .isEqualTo("server:\r\n    url: http://x.y\r\n    project: shop\r\n");
    assertThat(SettingsEdit.set("server:\n  url: http://x.y", "sync.auto_pull", "true"))
        .isEqualTo("server:\n  url: http://x.y\nsync:\n  auto_pull: true\n");
  }

  @Test
  void wrongKeysAndValuesAreNamedWithTheChoices() {
    assertThatThrownBy(() -> SettingsEdit.set(TEXT, "sync.modes", "x"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("sync.modes")
        .hasMessageContaining("sync.conflict_resolution");
    assertThatThrownBy(() -> SettingsEdit.set(TEXT, "sync.mode", "both"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("'both'")
        .hasMessageContaining("git-primary");
    for (String url : List.of("ftp://x", "https://user:word@x", "x", "https://x\ny")) {
      assertThatThrownBy(() -> SettingsEdit.set(TEXT, "server.url", url))
          .isInstanceOf(UserFault.class);
    }
  }

  @Test
  void aFileThatCannotBeEditedLineByLineIsLeft() {
    assertThatThrownBy(
            () -> SettingsEdit.set("sync: {mode: git-primary}\n", "sync.mode", "bidirectional"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("by hand");
  }

  @Provide
  Arbitrary<String> settings() {
    return Arbitraries.of(
            "server:\n",
            "sync:\n",
            "  mode: git-primary\n",
            "  auto_push: false # no\n",
            "\n",
            "# word: x\n",
            "  # mode: x\n",
            "  url: \"http://a.b\"\n",
            "    mode: bidirectional\n")
        .list()
        .ofMaxSize(8)
        .map(lines -> String.join("", lines));
  }

  /// Whatever the file is: the key says afterwards what it was set to and every other line is still
  /// there, or nothing is written.
  @Property
  void aKeyIsSetOrNothingIsWritten(@ForAll("settings") String text) {
    String edited;
    try {
      edited = SettingsEdit.set(text, "sync.mode", "server-primary");
    } catch (UserFault e) {
      return;
    }
    assertThat(SettingsEdit.get(edited, "sync.mode")).contains("server-primary");
    List<String> kept = edited.lines().toList();
    long lost = text.lines().filter(line -> !kept.contains(line)).count();
    assertThat(lost).isLessThanOrEqualTo(1);
  }
}
