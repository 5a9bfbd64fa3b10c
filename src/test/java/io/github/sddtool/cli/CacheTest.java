package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.app.Version;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.store.FactsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec engine/cache#REQ-CACHE-001, engine/cache#REQ-CACHE-005, engine/cache#REQ-CACHE-006
class CacheTest {
  private static final String SPEC =
      """
      # Login
      ## Requirements
      ### REQ-001: One
      It MUST work.
      ### REQ-002: Two
      It MUST last.
      """;

  @TempDir Path folder;

  private TestRepo repo;

  @BeforeEach
  void aRepositoryWithOneSpec() {
    repo = TestRepo.in(folder);
    repo.write(".sdd/specs/auth/login/spec.md", SPEC);
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 1;\n}\n");
    repo.write("src/other.ts", "export function other() {\n  return 1;\n}\n");
    repo.commit("First");
  }

  private Ran sdd(String... args) {
    return Ran.in(repo.folder(), args);
  }

  private Path cacheFolder() {
    return repo.file(".sdd/.cache");
  }

  private Path cache() {
    return cacheFolder().resolve("sdd.db");
  }

  private String without(String... args) throws IOException {
    sdd("cache", "clear");
    return sdd(args).out();
  }

  @Test
  void aSecondRunSaysTheSameAndLeavesTheWorkingTreeClean() throws IOException {
    String first = sdd("sync", "--format", "json").out();
    assertThat(cache()).exists();
    assertThat(sdd("sync", "--format", "json").out()).isEqualTo(first);
    assertThat(repo.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aChangedFileIsReadAnew() throws IOException {
    sdd("sync");
    repo.write("src/other.ts", "// @spec REQ-002\nexport function other() {\n  return 1;\n}\n");
    String changed = sdd("sync", "--format", "json").out();
    assertThat(changed).contains("src/other.ts");
    assertThat(changed).isEqualTo(without("sync", "--format", "json"));
  }

  @Test
  void aNewTitleIsFoundInAFileThatIsKnown() throws IOException {
    repo.write("src/third.ts", "// auth/login: Fresh start\nexport const x = 1;\n");
    repo.commit("Name a title");
    sdd("sync");
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("Two", "Fresh start"));
    String changed = sdd("sync", "--format", "json").out();
    assertThat(changed).isEqualTo(without("sync", "--format", "json"));
  }

  @Test
  void theCacheIsMadeDescribedVerifiedAndDeleted() throws IOException {
    assertThat(sdd("cache", "status").out()).contains("there is none yet", "0 contents");
    assertThat(sdd("cache", "init").out()).contains("is made");
    assertThat(sdd("cache", "init").out()).contains("is there already");
    assertThat(cache()).exists();
    assertThat(sdd("cache", "rebuild").out()).contains("knows 3 contents");
    assertThat(sdd("cache", "status").out()).contains("good", "3 contents");
    Ran verified = sdd("cache", "verify");
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).contains("3 contents", "all the same");
    assertThat(sdd("cache", "clear").code()).isZero();
    assertThat(cacheFolder()).doesNotExist();
    assertThat(sdd("cache", "clear").code()).isZero();
  }

  @Test
  void verifyingFindsWhatIsNotTrue() throws IOException {
    sdd("sync");
    String login = repo.git("rev-parse", "HEAD:src/login.ts").strip();
    FactsFile forged = FactsFile.open(cacheFolder(), Version.build());
    forged.remember(new BlobId(login), "TYPESCRIPT/unnamed/" + kind(forged, login), FileFacts.NONE);
    forged.save();
    Ran verified = sdd("cache", "verify");
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out()).contains("1 not the same", "sdd cache rebuild");
    sdd("cache", "rebuild");
    assertThat(sdd("cache", "verify").code()).isZero();
  }

  /// What the kind of a file's facts ends with: the print of the specs' names.
  private static String kind(FactsFile file, String blob) {
    return file.kinds(new BlobId(blob)).getFirst().replaceAll(".*/", "");
  }

  @Test
  void aDamagedCacheIsSaidAndReplaced() throws IOException {
    String answer = sdd("sync", "--format", "json").out();
    Files.writeString(cache(), "damaged");
    assertThat(sdd("cache", "status").out()).contains("damaged");
    assertThat(sdd("cache", "verify").code()).isEqualTo(1);
    assertThat(sdd("sync", "--format", "json").out()).isEqualTo(answer);
    assertThat(sdd("cache", "status").out()).contains("good");
  }

  @Test
  void aCacheThatCameWithTheRepositoryIsNotUsed() throws IOException {
    sdd("sync");
    JsonNode answer = sdd("sync", "--format", "json").json().get("specs");
    String login = repo.git("rev-parse", "HEAD:src/login.ts").strip();
    FactsFile forged = FactsFile.open(cacheFolder(), Version.build());
    forged.remember(new BlobId(login), "TYPESCRIPT/unnamed/" + kind(forged, login), FileFacts.NONE);
    forged.save();
    assertThat(sdd("sync", "--format", "json").json().get("specs")).isNotEqualTo(answer);
    repo.git("add", "--force", ".sdd/.cache/sdd.db");
    repo.git("commit", "--quiet", "-m", "Forge");
    assertThat(sdd("sync", "--format", "json").json().get("specs")).isEqualTo(answer);
    assertThat(sdd("sync", "--head", "HEAD", "--format", "json").code())
        .isEqualTo(sdd("sync").code());
    Ran status = sdd("cache", "status");
    assertThat(status.code()).isEqualTo(2);
    assertThat(status.err()).contains("git rm -r --cached .sdd/.cache");
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(repo.file(".sdd/.cache"), elsewhere);
    assertThat(sdd("sync").code()).isEqualTo(0);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenFailsNoOtherCommand() throws IOException {
    Files.writeString(repo.file(".sdd/.cache"), "a file where the folder should be");
    repo.write(".gitignore", ".sdd/.cache\n");
    assertThat(sdd("sync").code()).isEqualTo(0);
    assertThat(sdd("cache", "rebuild").code()).isEqualTo(4);
  }

  @Test
  void aPipelineWritesACacheOnlyWhereOneWasMade() {
    sdd("sync", "--ci");
    assertThat(cache()).doesNotExist();
    sdd("cache", "init");
    sdd("sync", "--ci");
    assertThat(sdd("cache", "status").out()).contains("3 contents");
  }

  @Test
  void outsideOfGitThereIsNoCache() throws IOException {
    Path plain = Files.createDirectories(folder.resolve("plain/.sdd/specs/a"));
    Files.writeString(plain.resolve("spec.md"), SPEC);
    Path root = folder.resolve("plain");
    assumeTrue(Ran.in(root, "cache", "status").code() == 2 || Files.exists(folder.resolve(".git")));
    assertThat(Ran.in(root, "cache").err()).contains("init, rebuild, verify, status, clear");
  }
}
