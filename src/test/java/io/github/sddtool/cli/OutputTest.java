package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.report.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands print, and where.
class OutputTest {
  private static final String SPEC =
      """
      ---
      created: 2026-01-01
      depends: nowhere
      ---
      # Login
      ## Requirements
      ### REQ-001: One
      It MUST work.
      - **GIVEN** a
      - **WHEN** b
      - **THEN** c
      """;

  @TempDir Path folder;

  @BeforeEach
  void aRepositoryWithOneSpec() {
    TestRepo repo = TestRepo.in(folder.resolve("repo"));
    repo.write(".sdd/specs/auth/login/spec.md", SPEC);
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 1;\n}\n");
    repo.commit("First");
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("MUST", "MAY"));
    repo.write("src/other.ts", "// @spec REQ-9\nexport function other() {}\n");
    repo.commit("Second");
  }

  private Ran sdd(String... args) {
    return run("repo", Map.of(), args);
  }

  private Ran run(String at, Map<String, String> environment, String... args) {
    return Ran.in(folder.resolve(at), environment, args);
  }

  // @spec cli/commands#REQ-CLI-028
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "check --base HEAD~1 --head HEAD",
        "validate",
        "sync",
        "drift",
        "drift --base HEAD~1",
        "diff HEAD~1 HEAD",
        "impact auth/login",
        "impact nowhere",
        "check --nonsense",
        "graph --base"
      })
  void theJsonOfEveryCommandIsValidUnderThePublishedSchema(String line) throws IOException {
    Ran ran = sdd((line + " --format json").split(" ", -1));
    assertThat(Schemas.problems(Schemas.REPORT, ran.out())).isEmpty();
  }

  // @spec cli/commands#REQ-CLI-023
  @Test
  void severalFormatsGoToTheirFiles() throws IOException {
    Path sarif = folder.resolve("out/sdd.sarif");
    Path junit = folder.resolve("out/sdd-junit.xml");
    Path quality = folder.resolve("out/gl-code-quality-report.json");
    Ran ran =
        sdd(
            "check",
            "--format=sarif=" + sarif,
            "--format",
            "junit=" + junit,
            "--format",
            "codequality=" + quality);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("deps/missing");
    assertThat(new ObjectMapper().readTree(sarif.toFile()).get("version").asText())
        .isEqualTo("2.1.0");
    assertThat(Files.readString(junit)).startsWith("<?xml");
    assertThat(new ObjectMapper().readTree(quality.toFile())).isNotEmpty();
  }

  // @spec cli/commands#REQ-CLI-023
  @Test
  void whatCannotBeWrittenIsWrongUsageAndOneSentence() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("directory"));
    Path file = Files.writeString(folder.resolve("file"), "");
    for (String target : List.of("" + directory, file + "/below", "", "a\u0000b")) {
      Ran ran = sdd("check", "--format", "json=" + target);
      assertThat(ran.code()).as(target).isEqualTo(2);
      assertThat(ran.err().lines()).as(target).hasSize(1);
    }
    assertThat(sdd("check", "--format", "json=" + directory).err()).contains("it is a folder");
    assertThat(sdd("graph", "--format", "dot=" + directory).code()).isEqualTo(2);
    assertThat(sdd("check", "--format", "json", "--format", "sarif").code()).isEqualTo(2);
  }

  // @spec cli/commands#REQ-CLI-023
  @Test
  void anUnknownFormatNamesTheChoicesOfItsCommand() {
    assertThat(sdd("check", "--format", "mermaid").err())
        .contains("'mermaid'", "text, json, markdown, sarif, junit, codequality, annotations");
    Ran graph = sdd("graph", "--format", "sarif");
    assertThat(graph.code()).isEqualTo(2);
    assertThat(graph.err()).contains("'sarif'", "mermaid, dot, json");
    assertThat(sdd("explain", "--format", "json").code()).isEqualTo(2);
  }

  // @spec cli/commands#REQ-CLI-024
  @Test
  void aRuleIsExplained() {
    Ran ran = sdd("explain", "deps/missing");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains(
            "deps/missing  (error by default)",
            "How to mend it",
            "rules: {deps/missing: warning}",
            "rules: {deps/missing: info}");
    assertThat(sdd("explain", "spec/title-missing").out()).contains("E203");
    assertThat(sdd("explain").out()).contains("coverage", "drift", "'sdd explain FAMILY'");
    assertThat(sdd("explain", "delta").out()).contains("delta/removed", "delta/weakened");
  }

  // @spec cli/commands#REQ-CLI-024
  @Test
  void anUnknownRuleNamesTheNearOnes() {
    Ran ran = sdd("explain", "link/danglin");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("'link/danglin'", "Did you mean link/dangling or task/dangling?");
    assertThat(sdd("explain", "cycles").err()).contains("deps/cycle");
    assertThat(sdd("explain", "x".repeat(10_000)).err())
        .contains("families of rules are: change, config")
        .hasSizeLessThan(500);
  }

  // @spec cli/commands#REQ-CLI-025
  @Test
  void theGraphOfTheSpecsIsDrawn() throws IOException {
    assertThat(sdd("graph").out()).startsWith("graph LR\n").contains("auth/login", "nowhere");
    assertThat(sdd("graph", "--format", "dot").out()).startsWith("digraph specs {");
    Ran json = sdd("--format", "json", "graph");
    assertThat(json.code()).isZero();
    assertThat(new ObjectMapper().readTree(json.out()).get("nodes")).hasSize(2);
    Files.createDirectories(folder.resolve("empty"));
    assertThat(run("empty", Map.of(), "graph").code()).isEqualTo(3);
  }

  // @spec cli/commands#REQ-CLI-027
  @Test
  void textIsWrappedToTheColumnsAndWholeForPrograms() {
    String whole = sdd("check").out();
    assertThat(whole.lines()).anyMatch(line -> line.length() > 100);
    String narrow = run("repo", Map.of("COLUMNS", "60"), "check").out();
    assertThat(narrow.lines()).allMatch(line -> line.length() <= 60 || !line.strip().contains(" "));
    assertThat(narrow.replaceAll("\\s+", " ")).isEqualTo(whole.replaceAll("\\s+", " "));
    assertThat(run("repo", Map.of("COLUMNS", "wide"), "check").out()).isEqualTo(whole);
  }
}
