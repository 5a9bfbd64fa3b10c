package io.github.sddtool.forge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path root;

  private TestRepo repo;
  private CommitId first;

  @BeforeEach
  void prepare() {
    repo = TestRepo.in(root.resolve("shop"));
    first = new CommitId(repo.write("a.txt", "a\n").commit("first"));
  }

  // @spec app/local#REQ-LOCAL-001
  @Test
  void branchesThatAreNewMoveAndGoAreReportedOnce() {
    LocalWatch watch = watch();
    assertThat(pushes(watch.look(NOW))).containsExactly(push("main", null, first));
    assertThat(watch.look(NOW)).isEmpty();

    var side = new CommitId(repo.branch("side").commit("second"));
    assertThat(pushes(watch.look(NOW))).containsExactly(push("side", null, side));

    var moved = new CommitId(repo.commit("third"));
    repo.git("update-ref", "refs/heads/main", side.hex());
    assertThat(pushes(watch.look(NOW)))
        .containsExactly(push("main", first, side), push("side", side, moved));

    repo.checkout("main").git("branch", "-D", "side");
    assertThat(pushes(watch.look(NOW))).containsExactly(push("side", moved, null));
    assertThat(watch.look(NOW)).isEmpty();
  }

  @Test
  void aRestartNeitherRepeatsNorMisses() {
    watch().look(NOW);
    assertThat(watch().look(NOW)).isEmpty();

    var second = new CommitId(repo.commit("second"));
    assertThat(pushes(watch().look(NOW))).containsExactly(push("main", first, second));
  }

  @Test
  void whatCouldNotBeKeptComesAgainUnderTheSameId() {
    repo.branch("side").commit("second");
    var taken = new ArrayList<Delivery>();
    assertThatThrownBy(() ->
            watch()
                .look(
                    NOW,
                    delivery -> {
                      taken.add(delivery);
                      if (taken.size() == 2) {
                        throw new IllegalStateException("the disk is full");
                      }
                    }))
        .hasMessage("the disk is full");

    List<Delivery> again = watch().look(NOW);

    assertThat(again).isEqualTo(taken).hasSize(2);
    assertThat(again).extracting(Delivery::id).doesNotHaveDuplicates();
  }

  @Test
  void aRepositoryThatCannotBeReadLosesNoBranches() throws IOException {
    LocalWatch watch = watch();
    watch.look(NOW);
    Files.move(root.resolve("shop"), root.resolve("away"));
    assertThat(watch.look(NOW)).isEmpty();
    Files.move(root.resolve("away"), root.resolve("shop"));

    assertThat(watch.look(NOW)).isEmpty();
  }

  @Test
  void aBrokenMemoryReportsEverythingAgain() throws IOException {
    LocalWatch watch = watch();
    List<Delivery> before = watch.look(NOW);
    Files.writeString(root.resolve("published/.watch.json"), "{\"shop\":");

    assertThat(watch.look(NOW)).isEqualTo(before);
  }

  @Test
  void theForgeUnderstandsWhatTheWatchSays() {
    LocalWatch watch = watch();
    watch.look(NOW);
    var side = new CommitId(repo.branch("side").commit("second"));
    var forge =
        new LocalForge(
            "local", Map.of("shop", repo.folder()), root.resolve("published"), Secret.of("secret"));

    assertThat(watch.look(NOW).stream().map(delivery -> forge.understand(delivery).event()))
        .containsExactly(
            new ForgeEvent.PullRequestChanged(
                new PullRequest(new RepoId("local", "shop"), 1, side, "side", "main", true)));
  }

  private LocalWatch watch() {
    return new LocalWatch("local", Map.of("shop", root.resolve("shop")), root.resolve("published"));
  }

  private static List<Push> pushes(List<Delivery> deliveries) {
    return deliveries.stream().map(delivery -> Push.parse(delivery.body()).orElseThrow()).toList();
  }

  private static Push push(
      String branch,
      @org.jspecify.annotations.Nullable CommitId before,
      @org.jspecify.annotations.Nullable CommitId after) {
    return new Push(
        "shop", "refs/heads/" + branch, Optional.ofNullable(before), Optional.ofNullable(after));
  }
}
