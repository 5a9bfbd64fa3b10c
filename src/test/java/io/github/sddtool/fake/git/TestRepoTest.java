package io.github.sddtool.fake.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRepoTest {
  @TempDir Path folder;

  @Test
  void theSameStepsGiveTheSameIds() {
    String one = TestRepo.in(folder.resolve("one")).write("a.txt", "a\n").commit("first");
    String two = TestRepo.in(folder.resolve("two")).write("a.txt", "a\n").commit("first");

    assertThat(one).isEqualTo(two).hasSize(40);
  }

  @Test
  void branchesMergesMovesAndDeletes() {
    var repo = TestRepo.in(folder);
    repo.write("a/é [1].txt", "a\n").write("b.txt", "b\n").commit("first");
    repo.branch("side").move("a/é [1].txt", "c/d.txt").commit("move");
    repo.checkout("main").delete("b.txt").commit("delete");
    String merged = repo.merge("side");

    assertThat(repo.head()).isEqualTo(merged);
    assertThat(repo.git("ls-files")).isEqualTo("c/d.txt");
    assertThat(repo.git("log", "--format=%an %cI", "-1"))
        .isEqualTo("Ada 2026-01-01T00:03:00+00:00");
  }

  @Test
  void aFailureSpeaksInGitsOwnWords() {
    var repo = TestRepo.in(folder);

    assertThatThrownBy(() -> repo.checkout("nowhere")).hasMessageContaining("nowhere");
  }
}
