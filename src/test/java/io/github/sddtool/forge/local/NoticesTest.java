package io.github.sddtool.forge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
  private static final RepoId SHOP = new RepoId("local", "shop");
  private static final Concern CONCERN =
      new Concern("guard:x", "It fell", "From 9 to 4.", Set.of("sdd"));

  private final TestRepo repo;
  private final LocalForge forge;

  NoticesTest(@TempDir Path root) {
    repo = TestRepo.in(root.resolve("shop"));
    repo.write("a.txt", "a\n").commit("first");
    forge =
        new LocalForge(
            "local", Map.of("shop", repo.folder()), root.resolve("out"), Secret.of("secret"));
  }

  // @spec app/actions#REQ-ACT-008
  @Test
  void concernIsOneFileThatFollowsTheBodyWhileItIsOpen() throws IOException {
    Optional<URI> page = forge.raise(SHOP, CONCERN);
    assertThat(forge.raise(SHOP, CONCERN)).isEqualTo(page);
    var worse = new Concern("guard:x", "Another title", "From 9 to 3.", Set.of());
    assertThat(forge.raise(SHOP, worse)).isEqualTo(page);
    Concern shown = forge.notices(SHOP).concern("guard:x").orElseThrow();
    assertThat(shown.title()).isEqualTo("It fell");
    assertThat(shown.body()).isEqualTo("<!-- sdd:guard:x -->\nFrom 9 to 3.");
    assertThat(shown.labels()).containsExactly("sdd");

    Path file = Path.of(page.orElseThrow());
    Files.writeString(file, Files.readString(file).replace("\"open\" : true", "\"open\" : false"));
    assertThat(forge.raise(SHOP, CONCERN)).isEqualTo(page);
    assertThat(forge.notices(SHOP).concern("guard:x").orElseThrow().body()).contains("to 3");
  }

  // @spec app/actions#REQ-ACT-008
  @Test
  void whatWouldBeStartedIsWrittenDownInOrder() {
    var one = new Dispatch("rollback.yml", "main", Map.of("reason", "\"a\"\n$(b)"));
    var other = new Dispatch("more.yaml", "main", Map.of());
    forge.dispatch(SHOP, one);
    forge.dispatch(SHOP, other);
    assertThat(forge.notices(SHOP).dispatches()).containsExactly(one, other);
  }

  // @spec app/actions#REQ-ACT-008
  @Test
  void mergeIsKnownByTheBranchThatItMerged() {
    CommitId base = forge.defaultBranch(SHOP).map(Branch::tip).orElseThrow();
    var side = new CommitId(repo.branch("feat/side").write("b.txt", "b\n").commit("second"));
    assertThat(forge.openPullRequests(SHOP, 10)).hasSize(1);
    forge.propose(SHOP, new Proposal("feat/side", "main", "Add b", ""));
    assertThat(forge.mergedBy(SHOP, side)).isEmpty();
    repo.checkout("main");
    var merge = new CommitId(repo.merge("feat/side"));

    assertThat(forge.defaultBranch(SHOP)).contains(new Branch("main", merge));
    var expected = new Merged(1, "Add b", "", "feat/side", side, Optional.empty());
    assertThat(forge.mergedBy(SHOP, merge)).contains(expected);
    assertThat(forge.mergedBy(SHOP, side)).contains(expected);
    assertThat(forge.mergedBy(SHOP, base)).isEmpty();
    assertThat(forge.mergedBy(SHOP, new CommitId("f".repeat(40)))).isEmpty();
  }

  @Test
  void labelsOfPeopleStayOnAProposal() {
    forge.propose(SHOP, new Proposal("x", "main", "T", "", true, Set.of("urgent")));
    forge.propose(SHOP, new Proposal("x", "main", "T", "", true, Set.of("sdd")));
    assertThat(forge.notices(SHOP).proposal("x").orElseThrow().labels())
        .containsExactly("sdd", "urgent");
  }

  @Test
  void repositoryThatIsNotOursIsRefused() {
    var unknown = new RepoId("local", "nothing");
    assertThatThrownBy(() -> forge.raise(unknown, CONCERN)).isInstanceOf(ForgeFault.class);
    assertThatThrownBy(() -> forge.dispatch(unknown, new Dispatch("a.yml", "main", Map.of())))
        .isInstanceOf(ForgeFault.class);
  }
}
