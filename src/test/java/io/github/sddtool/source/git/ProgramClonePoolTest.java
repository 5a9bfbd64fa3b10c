package io.github.sddtool.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramClonePoolTest extends ClonePoolTest {
  private static final Optional<GitProgram> GIT = GitProgram.find();

  @Override
  Optional<GitProgram> git() {
    assertThat(GIT).as("a git that is new enough, on the PATH").isPresent();
    return GIT;
  }

  /// As forges do.
  @BeforeEach
  void servePartialClones() {
    origin.git("config", "uploadpack.allowFilter", "true");
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
  }

  // @spec app/clones#REQ-CLONE-005
  @Test
  void contentsComeWhenTheyAreReadAndThoseExpectedComeAtOnce() {
    for (int i = 0; i < 20; i++) {
      origin.write("f" + i + ".txt", "content " + i + "\n");
    }
    origin.commit("many");

    try (var history = pool.fetch(SHOP, request(MAIN))) {
      Snapshot snapshot = history.snapshot(head());
      List<FileEntry> files = snapshot.files();
      assertThat(files).extracting(FileEntry::size).containsOnly(FileEntry.UNKNOWN_SIZE);

      int before = server.requests();
      assertThat(snapshot.read(file(snapshot, "f3.txt"))).asString().isEqualTo("content 3\n");
      int one = server.requests() - before;
      snapshot.expect(() -> files);
      assertThat(server.requests() - before).isEqualTo(2 * one);
      files.forEach(snapshot::read);
      snapshot.expect(() -> files);
      assertThat(server.requests() - before).isEqualTo(2 * one);
    }
  }

  @Test
  void earlierVersionsAndRenamedFilesAreFoundWithoutContentsHere() {
    String text = "line\n".repeat(50);
    origin.write("old.txt", text + "one\n").commit("written");
    origin.write("old.txt", text + "two\n").commit("changed");
    origin.git("mv", "old.txt", "new.txt");
    origin.write("new.txt", text + "three\n").commit("renamed");

    try (var history = pool.fetch(SHOP, request(MAIN))) {
      var past = history.past(head(), "").past(List.of(RepoPath.of("new.txt")));
      var versions = past.of(RepoPath.of("new.txt")).versions();
      assertThat(versions)
          .extracting(version -> version.file().path().value())
          .containsExactly("new.txt", "old.txt", "old.txt");
      assertThat(history.past(head(), "").read(versions.getLast().file()))
          .asString()
          .endsWith("one\n");
    }
  }

  // @spec app/clones#REQ-CLONE-006
  @Test
  void aHistoryThatWasCutOffIsBroughtWhenAMergeBaseNeedsIt() {
    String fork = origin.head();
    origin.branch("side").write("s.txt", "side\n").commit("side");
    origin.git("checkout", "--quiet", "main");
    for (int i = 0; i < 5; i++) {
      origin.write("a.txt", "version " + i + "\n").commit("step " + i);
    }
    var shallow =
        new ClonePool(root.resolve("shallow"), CloneBudget.USUAL, FetchLimits.USUAL, git(), 2);

    try (var history = shallow.fetch(SHOP, request(MAIN, "+refs/heads/side:refs/sdd/pull/1"))) {
      assertThat(history.isShallow()).isTrue();
      var side = history.refTip("refs/sdd/pull/1").orElseThrow();
      assertThat(history.mergeBase(head(), side).orElseThrow().hex()).isEqualTo(fork);
      assertThat(history.isShallow()).isFalse();
    }
    shallow.close();
  }

  // @spec app/clones#REQ-CLONE-006
  @Test
  void aForkPointThatTheCutHidesIsBroughtInPlaceOfAnOlderCommonCommit() {
    origin.git("branch", "old");
    steps("main", 2);
    String fork = origin.head();
    origin.branch("side");
    steps("side", 6);
    origin.checkout("old").write("o.txt", "old\n").commit("old");
    origin.checkout("side").merge("old");
    origin.checkout("main");
    steps("main", 1);
    var shallow =
        new ClonePool(root.resolve("shallow"), CloneBudget.USUAL, FetchLimits.USUAL, git(), 4);

    try (var history = shallow.fetch(SHOP, request(MAIN, "+refs/heads/side:refs/sdd/pull/1"))) {
      var side = history.refTip("refs/sdd/pull/1").orElseThrow();
      assertThat(history.mergeBase(head(), side).orElseThrow().hex()).isEqualTo(fork);
    }
    shallow.close();
  }

  // @spec app/clones#REQ-CLONE-006
  @Test
  void aHistoryThatIsCutOffBehindTheForkPointIsLeftSo() {
    steps("main", 6);
    String fork = origin.head();
    origin.branch("side");
    steps("side", 2);
    origin.checkout("main");
    steps("main", 1);
    var shallow =
        new ClonePool(root.resolve("shallow"), CloneBudget.USUAL, FetchLimits.USUAL, git(), 5);

    try (var history = shallow.fetch(SHOP, request(MAIN, "+refs/heads/side:refs/sdd/pull/1"))) {
      var side = history.refTip("refs/sdd/pull/1").orElseThrow();
      int before = server.requests();
      assertThat(history.mergeBase(head(), side).orElseThrow().hex()).isEqualTo(fork);
      assertThat(server.requests()).isEqualTo(before);
      assertThat(history.isShallow()).isTrue();
    }
    shallow.close();
  }

  private void steps(String name, int commits) {
    for (int i = 0; i < commits; i++) {
      origin.write(name + ".txt", "version " + i + "\n").commit(name + " " + i);
    }
  }

  @Test
  void anOriginWithoutPartialClonesIsFetchedAllTheSame() {
    origin.git("config", "uploadpack.allowFilter", "false");
    try (var history = pool.fetch(SHOP, request(MAIN))) {
      Snapshot snapshot = history.snapshot(head());
      assertThat(snapshot.read(file(snapshot, "a.txt"))).asString().isEqualTo("one\n");
    }
  }

  // @spec app/clones#REQ-CLONE-004
  @Test
  void aRepositoryThatMovedOnItsHostIsFetchedByTheLibrary() throws IOException {
    String tip = origin.head();
    Files.move(root.resolve("served/octo/shop.git"), root.resolve("served/octo/moved.git"));
    server.moves("/octo/shop.git/", "/octo/moved.git/");

    for (int i = 0; i < 2; i++) {
      try (var history = pool.fetch(SHOP, request(MAIN))) {
        assertThat(history.refTip("refs/sdd/base/main").orElseThrow().hex()).isEqualTo(tip);
        assertThat(history.snapshot(new CommitId(tip)).files())
            .extracting(FileEntry::size)
            .doesNotContain(FileEntry.UNKNOWN_SIZE);
      }
    }
  }

  @Test
  void contentThatIsGoneFromTheOtherSideIsASourceFault() {
    try (var history = pool.fetch(SHOP, request(MAIN))) {
      Snapshot snapshot = history.snapshot(head());
      var never = new FileEntry(RepoPath.of("x"), new BlobId("1".repeat(40)), 1);
      assertThatThrownBy(() -> snapshot.read(never)).isInstanceOf(SourceFault.class);
    }
  }

  // @spec app/clones#REQ-CLONE-002
  @Test
  void credentialsAreNowhereInTheClone() throws IOException {
    server.asksFor("x-access-token", "s3cret");
    try (var history = pool.fetch(SHOP, requestAs("x-access-token", "s3cret"))) {
      Snapshot snapshot = history.snapshot(head());
      assertThat(snapshot.read(file(snapshot, "a.txt"))).asString().isEqualTo("one\n");
    }
    try (var files = Files.walk(root.resolve("clones"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("s3cret", "eC1hY2Nlc3MtdG9rZW4");
      }
    }
  }

  private static FileEntry file(Snapshot snapshot, String path) {
    return snapshot.find(RepoPath.of(path)).orElseThrow();
  }
}
