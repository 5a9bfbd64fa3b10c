package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.contract.Listener;
import io.github.sddtool.fake.github.People;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Drafts, issues, workflows and what was merged, as GitHub describes them.
class ActionsContractTest {
  private final Shop shop = new Shop();
  private final People people = shop.standIn.people(Shop.NAME);
  private final Listener listener = Listener.to(shop.standIn);

  ActionsContractTest() {
    var all = new HashMap<String, String>();
    for (String name : Set.of("contents", "pull_requests", "issues", "actions")) {
      all.put(name, "write");
    }
    all.put("metadata", "read");
    shop.standIn.permissions(all);
    Shop.git(shop.bare, "update-ref", "refs/heads/sdd/undo", shop.head().hex());
  }

  @AfterEach
  void everyExchangeIsAsDescribed() {
    shop.close();
    assertThat(listener.judged()).isPositive();
    assertThat(listener.violations()).isEmpty();
  }

  @Test
  void draftIsOpenedAndLabelled() {
    var draft = new Proposal("sdd/undo", "main", "Undo it", "It broke.", true, Set.of("sdd"));
    shop.forge.propose(Shop.REPO, draft);
    shop.forge.propose(Shop.REPO, draft);
    assertThat(shop.standIn.pullRequests(Shop.NAME).getLast().draft()).isTrue();
  }

  @Test
  void draftIsAnOrdinaryOneWhereThereAreNoDrafts() {
    people.haveNoDrafts();
    shop.forge.propose(
        Shop.REPO, new Proposal("sdd/undo", "main", "Undo it", "It broke.", true, Set.of()));
    assertThat(shop.standIn.pullRequests(Shop.NAME).getLast().title()).startsWith("[draft] ");
  }

  @Test
  void issueIsOpenedFoundAndChanged() {
    shop.forge.raise(Shop.REPO, new Concern("guard:x", "It fell", "To 4.", Set.of("sdd")));
    shop.forge.raise(Shop.REPO, new Concern("guard:x", "It fell", "To 3.", Set.of("sdd")));
    people.close(people.issues().getFirst().number());
    shop.forge.raise(Shop.REPO, new Concern("guard:x", "It fell", "To 2.", Set.of("sdd")));
    assertThat(people.issues()).singleElement().satisfies(one ->
        assertThat(one.body()).endsWith("To 3."));
    people.haveNoIssues();
    assertThat(shop.forge.raise(Shop.REPO, new Concern("guard:y", "T", "", Set.of()))).isEmpty();
  }

  @Test
  void workflowIsStarted() {
    people.workflow("rollback.yml", Set.of("reason"));
    shop.forge.dispatch(
        Shop.REPO, new Dispatch("rollback.yml", "main", Map.of("reason", "$(id) `x`")));
    assertThat(people.started()).hasSize(1);
    assertThatThrownBy(() ->
            shop.forge.dispatch(Shop.REPO, new Dispatch("gone.yml", "main", Map.of())))
        .isInstanceOf(ForgeFault.class);
    assertThatThrownBy(() ->
            shop.forge.dispatch(
                Shop.REPO, new Dispatch("rollback.yml", "main", Map.of("more", "x"))))
        .isInstanceOf(ForgeFault.class);
  }

  @Test
  void commitIsKnownByItsPullRequestAndTheDefaultBranchByItsName() {
    var merge = new CommitId(people.merge(shop.number, false));
    assertThat(shop.forge.mergedBy(Shop.REPO, merge)).map(Merged::number).contains(shop.number);
    assertThat(shop.forge.mergedBy(Shop.REPO, new CommitId("f".repeat(40)))).isEmpty();
    assertThat(shop.forge.defaultBranch(Shop.REPO).orElseThrow().tip()).isEqualTo(merge);
  }
}
