package io.github.sddtool.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTextTest {
  private static List<String> explicit(String text) {
    return MarkerText.in(text).stream()
        .filter(MarkerText.Found::explicit)
        .map(found -> found.spec().map(spec -> spec + "#").orElse("") + found.id())
        .toList();
  }

  private static List<String> bare(String text) {
    return MarkerText.in(text).stream()
        .filter(found -> !found.explicit())
        .map(found -> found.spec().map(spec -> spec + "#").orElse("") + found.id())
        .toList();
  }

  // @spec engine/markers#REQ-MARK-002
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@spec REQ-1 | REQ-1",
        "@spec: REQ-001 | REQ-001",
        "@spec req-auth-001 | REQ-AUTH-001",
        "@spec REQ-1, REQ-2 | REQ-1 REQ-2",
        "@spec REQ-1 REQ-2 REQ-3 | REQ-1 REQ-2 REQ-3",
        "@spec auth/login#REQ-1 | auth/login#REQ-1",
        "@spec auth/login REQ-1 | auth/login#REQ-1",
        "@spec auth/login REQ-1, REQ-2 | auth/login#REQ-1 auth/login#REQ-2",
        "@spec a#REQ-1, b#REQ-2 | a#REQ-1 b#REQ-2",
        "@spec REQ-001..003 | REQ-001 REQ-002 REQ-003",
        "@spec REQ-001-003 | REQ-001 REQ-002 REQ-003",
        "@spec REQ-010/011 | REQ-010 REQ-011",
        "@spec REQ-2024-001 | REQ-2024-001",
        "@spec REQ-001: checks the password | REQ-001",
        "@spec REQ-001 the login | REQ-001",
        "@spec REQ-001. | REQ-001",
        "@spec auth/login/REQ-1 | auth/login#REQ-1",
        "@spec auth/login: REQ-1 | auth/login#REQ-1",
        "@spec packages/a:billing#REQ-1 | packages/a:billing#REQ-1"
      })
  void explicitMarkersNameTheirIds(String text, String expected) {
    assertThat(explicit(text)).containsExactly(expected.split(" ", -1));
  }

  @Test
  void aListGoesOnInTheNextLine() {
    assertThat(explicit("@spec REQ-001,\nREQ-002, and so on"))
        .containsExactly("REQ-001", "REQ-002");
  }

  @Test
  void anIdThatBeginsTheNextLineWithoutACommaIsBare() {
    assertThat(explicit("@spec REQ-001\nREQ-002\nsee RFC-7231")).containsExactly("REQ-001");
    assertThat(bare("@spec REQ-001\nREQ-002\nsee RFC-7231")).containsExactly("REQ-002", "RFC-7231");
  }

  @ParameterizedTest
  @CsvSource({
    "me@spec.com",
    "@specification REQ",
    "@spec",
    "@spec nothing here",
    "@specs",
    "an e-mail@spec"
  })
  void whatOnlyLooksLikeAMarkerIsNone(String text) {
    assertThat(explicit(text)).isEmpty();
  }

  @Test
  void aSpecByItselfLinksNoRequirement() {
    assertThat(explicit("@spec auth/login")).isEmpty();
  }

  @Test
  void bareIdsAreFoundByThemselves() {
    assertThat(bare("see FR-004 and (REQ-DC-106), not XREQ_1 nor foo"))
        .containsExactly("FR-004", "REQ-DC-106");
  }

  @Test
  void aRangeSpreadsToFiftyAtMost() {
    assertThat(explicit("@spec REQ-1..999999999")).hasSize(50);
  }

  @Property
  void neverThrowsAndPointsIntoTheText(@ForAll String text) {
    for (var found : MarkerText.in("@spec " + text)) {
      assertThat(found.offset()).isBetween(0, text.length() + 6);
    }
  }

  @Test
  void aLongTokenIsScannedInLinearTime() {
    assertThat(MarkerText.in("A-".repeat(500_000))).isEmpty();
    assertThat(MarkerText.in("a#".repeat(500_000))).isEmpty();
    assertThat(MarkerText.in("@spec ".repeat(200_000))).isEmpty();
  }
}
