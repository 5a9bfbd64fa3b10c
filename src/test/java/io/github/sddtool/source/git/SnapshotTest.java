package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path folder;

  // @spec cli/commands#REQ-CLI-004
  @Test
  void commitIsReadFromObjectsWhateverTheWorkingTreeHolds() {
    var repo = TestRepo.in(folder).write("a.txt", "one\n").write("b/c.txt", "two\n");
    var commit = new CommitId(repo.commit("first"));
    repo.write("a.txt", "changed\n").delete("b/c.txt");

    try (var history = GitHistory.open(folder)) {
      Snapshot snapshot = history.snapshot(commit);

      assertThat(snapshot.commit()).contains(commit);
      assertThat(paths(snapshot)).containsExactly("a.txt", "b/c.txt");
      assertThat(text(snapshot, "a.txt")).isEqualTo("one\n");
      assertThat(entry(snapshot, "a.txt").size()).isEqualTo(4);
      assertThat(entry(snapshot, "a.txt").blob().hex())
          .isEqualTo(repo.git("rev-parse", "HEAD:a.txt"));
    }
  }

  @Test
  void linksAndSubmodulesAreNoFiles() throws IOException {
    var repo = TestRepo.in(folder).write("real.txt", "real\n").write("run.sh", "#!/bin/sh\n");
    Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("real.txt"));
    assertThat(folder.resolve("run.sh").toFile().setExecutable(true)).isTrue();
    repo.git("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",module");
    Files.createDirectories(folder.resolve("module"));
    var commit = new CommitId(repo.commit("first"));

    try (var history = GitHistory.open(folder)) {
      assertThat(repo.git("ls-files")).contains("link.txt", "module");
      assertThat(paths(history.snapshot(commit))).containsExactly("real.txt", "run.sh");
      repo.write("module/inside.txt", "not ours\n");
      assertThat(paths(history.workingTree())).containsExactly("real.txt", "run.sh");
      assertThat(history.snapshot(commit).links()).containsExactly(RepoPath.of("link.txt"));
      assertThat(history.workingTree().links()).containsExactly(RepoPath.of("link.txt"));
    }
  }

  @Test
  void snapshotsMayBeLimitedToAFolder() {
    var repo = TestRepo.in(folder).write(".gitignore", "*.log\n").write("top.txt", "t\n");
    repo.write("packages/a/x.txt", "x\n").write("packages/ab/y.txt", "y\n");
    var commit = new CommitId(repo.commit("first"));
    repo.write("packages/a/new.txt", "n\n").write("packages/a/new.log", "n\n");

    try (var history = GitHistory.open(folder.resolve("packages/a"))) {
      String inside = history.folderOf(folder.resolve("packages/a"));

      assertThat(inside).isEqualTo("packages/a");
      assertThat(paths(history.snapshot(commit, inside))).containsExactly("x.txt");
      assertThat(paths(history.workingTree("./packages/a/"))).containsExactly("new.txt", "x.txt");
      assertThat(paths(history.snapshot(commit, "top.txt"))).isEmpty();
      assertThat(paths(history.workingTree("nowhere"))).isEmpty();
      assertThat(history.folderOf(folder)).isEmpty();
      assertThatThrownBy(() -> history.snapshot(commit, "../out")).isInstanceOf(UserFault.class);
      assertThatThrownBy(() -> history.folderOf(Path.of("/"))).isInstanceOf(UserFault.class);
    }
  }

  @Test
  void oddNamesAreFilesLikeOthers() {
    List<String> names =
        List.of("a b.txt", "brackets [1] {2}.md", "line\nbreak.txt", "é/日本語.txt", "\"q\"'.txt");
    var repo = TestRepo.in(folder);
    names.forEach(name -> repo.write(name, name));
    var commit = new CommitId(repo.commit("first"));

    try (var history = GitHistory.open(folder)) {
      Snapshot tree = history.workingTree();
      assertThat(paths(history.snapshot(commit))).containsExactlyInAnyOrderElementsOf(names);
      assertThat(tree.files()).isEqualTo(history.snapshot(commit).files());
      names.forEach(name -> assertThat(text(tree, name)).isEqualTo(name));
    }
  }

  @Test
  void namesThatAreNotUtf8AreKeptApart() throws IOException {
    var repo = TestRepo.in(folder).write("plain.txt", "p\n");
    Process shell =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'latin-\\351.txt')\"")
            .directory(folder.toFile())
            .start();
    assertThat(shell.onExit().join().exitValue()).isZero();
    var commit = new CommitId(repo.commit("first"));

    try (var history = GitHistory.open(folder)) {
      Snapshot tree = history.workingTree();
      assertThat(paths(history.snapshot(commit))).containsExactly("latin-é.txt", "plain.txt");
      assertThat(tree.files()).isEqualTo(history.snapshot(commit).files());
      assertThat(text(tree, "latin-é.txt")).isEqualTo("x");
    }
  }

  // @spec engine/markers#REQ-MARK-005
  @Test
  void workingTreeHasWhatIsTrackedOrNotIgnored() throws IOException {
    var repo = TestRepo.in(folder);
    repo.write(".gitignore", "*.log\nbuild/\n").write("kept.log", "tracked all the same\n");
    repo.write("build/tracked.txt", "t\n").write("gone.txt", "g\n").write("a.txt", "a\n");
    repo.git("add", "--force", "kept.log", "build/tracked.txt");
    repo.commit("first");
    repo.delete("gone.txt").write("new.txt", "n\n").write("new.log", "n\n");
    repo.write("build/untracked.txt", "u\n").write("sub/.gitignore", "!*.log\n");
    repo.write("sub/wanted.log", "w\n").write("excluded.tmp", "e\n");
    Files.writeString(folder.resolve(".git/info/exclude"), "*.tmp\n");
    Files.writeString(folder.resolve(".git/mine"), "*.mine\n");
    repo.git("config", "core.excludesFile", folder.resolve(".git/mine").toString());
    repo.write("x.mine", "m\n");

    try (var history = GitHistory.open(folder)) {
      assertThat(paths(history.workingTree()))
          .containsExactly(
              ".gitignore",
              "a.txt",
              "build/tracked.txt",
              "kept.log",
              "new.txt",
              "sub/.gitignore",
              "sub/wanted.log");
      assertThat(history.workingTree().commit()).isEmpty();
    }
  }

  @Test
  void linksAreNeverFollowed(@TempDir Path outside) throws IOException {
    TestRepo.in(folder).write("a.txt", "a\n");
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("out"), outside);
    Files.createSymbolicLink(folder.resolve("file"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    try (var history = GitHistory.open(folder)) {
      Snapshot tree = history.workingTree();
      assertThat(paths(tree)).containsExactly("a.txt");

      Files.delete(folder.resolve("a.txt"));
      Files.createSymbolicLink(folder.resolve("a.txt"), outside.resolve("secret.txt"));
      assertThatThrownBy(() -> text(tree, "a.txt"))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining("a.txt");
    }
  }

  @Test
  void nestedRepositoriesAreLeftOut() {
    TestRepo.in(folder).write("a.txt", "a\n");
    TestRepo.in(folder.resolve("nested")).write("b.txt", "b\n").commit("inner");

    try (var history = GitHistory.open(folder)) {
      assertThat(paths(history.workingTree())).containsExactly("a.txt");
    }
  }

  @Test
  void idsAreThoseOfGit() {
    var repo = TestRepo.in(folder).write("a.txt", "one\n").write("same.txt", "same\n");
    var commit = new CommitId(repo.commit("first"));
    repo.write("a.txt", "two\n").write("new.txt", "three\n");

    try (var history = GitHistory.open(folder)) {
      Snapshot tree = history.workingTree();
      assertThat(entry(tree, "a.txt").blob().hex()).isEqualTo(repo.git("hash-object", "a.txt"));
      assertThat(entry(tree, "new.txt").blob().hex()).isEqualTo(repo.git("hash-object", "new.txt"));
      assertThat(Change.between(history.snapshot(commit), tree).files())
          .extracting(delta -> delta.path().value())
          .containsExactly("a.txt", "new.txt");
    }
  }

  @Test
  void aFileTheIndexVouchesForIsNotReadAgain() throws IOException {
    var repo = TestRepo.in(folder).write("a.txt", "aaaa");
    Files.setLastModifiedTime(folder.resolve("a.txt"), LONG_AGO);
    repo.commit("first");
    // Other bytes under the same size and time: only who reads the file would notice.
    repo.write("a.txt", "bbbb");
    Files.setLastModifiedTime(folder.resolve("a.txt"), LONG_AGO);

    try (var history = GitHistory.open(folder)) {
      Snapshot tree = history.workingTree();
      assertThat(entry(tree, "a.txt").blob().hex()).isEqualTo(repo.git("rev-parse", "HEAD:a.txt"));
      assertThat(text(tree, "a.txt")).as("equal ids are equal bytes").isEqualTo("aaaa");
    }
  }

  @Test
  void aChangeWithinTheSameTickIsSeen() throws IOException {
    var repo = TestRepo.in(folder).write("a.txt", "aaaa");
    repo.commit("first");
    FileTime indexed = Files.getLastModifiedTime(folder.resolve(".git/index"));
    Files.setLastModifiedTime(folder.resolve("a.txt"), indexed);
    repo.git("update-index", "--refresh");
    repo.write("a.txt", "bbbb");
    Files.setLastModifiedTime(folder.resolve("a.txt"), indexed);
    Files.setLastModifiedTime(folder.resolve(".git/index"), indexed);

    try (var history = GitHistory.open(folder)) {
      assertThat(text(history.workingTree(), "a.txt")).isEqualTo("bbbb");
    }
  }

  @Test
  void lineEndsThatGitConvertsAreNoChange() throws IOException {
    var repo = TestRepo.in(folder);
    repo.git("config", "core.autocrlf", "true");
    repo.write("a.txt", "one\r\ntwo\r\n");
    var commit = new CommitId(repo.commit("first"));
    Files.setLastModifiedTime(folder.resolve("a.txt"), LONG_AGO);

    try (var history = GitHistory.open(folder)) {
      Snapshot tree = history.workingTree();
      assertThat(Files.readString(folder.resolve("a.txt"))).contains("\r\n");
      assertThat(Change.between(history.snapshot(commit), tree).files()).isEmpty();
      assertThat(text(tree, "a.txt")).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void filesLeftOutOfASparseCheckoutAreNotDeleted() {
    var repo = TestRepo.in(folder).write("in/a.txt", "a\n").write("out/b.txt", "b\n");
    var commit = new CommitId(repo.commit("first"));
    repo.git("sparse-checkout", "set", "in");

    try (var history = GitHistory.open(folder)) {
      assertThat(folder.resolve("out/b.txt")).doesNotExist();
      Snapshot tree = history.workingTree();
      assertThat(tree.files()).isEqualTo(history.snapshot(commit).files());
      assertThat(text(tree, "out/b.txt")).isEqualTo("b\n");
    }
  }

  @Test
  void workingTreeReadsLinkedWorktreesAndNotBareOnes(@TempDir Path elsewhere) {
    var repo = TestRepo.in(folder).write("a.txt", "a\n");
    repo.commit("first");
    Path linked = elsewhere.resolve("linked");
    repo.git("worktree", "add", "--quiet", "-b", "side", linked.toString());
    Path bare = elsewhere.resolve("bare.git");
    repo.git("clone", "--quiet", "--bare", ".", bare.toString());

    try (var history = GitHistory.open(linked)) {
      assertThat(history.currentBranch()).contains("side");
      assertThat(paths(history.workingTree())).containsExactly("a.txt");
      assertThat(history.resolve("main")).isEqualTo(new CommitId(repo.head()));
    }
    try (var history = GitHistory.open(bare)) {
      assertThat(history.root()).isEqualTo(bare);
      assertThat(history.head()).contains(new CommitId(repo.head()));
      assertThatThrownBy(history::workingTree)
          .isInstanceOf(UserFault.class)
          .hasMessageContaining("bare");
    }
  }

  @Test
  void snapshotsAreReadByManyThreads() {
    var repo = TestRepo.in(folder);
    IntStream.range(0, 200).forEach(i -> repo.write("f" + i + ".txt", "content " + i));
    var commit = new CommitId(repo.commit("first"));
    repo.git("gc", "--quiet");

    try (var history = GitHistory.open(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Snapshot snapshot = history.snapshot(commit);
      var texts =
          snapshot.files().stream()
              .map(file -> threads.submit(() -> text(snapshot, file.path().value())))
              .toList();
      assertThat(texts)
          .extracting(java.util.concurrent.Future::get)
          .doesNotHaveDuplicates()
          .hasSize(200);
    }
  }

  @Test
  void missingBlobsAndCommitsAreNamed() {
    var repo = TestRepo.in(folder).write("a.txt", "a\n");
    var commit = new CommitId(repo.commit("first"));

    try (var history = GitHistory.open(folder)) {
      Snapshot snapshot = history.snapshot(commit);
      var unknown = new FileEntry(RepoPath.of("a.txt"), new BlobId("1".repeat(40)), 1);
      assertThatThrownBy(() -> snapshot.read(unknown))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining("a.txt");
      assertThatThrownBy(() -> history.snapshot(new CommitId("2".repeat(40))))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining("2222222");
    }
  }

  // @spec engine/incremental#REQ-INC-003
  @Test
  void whatDiffersBetweenCommitsIsFoundByComparingTreesEvenWhenAnEqualSubtreeIsGone()
      throws IOException {
    var repo = TestRepo.in(folder).write("same/deep/a.txt", "a").write("other/b.txt", "b");
    var first = new CommitId(repo.commit("first"));
    String subtree = repo.git("rev-parse", "HEAD:same");
    repo.write("other/b.txt", "c").write("other/new.txt", "n");
    var second = new CommitId(repo.commit("second"));
    // who read the equal subtree would fail
    Files.delete(
        folder.resolve(".git/objects/" + subtree.substring(0, 2) + "/" + subtree.substring(2)));

    try (var history = GitHistory.open(folder)) {
      Snapshot base = history.snapshot(first);
      Snapshot head = history.snapshot(second);
      assertThat(Change.between(base, head).files())
          .extracting(delta -> delta.path().value())
          .containsExactly("other/b.txt", "other/new.txt");
      assertThat(head.find(RepoPath.of("other/new.txt"))).isPresent();
      assertThat(head.find(RepoPath.of("other/none.txt"))).isEmpty();
    }
  }

  static List<String> paths(Snapshot snapshot) {
    return snapshot.files().stream().map(file -> file.path().value()).toList();
  }

  static FileEntry entry(Snapshot snapshot, String path) {
    return snapshot.files().stream()
        .filter(file -> file.path().value().equals(path))
        .findFirst()
        .orElseThrow();
  }

  static String text(Snapshot snapshot, String path) {
    return new String(snapshot.read(entry(snapshot, path)), UTF_8);
  }
}
