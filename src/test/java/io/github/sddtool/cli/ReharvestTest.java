package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec app/reharvest#REQ-HARVEST-008
class ReharvestTest {
  private static final String PATH = ".sdd/specs/login/spec.md";
  private static final String SPEC =
      """
      ---
      status: approved
      ---

      # Login

      See [the flow](../../../docs/flow.md#one).

      ## Requirements

      ### REQ-001: One

      It MUST be one.
      """;

  @TempDir private Path folder;
  private TestRepo repo;

  @BeforeEach
  void aRepositoryWhoseFilesMoved() {
    repo = TestRepo.in(folder);
    repo.write(PATH, SPEC)
        .write("docs/flow.md", "The flow of it.\n")
        .write("src/A.java", "// @spec login#REQ-001\n");
    repo.write(".sdd/config.yml", "reharvest: {links: true, status: true}\n").commit("Begin");
    repo.move("docs/flow.md", "docs/way.md").commit("Move");
    repo.move("docs/way.md", "guide/path.md").commit("Move on");
  }

  private String spec() throws IOException {
    return Files.readString(repo.file(PATH));
  }

  @Test
  void aDryRunTellsAndTheRunWrites() throws IOException {
    Ran dry = Ran.in(folder, "reharvest", "--dry-run");
    assertThat(dry.code()).isZero();
    assertThat(dry.out())
        .isEqualTo(
            """
            .sdd/specs/login/spec.md:2: Every requirement is covered: the spec is 'implemented', no longer 'approved'.
            .sdd/specs/login/spec.md:7: The link to '../../../docs/flow.md#one' now leads to '../../../guide/path.md#one'.
            Would refresh 1 file.
            """);
    assertThat(spec()).isEqualTo(SPEC);
    Ran run = Ran.in(folder, "reharvest", "-q");
    assertThat(run.out()).isEqualTo("Refreshed 1 file.\n");
    assertThat(spec())
        .isEqualTo(SPEC.replace("approved", "implemented").replace("docs/flow", "guide/path"));
    assertThat(Ran.in(folder, "reharvest").out()).isEqualTo("Nothing is out of date.\n");
  }

  @Test
  void aFileKeepsItsLineEndsHereAndWhoMayReadIt() throws IOException {
    repo.git("config", "core.autocrlf", "true");
    Files.writeString(repo.file(PATH), SPEC.replace("\n", "\r\n"));
    Files.setPosixFilePermissions(repo.file(PATH), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Ran.in(folder, "reharvest").code()).isZero();
    assertThat(spec())
        .isEqualTo(
            SPEC.replace("approved", "implemented")
                .replace("docs/flow", "guide/path")
                .replace("\n", "\r\n"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(repo.file(PATH))))
        .isEqualTo("rw-r-----");
  }

  @Test
  void itWorksFromAFolderOfTheRepository() throws IOException {
    for (String path : new String[] {PATH, "guide/path.md", ".sdd/config.yml", "src/A.java"}) {
      repo.move(path, "part/" + path);
    }
    repo.commit("Nest");
    assertThat(Ran.in(folder.resolve("part"), "reharvest", "-q").out())
        .isEqualTo("Refreshed 1 file.\n");
    assertThat(Files.readString(repo.file("part/" + PATH))).contains("implemented");
  }

  @Test
  void withoutLeaveNothingIsDone() throws IOException {
    repo.write(".sdd/config.yml", "version: 1\n");
    Ran ran = Ran.in(folder, "reharvest");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("reharvest: {links: true, coverage: true, status: true}");
    assertThat(spec()).isEqualTo(SPEC);
    assertThat(Ran.in(folder, "reharvest", "--base", "HEAD").code()).isEqualTo(2);
  }

  @Test
  void jsonTellsTheSame() {
    assertThat(Ran.in(folder, "reharvest", "--dry-run", "--format", "json").out())
        .contains("\"written\" : false", "\"line\" : 7", "\"notes\" : [ ]");
  }
}
