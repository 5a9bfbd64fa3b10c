package io.github.sddtool.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.local.LocalForge;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.GitHistory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec app/clones#REQ-CLONE-007
class EarlyFetchTest {
  private static final RepoId SHOP = new RepoId("local", "shop");

  @TempDir Path root;

  private ClonePool clones;

  @BeforeEach
  void prepare() {
    clones = new ClonePool(root.resolve("clones"));
  }

  @AfterEach
  void letGo() {
    clones.close();
  }

  @Test
  void headAndBaseOfAPullRequestAreHereBeforeAnyJobAsks() throws Exception {
    TestRepo repo = TestRepo.in(root.resolve("shop"));
    var main = new CommitId(repo.write("a.txt", "a\n").commit("first"));
    var side = new CommitId(repo.branch("side").write("b.txt", "b\n").commit("second"));
    Path clone = root.resolve("clones/local/shop.git");

    try (var early = new EarlyFetch(Map.of("local", local(repo)), clones)) {
      assertThat(early.begin(changed(SHOP, side))).isTrue();
      Eventually.until(() -> Files.exists(clone));
    }
    try (GitHistory history = GitHistory.open(clone)) {
      assertThat(history.refTip("refs/sdd/pull/1")).contains(side);
      assertThat(history.refTip("refs/sdd/base/main")).contains(main);
    }
  }

  @Test
  void whatFailsLeavesRoomForTheNext() throws Exception {
    TestRepo repo = TestRepo.in(root.resolve("shop"));
    var main = new CommitId(repo.write("a.txt", "a\n").commit("first"));
    Path clone = root.resolve("clones/local/shop.git");

    try (var early = new EarlyFetch(Map.of("local", local(repo)), clones)) {
      for (int i = 0; i < 5; i++) {
        var gone = new RepoId("local", "gone" + i);
        Eventually.until(() -> early.begin(changed(gone, main)));
      }
      var pushed = new ForgeEvent.DefaultBranchPushed(SHOP, "main", main, main);
      Eventually.until(() -> early.begin(pushed));
      Eventually.until(() -> Files.exists(clone));
    }
  }

  @Test
  void aFewAreFetchedAtOnceAndClosingEndsThem() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Forge forge =
          new ScriptedForge("hub", URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));
      var early = new EarlyFetch(Map.of("hub", forge), clones);
      List<Boolean> begun =
          Stream.of("one", "two", "three")
              .map(name ->
                  early.begin(
                      changed(new RepoId("hub", "octo/" + name), ScriptedForge.commit('a'))))
              .toList();
      early.close();

      assertThat(begun).containsExactly(true, true, false);
      assertThat(early.begin(changed(new RepoId("hub", "octo/one"), ScriptedForge.commit('a'))))
          .isFalse();
    }
    assertThat(root.resolve("clones/hub")).doesNotExist();
  }

  @Test
  void whatNobodyWillReadIsNotFetched() {
    try (var early = new EarlyFetch(Map.of("hub", new ScriptedForge("hub")), clones)) {
      assertThat(
              Stream.of(
                  new ForgeEvent.Ping(),
                  new ForgeEvent.PullRequestClosed(new RepoId("hub", "octo/shop"), 1),
                  new ForgeEvent.AccessChanged(true, List.of()),
                  changed(new RepoId("unknown", "octo/shop"), ScriptedForge.commit('a'))))
          .noneMatch(early::begin);
    }
  }

  private LocalForge local(TestRepo repo) {
    var places = Map.of("shop", repo.folder());
    return new LocalForge("local", places, root.resolve("published"), Secret.of("secret"));
  }

  private static ForgeEvent changed(RepoId repo, CommitId head) {
    return new ForgeEvent.PullRequestChanged(new PullRequest(repo, 1, head, "side", "main", true));
  }
}
