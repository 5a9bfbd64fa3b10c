package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the sdd-tool command line is known to do wrongly with options, paths and revisions, each
/// with what a person would expect. What it misreads in specs and code stands with the analysis.
class PeerProbesCliTest {
  private static final String SPEC =
      """
      ---
      created: 2026-01-01
      ---
      # T
      ## Requirements
      ### REQ-001: One
      It MUST work.
      - GIVEN a
      - WHEN b
      - THEN c
      """;

  @TempDir Path folder;

  private TestRepo repo(String name) {
    TestRepo repo = TestRepo.in(folder.resolve(name));
    repo.write(".sdd/specs/a/spec.md", SPEC);
    repo.commit("First");
    return repo;
  }

  @Test
  void aThresholdThatIsNoNumberOrStandsTwiceIsWrongUsage() {
    repo("r");
    Path at = folder.resolve("r");
    assertThat(Ran.in(at, "sync", "--ci", "--threshold", "abc").code()).isEqualTo(2);
    assertThat(Ran.in(at, "sync", "--ci", "--threshold", "50", "--threshold", "90").code())
        .isEqualTo(2);
  }

  @Test
  void bracketsInThePathOfACheckoutMakeNoDifference() {
    TestRepo repo = repo("odd [1] {a,b} build");
    repo.write("src/a.ts", "// @spec REQ-001\nlet a;\n");
    assertThat(Ran.in(folder.resolve("odd [1] {a,b} build"), "sync", "--threshold", "100").code())
        .isZero();
  }

  @Test
  void aRevisionIsNeverACommand() {
    repo("r");
    Path at = folder.resolve("r");
    assertThat(Ran.in(at, "diff", "HEAD; touch pwned #").code()).isEqualTo(2);
    assertThat(Ran.in(at, "diff", "--upload-pack=touch pwned").code()).isEqualTo(2);
    assertThat(at.resolve("pwned")).doesNotExist();
  }

  @Test
  void specsOfAnyNameAndUntrackedOnesAreCompared() throws IOException {
    TestRepo repo = repo("r");
    repo.write(".sdd/specs/로그인/spec.md", SPEC);
    repo.commit("Korean");
    repo.write(".sdd/specs/로그인/spec.md", SPEC.replace("MUST work", "MUST work fast"));
    repo.write(".sdd/specs/new/spec.md", SPEC);
    JsonNode delta =
        Ran.in(folder.resolve("r"), "diff", "--format", "json")
            .json()
            .get("delta")
            .get("requirements");
    assertThat(delta)
        .extracting(change -> change.get("type").asText() + " " + change.get("key").asText())
        .containsExactlyInAnyOrder("added new#REQ-001", "modified 로그인#REQ-001");
  }

  @Test
  void inAPackageOfAMonorepoOneWordIsOneModification() throws IOException {
    TestRepo repo = repo("r");
    repo.write("packages/a/.sdd/specs/b/spec.md", SPEC);
    repo.commit("Package");
    repo.write("packages/a/.sdd/specs/b/spec.md", SPEC.replace("MUST work", "MUST work fast"));
    JsonNode report = Ran.in(folder.resolve("r/packages/a"), "diff", "--format", "json").json();
    assertThat(report.get("delta").get("requirements"))
        .extracting(change -> change.get("type").asText() + " " + change.get("key").asText())
        .containsExactly("modified b#REQ-001");
    assertThat(report.get("specs").get(0).get("path").asText())
        .isEqualTo("packages/a/.sdd/specs/b/spec.md");
  }

  @Test
  void aSpecOfGarbageFailsTheCheck() {
    TestRepo repo = repo("r");
    repo.write(".sdd/specs/b/spec.md", "garbage");
    assertThat(Ran.in(folder.resolve("r"), "check").code()).isEqualTo(1);
  }

  @Test
  void anUnreadableFileIsAFailureOfItsOwnKind() throws IOException {
    Path plain = folder.resolve("plain/.sdd/specs/a");
    java.nio.file.Files.createDirectories(plain);
    java.nio.file.Files.writeString(plain.resolve("spec.md"), SPEC);
    assertThat(Ran.in(folder.resolve("plain"), "validate", "nothing-of-this-name").code())
        .isEqualTo(3);
  }
}
