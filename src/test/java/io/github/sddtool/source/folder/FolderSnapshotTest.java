package io.github.sddtool.source.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSnapshotTest {
  @TempDir Path folder;

  @Test
  void filesHaveGitsIdsAndIgnoredOnesAreLeftOut() throws IOException {
    write(".gitignore", "*.log\n/build/\n");
    write("sub/.gitignore", "!keep.log\n");
    write("a.txt", "hello\n");
    write("a.log", "-");
    write("sub/keep.log", "-");
    write("build/x.txt", "-");
    write("sub/build/y.txt", "-");
    write(".git/config", "-");

    var snapshot = FolderSnapshot.of(folder);

    assertThat(snapshot.commit()).isEmpty();
    assertThat(snapshot.files())
        .extracting(file -> file.path().value())
        .containsExactly(
            ".gitignore", "a.txt", "sub/.gitignore", "sub/build/y.txt", "sub/keep.log");
    assertThat(snapshot.files().get(1))
        .isEqualTo(
            new FileEntry(
                RepoPath.of("a.txt"), new BlobId("ce013625030ba8dba906f756967f9e9ca394464a"), 6));
    assertThat(new String(snapshot.read(snapshot.files().get(1)), UTF_8)).isEqualTo("hello\n");
  }

  @Test
  void linksAreNotFollowedSoThatLoopsEnd() throws IOException {
    write("a/b.txt", "-");
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("a/b.txt"));

    assertThat(FolderSnapshot.of(folder).files())
        .extracting(file -> file.path().value())
        .containsExactly("a/b.txt");
    assertThat(FolderSnapshot.of(folder).links())
        .extracting(RepoPath::value)
        .containsExactly("a/up", "link.txt");
  }

  @Test
  void whatCannotBeReadIsNamedWhenItIsRead() throws IOException {
    write("gone.txt", "-");
    write("changed.txt", "-");
    var snapshot = FolderSnapshot.of(folder);
    Files.delete(folder.resolve("gone.txt"));
    write("changed.txt", "+");

    for (FileEntry file : snapshot.files()) {
      assertThatThrownBy(() -> snapshot.read(file))
          .isInstanceOf(SourceFault.class)
          .hasMessageContaining(file.path().value());
    }
    assertThat(snapshot.files()).hasSize(2);
  }

  @Test
  void nestedRepositoriesAreLeftOut() throws IOException {
    write("a.txt", "-");
    write("nested/.git/HEAD", "ref: refs/heads/main\n");
    write("nested/b.txt", "-");

    assertThat(FolderSnapshot.of(folder).files()).hasSize(1);
  }

  @Test
  void foldersMayBeNestedAsDeepAsTheSystemAllows() throws IOException {
    String deep = "d/".repeat(1_500) + "a.ts";
    write(deep, "-");

    assertThat(FolderSnapshot.of(folder).files())
        .extracting(file -> file.path().value())
        .containsExactly(deep);
    // Who deletes it by whole paths takes a minute.
    new ProcessBuilder("rm", "-r", folder.resolve("d").toString()).start().onExit().join();
  }

  @Test
  void anEmptyFolderHasNoFilesAndAMissingOneIsAUsageFault() {
    assertThat(FolderSnapshot.of(folder).files()).isEmpty();
    assertThatThrownBy(() -> FolderSnapshot.of(folder.resolve("none")))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("none");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
