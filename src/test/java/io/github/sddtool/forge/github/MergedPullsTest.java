package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.github.People;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.source.CommitId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergedPullsTest {
  private final Shop shop = new Shop();
  private final People people = shop.standIn.people(Shop.NAME);

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/actions#REQ-ACT-001
  @Test
  void defaultBranchHasItsNameAndItsTip() {
    assertThat(shop.forge.defaultBranch(Shop.REPO))
        .contains(new Branch("main", new CommitId(tip("main"))));
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void mergeAndEachCommitOfItAreKnownByTheirPullRequest() {
    people.title(shop.number, "Raise prices");
    CommitId head = shop.head();
    var merge = new CommitId(people.merge(shop.number, false));
    var expected =
        new Merged(
            shop.number,
            "Raise prices",
            "octo",
            "prices",
            head,
            Optional.of(URI.create(shop.standIn.web() + "/octo/shop/pull/" + shop.number)));
    assertThat(by(merge)).contains(expected);
    assertThat(by(head)).contains(expected);
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void squashedCommitIsKnownByItsPullRequest() {
    var squash = new CommitId(people.merge(shop.number, true));
    assertThat(by(squash)).map(Merged::number).contains(shop.number);
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void ofSeveralTheOneThatMadeTheCommitComesFirst() {
    Shop.git(shop.bare, "update-ref", "refs/heads/again", shop.head().hex());
    int again = shop.standIn.openPullRequest(Shop.NAME, "again", "main");
    var merge = new CommitId(people.merge(shop.number, false));
    people.landed(again, "f".repeat(40));
    assertThat(by(merge)).map(Merged::number).contains(shop.number);
    assertThat(by(shop.head())).map(Merged::number).contains(again);
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void onlyWhatWasMergedIntoTheDefaultBranchCounts() {
    assertThat(by(shop.head())).isEmpty();
    assertThat(by(new CommitId(tip("main")))).isEmpty();
    Shop.git(shop.bare, "update-ref", "refs/heads/release", tip("main"));
    shop.standIn.retarget(Shop.NAME, shop.number, "release");
    assertThat(by(new CommitId(people.merge(shop.number, false)))).isEmpty();
    assertThat(by(new CommitId("f".repeat(40)))).isEmpty();
  }

  @Test
  void unknownCommitIsToldFromARepositoryThatIsGone() {
    shop.standIn.faults().failNext(call -> call.path().contains("/commits/"), 404, 2);
    assertThat(by(shop.head())).isEmpty();
    shop.standIn.installed(Shop.NAME, false);
    assertThatThrownBy(() -> by(shop.head()))
        .isInstanceOf(ForgeFault.class)
        .hasMessageContaining("octo/shop@" + shop.head().brief())
        .hasMessageContaining("must install the App");
  }

  @Test
  void missingPermissionIsNamed() {
    shop.standIn.permissions(Map.of("metadata", "read"));
    assertThatThrownBy(() -> by(shop.head()))
        .isInstanceOf(ForgeFault.class)
        .hasMessageContaining("pull requests: read");
  }

  private Optional<Merged> by(CommitId commit) {
    return shop.forge.mergedBy(Shop.REPO, commit);
  }

  private String tip(String branch) {
    return Shop.git(shop.bare, "rev-parse", "refs/heads/" + branch);
  }
}
