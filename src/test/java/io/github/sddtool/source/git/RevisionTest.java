package io.github.sddtool.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.CommitId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
  @TempDir Path folder;

  @Test
  void revisionsAreReadAsPeopleWriteThem() {
    var repo = TestRepo.in(folder);
    String first = repo.write("a.txt", "1").commit("first");
    repo.git("tag", "-a", "v1", "-m", "annotated");
    String second = repo.write("a.txt", "2").commit("second");
    repo.git("update-ref", "refs/remotes/origin/only-there", first);

    try (var history = GitHistory.open(folder)) {
      assertThat(history.resolve("main").hex()).isEqualTo(second);
      assertThat(history.resolve("v1").hex()).isEqualTo(first);
      assertThat(history.resolve("HEAD~1").hex()).isEqualTo(first);
      assertThat(history.resolve("HEAD^").hex()).isEqualTo(first);
      assertThat(history.resolve(first).hex()).isEqualTo(first);
      assertThat(history.resolve(first.substring(0, 8)).hex()).isEqualTo(first);
      assertThat(history.resolve("origin/only-there").hex()).isEqualTo(first);
      assertThat(history.head()).contains(new CommitId(second));
      assertThat(history.refTip("refs/heads/main")).contains(new CommitId(second));
      assertThat(history.refTip("refs/tags/v1")).contains(new CommitId(first));
      assertThat(history.refTip("refs/heads/none")).isEmpty();
      assertThatThrownBy(() -> history.resolve("only-there"))
          .hasMessageContaining("origin/only-there");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "",
        " ",
        "--upload-pack=touch /tmp/x",
        "-h",
        "HEAD~30",
        "a..b",
        "HEAD@{1 week ago}",
        ":/first",
        "HEAD:a.txt",
        "HEAD^{tree}",
        "^{",
        "main lock",
        "0123456789012345678901234567890123456789",
        "refs/heads/../../x"
      })
  void whatNamesNoCommitIsAUsageFaultThatNamesIt(String revision) {
    TestRepo.in(folder).write("a.txt", "1").commit("first");

    try (var history = GitHistory.open(folder)) {
      assertThatThrownBy(() -> history.resolve(revision))
          .isInstanceOf(UserFault.class)
          .hasMessageContaining("'" + revision + "'")
          .hasMessageContaining("a branch, a tag");
    }
  }

  @Test
  void shallowClonesSayWhyHistoryEnds(@TempDir Path elsewhere) {
    var repo = TestRepo.in(folder);
    repo.write("a.txt", "1").commit("first");
    repo.write("a.txt", "2").commit("second");
    Path shallow = elsewhere.resolve("shallow");
    repo.git("clone", "--quiet", "--depth=1", folder.toUri().toString(), shallow.toString());

    try (var history = GitHistory.open(shallow)) {
      assertThat(history.isShallow()).isTrue();
      assertThatThrownBy(() -> history.resolve("HEAD~1")).hasMessageContaining("--unshallow");
    }
  }

  @Test
  void aRepositoryWithoutCommitsHasABranchAndNoHead() {
    TestRepo.in(folder);

    try (var history = GitHistory.open(folder)) {
      assertThat(history.currentBranch()).contains("main");
      assertThat(history.head()).isEmpty();
      assertThat(history.workingTree().files()).isEmpty();
    }
  }

  @Test
  void aDetachedHeadIsOnNoBranch() {
    var repo = TestRepo.in(folder);
    repo.checkout(repo.write("a.txt", "1").commit("first"));

    try (var history = GitHistory.open(folder)) {
      assertThat(history.currentBranch()).isEmpty();
    }
  }

  @Test
  void unrelatedHistoriesHaveNoMergeBase() {
    var repo = TestRepo.in(folder);
    var first = new CommitId(repo.write("a.txt", "1").commit("first"));
    repo.git("checkout", "--quiet", "--orphan", "other");
    var other = new CommitId(repo.write("b.txt", "2").commit("other"));

    try (var history = GitHistory.open(folder)) {
      assertThat(history.mergeBase(first, other)).isEmpty();
      assertThat(history.mergeBase(first, first)).contains(first);
    }
  }

  @Test
  void aFolderWithoutARepositoryIsSaidSo() {
    assertThat(GitHistory.find(folder)).isEmpty();
    assertThatThrownBy(() -> GitHistory.open(folder))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("not inside a git repository");
    assertThatThrownBy(() -> GitHistory.open(folder.resolve("nowhere")))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("nowhere");
  }
}
