package io.github.sddtool.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "@spec packages/a:billing#REQ-1 | packages/a:billing#REQ-1",
        "@spec REQ-1 and REQ-2 & REQ-3 | REQ-1 REQ-2 REQ-3",
        "@spec 006-photo#FR-016..018 | 006-photo#FR-016 006-photo#FR-017 006-photo#FR-018",
        "@spec search#2.1, search#2.2-2.4 | search#2.1 search#2.2 search#2.3 search#2.4",
        "@spec search 2.1 | search#2.1",
        "@spec billing#session-expiration | billing#session-expiration",
        "@spec login auth/login#REQ-1 | auth/login#REQ-1",
        "Requirements 1.2, 3.4 | 1.2 3.4",
        "Requirements: 1.2 and 3.4 | 1.2 3.4",
        "Requirement: 4.1 | 4.1",
        "Req 1.2 | 1.2",
        "Reqs 1.2 & 1.3 | 1.2 1.3",
        "**Validates: Requirements 1.2** | 1.2",
        "Validates: Requirements 2.1-2.4, 3.1 | 2.1 2.2 2.3 2.4 3.1",
        "_Requirements: 1.1, 1.2_ | 1.1 1.2",
        "Requirements 1.1/1.2 | 1.1 1.2",
        "Requirements 1.1/2 | 1.1 1.2",
        "Requirements 1.3..1.5 | 1.3 1.4 1.5",
        "Requirements 1.3 - 1.5 | 1.3 1.4 1.5",
        "Requirements 1.3–1.5. | 1.3 1.4 1.5",
        "Requirements 1.9-2.1 | 1.9 2.1",
        "requirements: search#1.2 | search#1.2"
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

  // @spec engine/markers#REQ-MARK-011
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Requirements 3.10+ of Python",
        "Requirements 99.9% uptime",
        "Requirements 1.2s",
        "Requirements 1.2.3",
        "Requirements Node 18.2",
        "my_requirements 1.2",
        "prerequirements 1.2",
        "Requirements",
        "Request 1.2",
        "Req.",
        "`Requirements 1.2`"
      })
  void numbersThatAreNoRequirementsAreNone(String text) {
    assertThat(explicit(text)).isEmpty();
  }

  @Test
  void aListGoesOnBehindACommaInTheNextLine() {
    assertThat(explicit("Requirements: 1.2,\n 3.4\n5.6")).containsExactly("1.2", "3.4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Requirements 1.2 | true",
        "requirement: 4.1 | true",
        "REQ 1.2 | true",
        "_Requirements: **1.2 | true",
        "Requirements: search#1.2 | true",
        "a request 1 | false",
        "required 2 | false",
        "Requirements are many, 1.2 | false"
      })
  void filesWithoutSuchWordsAreLeftAlone(String text, boolean may) {
    assertThat(OrdinalWords.mayBeIn(text)).isEqualTo(may);
  }

  @Test
  void inProseOrdinalsAreBare() {
    assertThat(bare("the requirements 1.2 and 3.4")).containsExactly("1.2", "3.4");
    assertThat(bare("Requirement 3")).containsExactly("3");
    assertThat(explicit("Requirement 3")).isEmpty();
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
    assertThat(explicit("Requirements 1.1-1.999")).hasSize(50);
  }

  // @spec engine/markers#REQ-MARK-010
  @Property
  void aRangeIsTheListOfItsNumbers(
      @ForAll @IntRange(min = 1, max = 900) int from, @ForAll @IntRange(max = 40) int more) {
    var ids = new ArrayList<String>();
    var ordinals = new ArrayList<String>();
    for (int n = from; n <= from + more; n++) {
      ids.add(String.format("REQ-%03d", n));
      ordinals.add("7." + n);
    }
    String to = String.format("%03d", from + more);
    if (more > 0) {
      assertThat(explicit("@spec " + ids.getFirst() + ".." + to)).isEqualTo(ids);
      assertThat(explicit("Requirements " + ordinals.getFirst() + "-" + ordinals.getLast()))
          .isEqualTo(ordinals);
    }
    assertThat(explicit("@spec " + String.join(", ", ids))).isEqualTo(ids);
    assertThat(explicit("Requirements " + String.join(" and ", ordinals))).isEqualTo(ordinals);
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
    assertThat(MarkerText.in("Requirements ".repeat(200_000))).isEmpty();
    assertThat(MarkerText.in("Req: ".repeat(200_000))).isEmpty();
    assertThat(MarkerText.in("Requirements 1.2-".repeat(200_000))).isNotNull();
  }
}
