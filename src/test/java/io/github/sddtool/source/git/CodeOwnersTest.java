package io.github.sddtool.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.files.MemorySnapshot;
import io.github.sddtool.source.RepoPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// @spec engine/impact#REQ-IMPACT-023
class CodeOwnersTest {
  private static final CodeOwners GITHUB =
      CodeOwners.parse(
          """
          # who looks
          *       @global
          *.js    @js   # inline
          /build/logs/ @doctocat
          docs/*  docs@example.com
          apps/   @octocat
          /scripts/ @octocat @other
          **/logs @logs
          /apps/github
          my\\ file.txt @space
          !*.md @nobody
          [xyz]9.txt @chars
          """);

  @ParameterizedTest
  @CsvSource({
    "README.md, @global",
    "src/a.js, @js",
    "build/logs/a/b.txt, @logs",
    "docs/start.md, docs@example.com",
    "docs/deep/start.md, @global",
    "x/apps/a.txt, @octocat",
    "scripts/a.sh, '@octocat,@other'",
    "x/logs/y.txt, @logs",
    "my file.txt, @space",
    "y9.txt, @chars"
  })
  void theLastLineThatMatchesDecides(String path, String owners) {
    assertThat(GITHUB.owners(RepoPath.of(path))).containsExactly(owners.split(",", -1));
  }

  @Test
  void aLineWithoutOwnersTakesThemAway() {
    assertThat(GITHUB.owners(RepoPath.of("apps/github/a.go"))).isEmpty();
  }

  @Test
  void everySectionNamesItsOwn() {
    var owners =
        CodeOwners.parse(
            """
            * @all
            [Docs] @writers
            *.md
            ^[Extra][2] @dba
            /db/
            /db/readme.md @reader
            [docs]
            *.adoc
            """);
    assertThat(owners.owners(RepoPath.of("db/a.sql"))).containsExactly("@all", "@dba");
    assertThat(owners.owners(RepoPath.of("db/readme.md")))
        .containsExactly("@all", "@writers", "@reader");
    assertThat(owners.owners(RepoPath.of("x.adoc"))).containsExactly("@all", "@writers");
  }

  @Test
  void theFirstPlaceThatHasTheFileCounts() {
    var snapshot =
        MemorySnapshot.empty().with("CODEOWNERS", "* @root").with("docs/CODEOWNERS", "* @docs");
    assertThat(CodeOwners.of(snapshot).owners(RepoPath.of("a"))).containsExactly("@root");
    assertThat(
            CodeOwners.of(snapshot.with(".github/CODEOWNERS", "* @hub")).owners(RepoPath.of("a")))
        .containsExactly("@hub");
    assertThat(CodeOwners.of(MemorySnapshot.empty()).owners(RepoPath.of("a"))).isEmpty();
  }
}
