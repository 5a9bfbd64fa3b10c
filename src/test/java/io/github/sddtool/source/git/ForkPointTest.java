package io.github.sddtool.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where two branches parted, in clones whose history was cut off.
class ForkPointTest {
  @TempDir Path folder;

  // @spec app/clones#REQ-CLONE-006
  @Test
  void anOldCommonCommitIsNotTakenForTheForkPointThatIsCutOff() {
    TestRepo origin = originWithAShortCut();
    try (var history = GitHistory.open(clone(origin, 4))) {
      assertThatThrownBy(() -> mergeBase(history, "origin/main", "origin/feature"))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining("shallow")
          .hasMessageContaining("fetch-depth: 0")
          .hasMessageContaining("GIT_DEPTH: 0");
    }
  }

  // @spec app/clones#REQ-CLONE-006, cli/pipelines#REQ-PIPE-006
  @Test
  void theForkPointIsFetchedWhereAShortCutHidesIt() {
    TestRepo origin = originWithAShortCut();
    try (var history = reaching(clone(origin, 4))) {
      assertThat(mergeBase(history, "origin/main", "origin/feature").hex())
          .isEqualTo(origin.git("rev-parse", "fork"))
          .isEqualTo(origin.git("merge-base", "main", "feature"));
    }
  }

  // @spec app/clones#REQ-CLONE-006, cli/pipelines#REQ-PIPE-006
  @Test
  void ofBranchesThatCrossedTheNewestCommonCommitIsFetched() {
    TestRepo origin = originWithACrissCross();
    Path shallow = clone(origin, 4);
    try (var history = GitHistory.open(shallow)) {
      assertThatThrownBy(() -> mergeBase(history, "origin/main", "origin/feature"))
          .isInstanceOf(SourceFault.class);
    }
    try (var history = reaching(shallow)) {
      assertThat(mergeBase(history, "origin/main", "origin/feature").hex())
          .isEqualTo(origin.git("rev-parse", "newer"));
      assertThat(origin.git("merge-base", "--all", "main", "feature").lines())
          .containsExactlyInAnyOrder(
              origin.git("rev-parse", "older"), origin.git("rev-parse", "newer"));
    }
  }

  // @spec app/clones#REQ-CLONE-006
  @Test
  void aShallowCloneThatTellsForCertainIsAskedForNoMore() throws IOException {
    TestRepo origin = TestRepo.in(folder.resolve("origin"));
    grow(origin, "a", 8);
    String fork = origin.head();
    origin.branch("feature");
    grow(origin, "b", 2);
    origin.checkout("main");
    grow(origin, "c", 1);
    Path shallow = clone(origin, 5);
    String cuts = Files.readString(shallow.resolve(".git/shallow"));

    // Nobody is there to be asked.
    Files.move(folder.resolve("origin"), folder.resolve("gone"));
    try (var local = GitHistory.open(shallow);
        var pipeline = reaching(shallow)) {
      assertThat(mergeBase(local, "origin/main", "origin/feature").hex()).isEqualTo(fork);
      assertThat(mergeBase(pipeline, "origin/main", "origin/feature").hex()).isEqualTo(fork);
      assertThat(mergeBase(local, "origin/main~1", "origin/main").hex()).isEqualTo(fork);
    }
    assertThat(shallow.resolve(".git/shallow")).hasContent(cuts);
  }

  // @spec cli/pipelines#REQ-PIPE-006
  @Test
  void aYoungBranchDoesNotBringTheWholeHistory() throws IOException {
    TestRepo origin = TestRepo.in(folder.resolve("origin"));
    grow(origin, "a", 120);
    String fork = origin.head();
    origin.branch("feature");
    grow(origin, "b", 1);
    origin.checkout("main");
    grow(origin, "c", 1);
    try (var history = reaching(clone(origin, 1))) {
      assertThat(mergeBase(history, "origin/main", "origin/feature").hex()).isEqualTo(fork);
      assertThat(history.isShallow()).isTrue();
    }
  }

  // @spec cli/pipelines#REQ-PIPE-006
  @Test
  void aCommitThatTheRemoteDoesNotKnowHasAForkPointToo() throws IOException {
    TestRepo origin = originWithAShortCut();
    Path shallow = clone(origin, 4);
    TestRepo job = TestRepo.in(shallow);
    job.checkout("feature").write("formatted.txt", "by the job\n").commit("Format");
    try (var history = reaching(shallow)) {
      assertThat(mergeBase(history, "origin/main", "HEAD").hex())
          .isEqualTo(origin.git("rev-parse", "fork"));
    }
  }

  // @spec cli/pipelines#REQ-PIPE-006
  @Test
  void aRemoteThatDoesNotAnswerIsSaidInGitsWords() throws IOException {
    TestRepo origin = originWithAShortCut();
    Path shallow = clone(origin, 4);
    TestRepo.in(shallow)
        .git("remote", "set-url", "origin", "https://ann:s3cret@localhost:1/octo/shop.git");
    try (var history = reaching(shallow)) {
      assertThatThrownBy(() -> mergeBase(history, "origin/main", "origin/feature"))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining("localhost:1/octo/shop.git")
          .hasMessageContaining("fetch-depth: 0")
          .hasMessageNotContaining("s3cret");
    }
  }

  // @spec app/clones#REQ-CLONE-006
  @Test
  void aRemoteThatIsCutOffItselfIsNotAskedForEver() {
    TestRepo origin = originWithAShortCut();
    Path between = clone(origin, 4);
    TestRepo.in(between).git("branch", "feature", "origin/feature");
    try (var history = reaching(clone(TestRepo.in(between), 4))) {
      assertThatThrownBy(() -> mergeBase(history, "origin/main", "origin/feature"))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining("shallow");
    }
  }

  // @spec app/clones#REQ-CLONE-006
  @Test
  void thatTwoBranchesHaveNothingInCommonIsSaidOfWholeHistoriesOnly() {
    TestRepo origin = TestRepo.in(folder.resolve("origin"));
    grow(origin, "a", 6);
    origin.git("checkout", "--quiet", "--orphan", "feature");
    grow(origin, "b", 6);
    origin.checkout("main");
    Path shallow = clone(origin, 2);
    try (var history = GitHistory.open(shallow)) {
      assertThatThrownBy(() -> mergeBase(history, "origin/main", "origin/feature"))
          .hasMessageContaining("shallow");
    }
    try (var history = reaching(shallow)) {
      assertThat(
              history.mergeBase(history.resolve("origin/main"), history.resolve("origin/feature")))
          .isEmpty();
      assertThat(history.isShallow()).isFalse();
    }
  }

  /// The feature left main at `fork`, and merged, at its end, something that began at an older
  /// commit of main: of four commits back from each tip, that one is all they share.
  private TestRepo originWithAShortCut() {
    TestRepo origin = TestRepo.in(folder.resolve("origin"));
    grow(origin, "a", 1);
    origin.branch("old");
    grow(origin, "b", 1);
    origin.checkout("main");
    grow(origin, "c", 2);
    origin.git("tag", "fork");
    origin.branch("feature");
    grow(origin, "d", 6);
    origin.merge("old");
    origin.checkout("main");
    grow(origin, "e", 1);
    return origin;
  }

  /// Both sides merged `older` and `newer`; of four commits back the feature shows the older alone.
  private TestRepo originWithACrissCross() {
    TestRepo origin = TestRepo.in(folder.resolve("origin"));
    grow(origin, "a", 1);
    origin.branch("side");
    grow(origin, "b", 1);
    origin.git("tag", "older");
    origin.checkout("main");
    grow(origin, "c", 1);
    origin.git("tag", "newer");
    origin.branch("feature");
    grow(origin, "d", 6);
    origin.merge("older");
    origin.checkout("main");
    origin.merge("older");
    return origin;
  }

  private static void grow(TestRepo repo, String name, int commits) {
    for (int i = 0; i < commits; i++) {
      repo.write(name + ".txt", name + i + "\n").commit(name + i);
    }
  }

  /// All branches, some commits back.
  private Path clone(TestRepo origin, int depth) {
    Path place = folder.resolve("clone-" + origin.folder().getFileName() + "-" + depth);
    origin.git(
        "clone",
        "--quiet",
        "--no-single-branch",
        "--depth=" + depth,
        origin.folder().toUri().toString(),
        place.toString());
    return place;
  }

  private static GitHistory reaching(Path clone) {
    GitHistory history = GitHistory.open(clone);
    return history.reaching(history.origin());
  }

  private static CommitId mergeBase(GitHistory history, String one, String other) {
    return history.mergeBase(history.resolve(one), history.resolve(other)).orElseThrow();
  }
}
