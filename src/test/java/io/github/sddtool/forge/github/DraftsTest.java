package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.github.Exchange;
import io.github.sddtool.fake.github.People;
import io.github.sddtool.fake.github.ShownPull;
import io.github.sddtool.forge.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DraftsTest {
  private final Shop shop = new Shop();
  private final People people = shop.standIn.people(Shop.NAME);

  DraftsTest() {
    shop.standIn.permissions(
        Map.of("metadata", "read", "contents", "write", "pull_requests", "write"));
    Shop.git(shop.bare, "update-ref", "refs/heads/sdd/undo", shop.head().hex());
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private static Proposal draft(String title, String... labels) {
    return new Proposal("sdd/undo", "main", title, "It broke.", true, Set.of(labels));
  }

  // @spec app/publishing#REQ-PUB-023
  @Test
  void draftIsOpenedAsOneAndReadyOnceAPersonSaysSo() {
    propose(draft("Undo it"));
    assertThat(shown().draft()).isTrue();
    assertThat(shown().title()).isEqualTo("Undo it");
    people.ready(shown().number());
    propose(draft("Undo it"));
    assertThat(shown().draft()).isFalse();
    assertThat(shop.writes()).hasSize(1);
  }

  @Test
  void whatIsNoDraftIsNotMadeOne() {
    propose(new Proposal("sdd/undo", "main", "Undo it", "It broke."));
    assertThat(shown().draft()).isFalse();
    assertThat(shown().labels()).isEmpty();
  }

  // @spec app/publishing#REQ-PUB-023
  @Test
  void whereGitHubHasNoDraftsTheTitleSaysSo() {
    people.haveNoDrafts();
    propose(draft("Undo it"));
    propose(draft("Undo it"));
    assertThat(shown().draft()).isFalse();
    assertThat(shown().title()).isEqualTo("[draft] Undo it");
    assertThat(shop.writes()).extracting(Exchange::status).containsExactly(422, 201);
    propose(draft("Undo more"));
    assertThat(shown().title()).isEqualTo("[draft] Undo more");
    people.title(shown().number(), "Undo more");
    propose(draft("Undo more"));
    assertThat(shown().title()).isEqualTo("Undo more");
    assertThat(shop.writes()).hasSize(3);
  }

  @Test
  void longestTitleFitsBesideTheWord() {
    people.haveNoDrafts();
    propose(draft("é".repeat(300)));
    propose(draft("é".repeat(300)));
    assertThat(shown().title()).hasSize(256).startsWith("[draft] é");
    assertThat(shop.writes()).hasSize(2);
  }

  @Test
  void oneThatSomebodyElseOpenedMeanwhileStaysWhatItIs() {
    people.haveNoDrafts();
    shop.standIn.onExchange(exchange -> {
      if (exchange.method().equals("GET") && exchange.path().contains("/pulls?") && opened() == 0) {
        shop.standIn.openPullRequest(Shop.NAME, "sdd/undo", "main");
      }
    });
    propose(draft("Undo it", "revert"));
    assertThat(shown().title()).isEqualTo("Undo it");
    assertThat(shown().labels()).containsExactly("revert");
  }

  // @spec app/publishing#REQ-PUB-023
  @Test
  void labelsAreAddedAndNoneIsTakenOff() {
    propose(draft("Undo it", "revert", "sdd"));
    assertThat(shown().labels()).containsExactlyInAnyOrder("revert", "sdd");
    assertThat(shop.writes()).hasSize(2);
    shop.standIn.label(Shop.NAME, shown().number(), "urgent");
    propose(draft("Undo it", "revert", "SDD"));
    assertThat(shop.writes()).hasSize(2);
    propose(draft("Undo it", "guard"));
    assertThat(shown().labels()).containsExactlyInAnyOrder("revert", "sdd", "urgent", "guard");
    assertThat(shop.writes()).hasSize(3);
    assertThat(shop.writes().getLast().call().body()).isEqualTo("{\"labels\":[\"guard\"]}");
  }

  // @spec app/publishing#REQ-PUB-023
  @Test
  void labelsThatFailedArePutThereTheNextTime() {
    shop.standIn.faults().failNext(call -> call.path().endsWith("/labels"), 500, 1);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> propose(draft("Undo", "sdd"))))
        .hasMessageContaining("it will be tried again");
    propose(draft("Undo", "sdd"));
    assertThat(shown().labels()).containsExactly("sdd");
    assertThat(opened()).isEqualTo(1);
  }

  private long opened() {
    return ours().size();
  }

  private void propose(Proposal proposal) {
    assertThat(shop.forge.propose(Shop.REPO, proposal)).isPresent();
  }

  private ShownPull shown() {
    return ours().getFirst();
  }

  private List<ShownPull> ours() {
    return shop.standIn.pullRequests(Shop.NAME).stream()
        .filter(pull -> pull.head().equals("sdd/undo"))
        .toList();
  }
}
