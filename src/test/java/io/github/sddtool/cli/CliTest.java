package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
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

  @TempDir Path folder;

  private TestRepo repo;

  @BeforeEach
  void aRepositoryWithOneSpec() {
    repo = TestRepo.in(folder.resolve("repo"));
    repo.write(".sdd/specs/auth/login/spec.md", SPEC);
    repo.write("src/login.ts", "// @spec REQ-001\nexport function login() {\n  return 1;\n}\n");
    repo.commit("First");
  }

  private Ran sdd(String... args) {
    return run(folder.resolve("repo"), args);
  }

  private static Ran run(Path at, String... args) {
    return run(at, Map.of(), args);
  }

  private static Ran run(Path at, Map<String, String> environment, String... args) {
    return Ran.in(at, environment, args);
  }

  // @spec cli/commands#REQ-CLI-001
  @Test
  void theExitCodeTellsTheOutcome() {
    assertThat(sdd("check").code()).isZero();
    assertThat(sdd("sync", "--threshold", "100").code()).isZero();
    repo.write(".sdd/specs/auth/login/spec.md", SPEC + "### REQ-002: Two\nMUST.\n");
    assertThat(sdd("sync", "--threshold", "80").code()).isEqualTo(1);
    assertThat(sdd("validate", "no-such-spec").code()).isEqualTo(3);
    assertThat(sdd("sync", "--threshold", "abc").code()).isEqualTo(2);
    assertThat(sdd("sync", "--threshold", "NaN").code()).isEqualTo(2);
    assertThat(sdd("check", "--base", "no-such-branch").code()).isEqualTo(2);
    assertThat(sdd("check", "--format", "pdf").code()).isEqualTo(2);
    assertThat(sdd("chekc").code()).isEqualTo(2);
    assertThat(sdd("check", "--fail-on", "bogus").code()).isEqualTo(2);
    assertThat(sdd().code()).isEqualTo(2);
    assertThat(sdd("impact").code()).isEqualTo(2);
    assertThat(run(folder, "check").code()).isEqualTo(3);
    assertThat(run(folder.resolve("nowhere"), "check").code()).isEqualTo(2);
  }

  // @spec engine/quality#REQ-QUAL-006, engine/quality#REQ-QUAL-004
  @Test
  void qualityScoresAllSpecsOrOne() throws IOException {
    JsonNode quality = sdd("quality", "--format", "json").json().get("quality");
    assertThat(quality.get("score").doubleValue()).isEqualTo(90.0);
    assertThat(quality.get("grade").textValue()).isEqualTo("A");
    assertThat(quality.get("rules").textValue()).isEqualTo("sdd.quality/1");
    assertThat(quality.at("/bySpec/0/items/0/name").textValue()).isEqualTo("title");
    assertThat(sdd("quality", "--min-score", "90").code()).isZero();
    assertThat(sdd("quality", "login", "--min-score", "90.5").code()).isEqualTo(1);
    assertThat(sdd("quality", "--min-score", "many").code()).isEqualTo(2);
    assertThat(sdd("quality", "--min-score", "101").code()).isEqualTo(2);
    assertThat(sdd("quality", "no-such-spec").code()).isEqualTo(3);
    assertThat(run(folder, "quality").code()).isEqualTo(3);
  }

  // @spec cli/commands#REQ-CLI-005
  @Test
  void errorsNameTheValueAndTheChoices() {
    assertThat(sdd("check", "--format", "pdf").err()).contains("'pdf'", "text, json, markdown");
    assertThat(sdd("validate", "logni").err()).contains("'logni'", "auth/login");
    assertThat(sdd("check", "--base", "mian").err()).contains("mian");
    assertThat(sdd("chekc").err()).contains("chekc", "check");
  }

  // @spec cli/commands#REQ-CLI-002
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --format json",
        "--format json check",
        "check --format=json",
        "validate --format json",
        "sync --format json",
        "drift --format json",
        "diff --format json",
        "impact auth/login --format json",
        "impact nowhere --format json",
        "check --base nowhere --format json",
        "sync --threshold 101 --format json",
        "check --nonsense --format json"
      })
  void jsonIsOneDocumentAndNothingElse(String line) throws IOException {
    Ran ran = sdd(line.split(" ", -1));
    JsonNode json = ran.json();
    assertThat(json.get("schema").asText()).isEqualTo("sdd.report/1");
    assertThat(json.get("verdict").asText()).isIn("pass", "warn", "fail", "skipped", "error");
    assertThat(json.get("verdict").asText().equals("pass")).isEqualTo(ran.code() == 0);
  }

  @Test
  void checkGivesEveryPartThatTheContractNames() throws IOException {
    JsonNode json = sdd("check", "--format", "json").json();
    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            "schema",
            "command",
            "tool",
            "verdict",
            "base",
            "head",
            "specs",
            "coverage",
            "drift",
            "impact",
            "delta",
            "findings");
    assertThat(json.get("head").asText()).isEqualTo("worktree");
    assertThat(json.get("base").isNull()).isTrue();
    JsonNode requirement = json.get("specs").get(0).get("requirements").get(0);
    assertThat(requirement.get("key").asText()).isEqualTo("auth/login#REQ-001");
    assertThat(requirement.get("line").asInt()).isEqualTo(6);
    assertThat(requirement.get("links").get(0).get("path").asText()).isEqualTo("src/login.ts");
    assertThat(json.get("coverage").get("percent").asDouble()).isEqualTo(100.0);
  }

  // @spec cli/commands#REQ-CLI-003
  @Test
  void theSameCommitsGiveTheSameBytes() {
    String first = repo.git("rev-parse", "HEAD").strip();
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("MUST", "MAY"));
    repo.commit("Weaken");
    String[] line = {"check", "--base", first, "--head", "HEAD", "--format", "json"};
    assertThat(sdd(line).out()).isEqualTo(sdd(line).out()).contains("\"weakened\"");
  }

  // @spec cli/commands#REQ-CLI-004
  @Test
  void anyTwoCommitsAreReadFromGitsObjects() throws IOException {
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("MUST", "MAY"));
    repo.commit("Weaken");
    repo.delete("src/login.ts");
    repo.write(".sdd/specs/auth/login/spec.md", "broken");
    Ran ran = sdd("check", "--base", "HEAD~1", "--head", "HEAD", "--format", "json");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.json().get("delta").get("requirements").get(0).get("effect").asText())
        .isEqualTo("weakened");
  }

  @Test
  void whatHappenedOnTheBaseMeanwhileIsNotHeldAgainstTheHead() throws IOException {
    repo.branch("feature").checkout("main");
    repo.write(".sdd/specs/auth/login/spec.md", SPEC + "### REQ-009: On main\nMUST.\n");
    repo.commit("Meanwhile on main");
    repo.checkout("feature");
    repo.write("README.md", "hello");
    repo.commit("On the branch");
    JsonNode json = sdd("check", "--base", "main", "--format", "json").json();
    assertThat(json.get("delta").get("requirements")).isEmpty();
  }

  // @spec engine/gates#REQ-GATE-001
  @Test
  void aGateThatCameToTheBaseMeanwhileHoldsToo() {
    repo.branch("feature").checkout("main");
    repo.write(".sdd/config.yml", "version: 1\ngates: {coverage: {threshold: 90}}\n");
    repo.commit("Ask for coverage");
    repo.checkout("feature");
    repo.write(".sdd/specs/auth/login/spec.md", SPEC + "### REQ-002: Two\nMUST.\n");
    repo.commit("On the branch");
    assertThat(sdd("check", "--base", "main", "--head", "HEAD").code()).isEqualTo(1);
  }

  // @spec engine/markers#REQ-MARK-005
  @Test
  void ignoredFilesAreNotRead() throws IOException {
    repo.write(".gitignore", "dist/\n");
    repo.write("dist/login.js", "// @spec REQ-404\n");
    assertThat(sdd("check", "--format", "json").json().get("coverage").get("dangling")).isEmpty();
  }

  @Test
  void aCommandWorksFromAnyFolderBelow() throws IOException {
    repo.write("sub/deep/b.ts", "// @spec REQ-001\nfunction b() {}\n");
    JsonNode json = run(folder.resolve("repo/sub/deep"), "sync", "--format", "json").json();
    assertThat(json.get("specs").get(0).get("requirements").get(0).get("links"))
        .extracting(link -> link.get("path").asText())
        .containsExactly("src/login.ts", "sub/deep/b.ts");
    String absolute = repo.file(".sdd/specs/auth/login/spec.md").toAbsolutePath().toString();
    assertThat(sdd("validate", absolute).code()).isZero();
  }

  @Test
  void aPlainFolderIsReadWithoutGit() throws IOException {
    Path plain = folder.resolve("plain");
    Files.createDirectories(plain.resolve(".sdd/specs/a"));
    Files.writeString(plain.resolve(".sdd/specs/a/spec.md"), SPEC);
    Files.writeString(plain.resolve("a.py"), "# @spec REQ-001\ndef f():\n    return 1\n");
    assertThat(run(plain, "sync", "--threshold", "100").code()).isZero();
    assertThat(run(plain, "check", "--base", "HEAD").code()).isEqualTo(2);
  }

  @Test
  void reportsGoToFilesBesideStandardOutput() throws IOException {
    Path file = folder.resolve("out/report.json");
    Ran ran = sdd("check", "--format", "json=" + file, "--format", "markdown");
    assertThat(new ObjectMapper().readTree(Files.readString(file)).get("command").asText())
        .isEqualTo("check");
    assertThat(ran.out()).startsWith("### ");
  }

  @Test
  void failOnMovesTheThreshold() {
    repo.write(".sdd/specs/auth/login/spec.md", SPEC + "### REQ-002: Two\nMUST.\n");
    String[] line = {"check", "--base", "HEAD"};
    assertThat(sdd(line).code()).isZero();
    assertThat(
            sdd(Stream.concat(Stream.of(line), Stream.of("--fail-on", "warning"))
                    .toArray(String[]::new))
                .code())
        .isEqualTo(1);
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("MUST", "MAY"));
    assertThat(sdd(line).code()).isEqualTo(1);
    assertThat(
            sdd(Stream.concat(Stream.of(line), Stream.of("--fail-on", "none"))
                    .toArray(String[]::new))
                .code())
        .isZero();
  }

  @Test
  void aPipelineOfGitHubGetsAnnotationsAndAStepSummary() throws IOException {
    repo.write(".sdd/specs/auth/login/spec.md", SPEC.replace("MUST", "MAY"));
    Path summary = folder.resolve("summary.md");
    var environment = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
    String[] line = {"check", "--base", "HEAD", "--ci", "--format", "json"};
    Ran ran = run(folder.resolve("repo"), environment, line);
    assertThat(ran.json().get("verdict").asText()).isEqualTo("fail");
    assertThat(ran.err())
        .contains(
            "::error file=.sdd/specs/auth/login/spec.md,line=6,title=SDD delta/weakened::auth/login#REQ-001 went from MUST to MAY.");
    assertThat(summary).content().startsWith("### ❌ SDD:");
  }

  @Test
  void quietPrintsTheVerdictOnly() {
    assertThat(sdd("check", "-q").out().lines()).singleElement().asString().startsWith("pass");
  }

  @Test
  void diffComparesTheFilesAsTheyAreWithTheLastCommit() {
    repo.write(".sdd/specs/auth/login/spec.md", SPEC + "### REQ-002: Two\nMUST.\n");
    assertThat(sdd("diff").out()).contains("added", "auth/login#REQ-002");
  }

  // @spec engine/gates#REQ-GATE-010
  @Test
  void aConfiguredRootThatHoldsNothingIsNeverAPass() {
    repo.write(
        ".sdd/config.yml",
        "version: 1\nspecs: [{format: sdd, root: .sdd}, {format: openspec, root: opensepc}]\n");
    Ran ran = sdd("check");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("'opensepc'");
  }
}
