package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.github.People;
import io.github.sddtool.fake.github.ShownIssue;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.MarkdownCut;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcernsTest {
  private static final Concern CONCERN =
      new Concern("guard:shop-prices", "Prices fell", "From 90 to 40.", Set.of("sdd"));

  private final Shop shop = new Shop();
  private final People people = shop.standIn.people(Shop.NAME);

  ConcernsTest() {
    may("issues", "write");
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void issueIsOpenedOnceHoweverOftenItIsRaised() {
    Optional<URI> where = raise(CONCERN);
    assertThat(raise(CONCERN)).isEqualTo(where);
    assertThat(shop.newForge().raise(Shop.REPO, CONCERN)).isEqualTo(where);
    assertThat(people.issues())
        .containsExactly(
            new ShownIssue(
                shop.number + 1,
                "sdd-tool[bot]",
                "Prices fell",
                "<!-- sdd:guard:shop-prices -->\nFrom 90 to 40.",
                true,
                0,
                Set.of("sdd")));
    assertThat(where)
        .contains(URI.create(shop.standIn.web() + "/octo/shop/issues/" + (shop.number + 1)));
    assertThat(shop.writes()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void openOneGetsTheBodyThatDiffersAndNothingElse() {
    raise(CONCERN);
    raise(new Concern(CONCERN.marker(), "Another title", "From 90 to 30.\n", Set.of("more")));
    raise(new Concern(CONCERN.marker(), "Another title", "From 90 to 30.", Set.of("more")));
    assertThat(people.issues())
        .singleElement()
        .satisfies(issue -> assertThat(issue.body()).endsWith("From 90 to 30.\n"))
        .satisfies(issue -> assertThat(issue.title()).isEqualTo("Prices fell"))
        .satisfies(issue -> assertThat(issue.labels()).containsExactly("sdd"));
    assertThat(shop.writes()).hasSize(2);
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void closedOneIsFoundWithoutItsLabelsAndStaysClosed() {
    Optional<URI> where = raise(CONCERN);
    people.close(shop.number + 1);
    assertThat(raise(new Concern(CONCERN.marker(), "Prices fell", "Again.", Set.of())))
        .isEqualTo(where);
    assertThat(people.issues())
        .singleElement()
        .satisfies(issue -> assertThat(issue.open()).isFalse());
    assertThat(shop.writes()).hasSize(1);
  }

  @Test
  void openOneGoesBeforeAClosedOne() {
    raise(CONCERN);
    int first = shop.number + 1;
    people.close(first);
    int open = people.open("sdd-tool[bot]", "Prices fell", "<!-- sdd:guard:shop-prices -->\nOld.");
    int newer = people.open("sdd-tool[bot]", "Prices fell", "<!-- sdd:guard:shop-prices -->\nX");
    people.close(newer);
    assertThat(raise(CONCERN).orElseThrow().getPath()).endsWith("/issues/" + open);
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void whatOthersOpenedIsNotOursWhateverItBeginsWith() {
    int theirs = people.open("mallory", "Prices fell", "<!-- sdd:guard:shop-prices -->\nMine.");
    raise(new Concern("guard:shop", "Shop fell", "<!-- sdd:guard:shop-prices -->", Set.of()));
    raise(CONCERN);
    assertThat(people.issues()).hasSize(3);
    assertThat(people.issues().getFirst().number()).isEqualTo(theirs);
    assertThat(people.issues().getFirst().edits()).isZero();
  }

  @Test
  void oneIsFoundOnALaterPage() {
    Optional<URI> where = raise(CONCERN);
    for (int i = 0; i < 120; i++) {
      people.open("sdd-tool[bot]", "Another", "<!-- sdd:guard:" + i + " -->");
    }
    assertThat(raise(CONCERN)).isEqualTo(where);
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void nobodyIsMentionedAndNoIssueClosed() {
    raise(
        new Concern(
            "guard:x", "Closes #12 for @ada", "cc @octo/team, fixes #3\r\nEnd.\u0000", Set.of()));
    ShownIssue shown = people.issues().getFirst();
    assertThat(shown.title()).doesNotContain("#12", "@ada");
    assertThat(shown.body()).doesNotContain("@octo", "#3", "\r", "\u0000").contains("\nEnd.");
  }

  // @spec app/publishing#REQ-PUB-009
  @Test
  void whatIsTooLongIsCutAndNotWrittenAgain() {
    var longest = new Concern("guard:x", "é".repeat(300), "😀 line\n".repeat(20_000), Set.of());
    raise(longest);
    raise(longest);
    ShownIssue shown = people.issues().getFirst();
    assertThat(shown.title()).hasSize(256);
    assertThat(shown.body())
        .startsWith("<!-- sdd:guard:x -->\n\n" + MarkdownCut.NOTE)
        .hasSizeLessThan(65_537);
    assertThat(shop.writes()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-004
  @Test
  void repositoryWithoutIssuesGetsNone() {
    people.haveNoIssues();
    assertThat(raise(CONCERN)).isEmpty();
  }

  // @spec app/actions#REQ-ACT-004
  @Test
  void missingPermissionIsNamedWithWhoMustGrantIt() {
    may("issues", "read");
    assertThatThrownBy(() -> raise(CONCERN))
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Never()))
        .hasMessageContaining("octo/shop")
        .hasMessageContaining("issues: write: the operator sets it in the App's settings");
  }

  private Optional<URI> raise(Concern concern) {
    return shop.forge.raise(Shop.REPO, concern);
  }

  private void may(String permission, String level) {
    shop.standIn.permissions(Map.of("metadata", "read", permission, level));
  }
}
