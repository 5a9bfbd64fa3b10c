package io.github.sddtool.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.git.TestRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestTest {
  private static final String SPEC =
      """
      ---
      created: 2026-01-01
      ---
      # S
      ## Requirements
      ### REQ-001: One
      It MUST work.
      ### REQ-002: Two
      It MUST work.
      """;

  @TempDir Path folder;

  private TestRepo repo;
  private String out = "";
  private String err = "";

  @BeforeEach
  void aRepositoryWithTwoSpecsOfTheSameIds() {
    repo = TestRepo.in(folder.resolve("repo"));
    repo.git("config", "core.autocrlf", "false");
    repo.write("app/.sdd/specs/auth/login/spec.md", SPEC);
    repo.write("app/.sdd/specs/auth/sign-up/spec.md", SPEC);
    repo.write("app/src/ö/login.ts", "// REQ-001, REQ-002\r\nf();\r\n");
    repo.write("app/src/a b.py", "# @spec REQ-001..002\r\ndef f(): pass");
    repo.commit("First");
  }

  private int sdd(String... more) {
    var words = new ArrayList<>(List.of("sync"));
    words.addAll(List.of(more));
    Ran ran = Ran.in(repo.file("app"), words.toArray(String[]::new));
    out = ran.out();
    err = ran.err();
    return ran.code();
  }

  // @spec engine/markers#REQ-MARK-022
  @Test
  void thePatchAppliesAndLeavesNothingAmbiguous() {
    assertThat(sdd("--suggest")).isZero();
    assertThat(out)
        .startsWith("diff --git ")
        .contains("+// auth/login#REQ-001, auth/login#REQ-002\r");
    assertThat(err).contains("src/a b.py:1:9: auth/login; also auth/sign-up#");
    repo.write("../patch", out.getBytes(UTF_8));
    repo.git("apply", "../patch");
    assertThat(sdd("--format", "json")).isZero();
    assertThat(out).contains("\"ambiguous\" : 0").contains("\"covered\" : 2");
    assertThat(sdd("--suggest")).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void aPatchGoesWithNoFormat() {
    assertThat(sdd("--suggest", "--format", "markdown")).isEqualTo(2);
    assertThat(err).contains("--suggest");
  }
}
