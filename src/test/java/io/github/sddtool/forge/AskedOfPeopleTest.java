package io.github.sddtool.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedOfPeopleTest {
  // @spec app/actions#REQ-ACT-003
  @ParameterizedTest
  @ValueSource(strings = {"", "Guard", "a b", "a -->", "a_b", "a/b", "é"})
  void markerIsOneThatCanBeFoundAgain(String marker) {
    assertThatThrownBy(() -> new Concern(marker, "T", "", Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + marker + "'");
  }

  @Test
  void concernIsFoundByItsOwnMarkerAlone() {
    Concern shown = new Concern("guard:shop", "T", "Body", Set.of()).harmless(256, 65_536);
    assertThat(shown.isOf(shown.body())).isTrue();
    assertThat(new Concern("guard:sho", "T", "", Set.of()).isOf(shown.body())).isFalse();
    assertThat(shown.isOf("Body\n<!-- sdd:guard:shop -->")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "a,b", "a\nb", "123456789012345678901234567890123456789012345678901"})
  void labelIsOneThatEveryForgeTakes(String label) {
    assertThatThrownBy(() -> new Concern("x", "T", "", Set.of(label)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proposal("x", "main", "T", "", false, Set.of(label)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a label has");
  }

  @Test
  void labelsThatDifferInCaseAreTheSame() {
    var proposal = new Proposal("x", "main", "T", "", true, Set.of("SDD", "revert"));
    assertThat(proposal.missing(List.of("sdd", "urgent"))).containsExactly("revert");
    assertThat(proposal.harmless(100, 1_000).labels()).containsExactly("SDD", "revert");
    assertThat(proposal.harmless(100, 1_000).draft()).isTrue();
  }

  // @spec app/actions#REQ-ACT-005
  @ParameterizedTest
  @ValueSource(strings = {"", "rollback", "../x.yml", "a/b.yml", "x.yml?y", "x.yml\n", "x.json"})
  void workflowIsAFileOfItsFolder(String workflow) {
    assertThatThrownBy(() -> new Dispatch(workflow, "main", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // @spec app/actions#REQ-ACT-005
  @Test
  void inputsFitTheForge() {
    var many = new HashMap<String, String>();
    for (int i = 0; i < Dispatch.MOST_INPUTS; i++) {
      many.put("input_" + i, "\"".repeat(5_000));
    }
    assertThat(new Dispatch("a.yml", "main", many).inputs())
        .hasSize(25)
        .allSatisfy((_, value) -> assertThat(value).hasSize(Dispatch.LONGEST_VALUE).endsWith("…"));
    many.put("one_more", "");
    assertThatThrownBy(() -> new Dispatch("a.yml", "main", many))
        .hasMessageContaining("at most 25 inputs, not 26");
    assertThatThrownBy(() -> new Dispatch("a.yml", "main", Map.of("a-b", "")))
        .hasMessageContaining("'a-b'");
    assertThatThrownBy(() -> new Dispatch("a.yml", "ma in", Map.of()))
        .hasMessageContaining("'ma in'");
    assertThat(new Dispatch("a.yml", "main", Map.of("a", "b\u0000\r\nc")).inputs())
        .containsEntry("a", "b\uFFFD\nc");
  }
}
