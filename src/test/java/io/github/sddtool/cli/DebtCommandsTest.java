package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// @spec engine/baseline#REQ-BASE-003, engine/baseline#REQ-BASE-008
// @spec engine/drift#REQ-DRIFT-024, engine/drift#REQ-DRIFT-025
class DebtCommandsTest {
  private static final String SPEC =
      """
      ---
      created: 2026-01-01
      ---
      # Login
      ## Requirements
      ### REQ-001: One
      It MUST work.
      - **GIVEN** a
      - **WHEN** b
      - **THEN** c
      """;

  private static final String DANGLING =
      "// @spec REQ-077\nexport function b() {\n  return 1;\n}\n";

  @TempDir Path folder;

  private TestRepo repo;

  @BeforeEach
  void aRepositoryWithOneSpec() {
    repo = TestRepo.in(folder);
    repo.write(".sdd/specs/auth/login/spec.md", SPEC);
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 1;\n}\n");
    repo.commit("First");
  }

  private Ran sdd(String... args) {
    return Ran.in(repo.folder(), args);
  }

  private String baseline() throws IOException {
    return Files.readString(repo.file(".sdd/baseline.json"));
  }

  @Test
  void aBaselineIsMadeOnceThenUpdatedAndPruned() throws IOException {
    assertThat(sdd("baseline", "update").code()).isEqualTo(2);
    repo.write("src/b.ts", DANGLING);
    assertThat(sdd("check", "--fail-on", "warning").code()).isEqualTo(1);
    assertThat(sdd("baseline", "create").code()).isZero();
    assertThat(baseline()).contains("sdd.baseline/1", "link/dangling", "src/b.ts");
    assertThat(sdd("check", "--fail-on", "warning").code()).isZero();
    Ran again = sdd("baseline", "create");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("baseline update");

    repo.write("src/c.ts", DANGLING);
    assertThat(sdd("check", "--fail-on", "warning").code()).isEqualTo(1);
    String before = baseline();
    assertThat(sdd("baseline", "prune").code()).isZero();
    assertThat(baseline()).contains("src/b.ts").doesNotContain("src/c.ts");
    assertThat(sdd("baseline", "update").code()).isZero();
    assertThat(baseline()).contains("src/c.ts");
    repo.delete("src/c.ts");
    sdd("baseline", "prune");
    assertThat(baseline()).isEqualTo(before);
  }

  @Test
  void anAttestedDriftIsGoneUntilItsCodeChanges() throws IOException {
    String base = repo.head();
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 2;\n}\n");
    assertThat(sdd("drift", "--base", base).out()).contains("code-ahead");
    Ran acked =
        sdd(
            "drift",
            "ack",
            "auth/login#REQ-001",
            "--reason",
            "only faster",
            "--author",
            "Ada",
            "--base",
            base);
    assertThat(acked.err()).isEmpty();
    assertThat(acked.code()).isZero();
    assertThat(Files.readString(repo.file(".sdd/drift.yml"))).contains("only faster", "Ada");
    assertThat(sdd("drift", "--base", base).out()).doesNotContain("code-ahead");
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 3;\n}\n");
    assertThat(sdd("drift", "--base", base).out()).contains("code-ahead");
  }

  @Test
  void anAttestedChangeStaysAttestedAsSuspectOnceMerged() {
    String base = repo.head();
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("work", "work well"));
    assertThat(
            sdd(
                    "drift",
                    "ack",
                    "auth/login#REQ-001",
                    "--reason",
                    "it did",
                    "--author",
                    "Ada",
                    "--base",
                    base)
                .code())
        .isZero();
    repo.commit("Merged");
    assertThat(sdd("drift").out()).doesNotContain("suspect");
    repo.delete(".sdd/drift.yml");
    assertThat(sdd("drift").out()).contains("suspect");
  }

  @Test
  void anAttestationOfNothingSaysSo() {
    Ran none = sdd("drift", "ack", "auth/login#REQ-001", "--reason", "x", "--author", "Ada");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("no drift of auth/login#REQ-001", "--base");
    assertThat(
            sdd("drift", "ack", "auth/login#REQ-001", "--reason", "x", "--expires", "2020-01-01")
                .code())
        .isEqualTo(2);
    Ran unexplained = sdd("drift", "ack", "auth/login#REQ-001");
    assertThat(unexplained.code()).isEqualTo(2);
    assertThat(unexplained.err()).contains("'sdd drift ack --help'");
  }

  @Test
  void theAuthorIsWhoCommitsHere() throws IOException {
    repo.git("config", "user.name", "Grace");
    repo.git("config", "user.email", "grace@example.com");
    String base = repo.head();
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 2;\n}\n");
    sdd("drift", "ack", "auth/login#REQ-001", "--reason", "x", "--base", base);
    assertThat(Files.readString(repo.file(".sdd/drift.yml"))).contains("Grace <grace@example.com>");
  }
}
