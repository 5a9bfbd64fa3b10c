package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fake.github.GitHubStandIn;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands in the pipelines of GitHub and GitLab, on clones as these make them.
class PipelinesTest {
  private static final String SPEC =
      """
      # Login

      ## Requirements

      ### REQ-001: One

      It %s work.

      #### Scenario: It works

      - **GIVEN** a
      - **WHEN** b
      - **THEN** c
      """;

  private static final Map<String, String> MAY_COMMENT =
      Map.of("pull_requests", "write", "contents", "read", "metadata", "read");

  private static final String NO_COMMIT = "0".repeat(40);

  @TempDir Path folder;
  private TestRepo origin;
  private Path bare = Path.of("");
  private String base = "";
  private String head = "";

  /// Main went on after the request left it.
  @BeforeEach
  void aRequestThatWeakensARequirement() {
    origin = TestRepo.in(folder.resolve("origin"));
    origin.write(".sdd/specs/auth/login/spec.md", SPEC.formatted("MUST"));
    origin.write("src/login.ts", "// @spec auth/login#REQ-001\nexport function login() {}\n");
    origin.commit("First");
    origin.branch("weaker");
    origin.write(".sdd/specs/auth/login/spec.md", SPEC.formatted("SHOULD"));
    head = origin.commit("Weaken");
    origin.checkout("main");
    origin.write("README.md", "Something else.\n");
    base = origin.commit("Meanwhile");
  }

  // @spec cli/pipelines#REQ-PIPE-001, cli/pipelines#REQ-PIPE-002
  @Test
  void aRunForAPullRequestComparesWithItsBranchHoweverShallowTheClone() throws IOException {
    Ran whole =
        Ran.in(origin.checkout("weaker").folder(), "check", "--base", "main", "--format", "json");
    for (int depth : List.of(1, 2, 100)) {
      Path clone = clone("clone-" + depth, "weaker", depth);
      Ran ran = Ran.in(clone, pullRequest(), "check", "--ci", "--format", "json");
      assertThat(ran.code()).as(ran.err()).isEqualTo(whole.code());
      assertThat(ran.json().get("delta")).as("depth " + depth).isEqualTo(whole.json().get("delta"));
      assertThat(ran.json().get("base")).isEqualTo(whole.json().get("base"));
    }
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aMergeOfTheRequestIsComparedWithTheBranchItIsMergedInto() throws IOException {
    origin.branch("merged");
    origin.merge("weaker");
    Ran ran =
        Ran.in(clone("clone", "merged", 1), pullRequest(), "check", "--ci", "--format", "json");
    assertThat(ran.json().get("base").asText()).isEqualTo(base);
    assertThat(ran.json().at("/delta/requirements/0/effect").asText()).isEqualTo("weakened");
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aPushToTheDefaultBranchIsComparedWithWhatStoodThere() throws IOException {
    String before = origin.git("rev-parse", "main~1").strip();
    Map<String, String> run =
        gitHub(
            "push",
            """
            {"ref": "refs/heads/main", "before": "%s", "after": "%s",
             "repository": {"full_name": "octo/shop", "default_branch": "main"}}
            """
                .formatted(before, base));
    Ran ran = Ran.in(clone("clone", "main", 1), run, "check", "--ci", "--format", "json");
    assertThat(ran.json().get("base").asText()).as(ran.err()).isEqualTo(before);
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aPushToABranchIsComparedWithTheDefaultBranch() throws IOException {
    Map<String, String> run =
        gitHub(
            "push",
            """
            {"ref": "refs/heads/weaker", "before": "%s", "after": "%s",
             "repository": {"full_name": "octo/shop", "default_branch": "main"}}
            """
                .formatted(NO_COMMIT, head));
    Ran ran = Ran.in(clone("clone", "weaker", 1), run, "check", "--ci", "--format", "json");
    assertThat(ran.json().at("/delta/requirements/0/effect").asText())
        .as(ran.err())
        .isEqualTo("weakened");
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aMergeGroupIsComparedWithItsBase() throws IOException {
    Map<String, String> run =
        gitHub("merge_group", "{\"merge_group\": {\"base_sha\": \"%s\"}}".formatted(base));
    Ran ran = Ran.in(clone("clone", "weaker", 1), run, "check", "--ci", "--format", "json");
    assertThat(ran.json().at("/delta/requirements/0/effect").asText())
        .as(ran.err())
        .isEqualTo("weakened");
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aPipelineWithoutAChangeHasNoImpact() throws IOException {
    Ran ran = Ran.in(clone("clone", "main", 1), gitHub("schedule", "{}"), "impact", "--ci");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("compares with nothing");
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aScheduleIsComparedWithNothing() throws IOException {
    Ran ran =
        Ran.in(
            clone("clone", "main", 1),
            gitHub("schedule", "{}"),
            "check",
            "--ci",
            "--format",
            "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("base").isNull()).isTrue();
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aBaseThatCannotBeHadIsNeverGreen() throws IOException {
    Path clone = clone("clone", "weaker", 1);
    Files.move(folder.resolve("origin"), folder.resolve("gone"));
    Ran ran = Ran.in(clone, pullRequest(), "check", "--ci");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("the branch main", "fetch-depth: 0", "--base");
  }

  // @spec cli/pipelines#REQ-PIPE-005
  @Test
  void aBaseThatSomebodyNamesIsFetchedWhereTheCloneLacksIt() throws IOException {
    origin.git("tag", "-a", "v1", "-m", "One", base);
    Ran whole =
        Ran.in(origin.checkout("weaker").folder(), "check", "--base", "main", "--format", "json");
    for (String name : List.of("main", "origin/main", "v1", base)) {
      Path clone = clone("clone-" + name.replace('/', '-'), "weaker", 1);
      assertThat(Ran.in(clone, "check", "--base", name).code()).as(name).isEqualTo(2);
      Map<String, String> run = gitHub("schedule", "{}");
      Ran ran = Ran.in(clone, run, "check", "--ci", "--base", name, "--format", "json");
      assertThat(ran.json().get("delta")).as(ran.err()).isEqualTo(whole.json().get("delta"));
      assertThat(ran.json().get("base")).as(name).isEqualTo(whole.json().get("base"));
    }
  }

  // @spec cli/pipelines#REQ-PIPE-005
  @Test
  void aBaseThatIsNowhereIsNeverGreen() throws IOException {
    Path clone = clone("clone", "weaker", 1);
    Ran unknown = Ran.in(clone, pullRequest(), "check", "--ci", "--base", "no-such-branch");
    assertThat(unknown.code()).isEqualTo(4);
    assertThat(unknown.err()).contains("'no-such-branch'", "couldn't find remote ref");
    assertThat(Ran.in(clone, pullRequest(), "check", "--ci", "--base", "HEAD~3").code())
        .isEqualTo(2);
    assertThat(Ran.in(clone, pullRequest(), "check", "--ci", "--base", "+a:b").code()).isEqualTo(2);
    Files.move(folder.resolve("origin"), folder.resolve("gone"));
    Ran away = Ran.in(clone, pullRequest(), "check", "--ci", "--base", base);
    assertThat(away.code()).isEqualTo(4);
    assertThat(away.err()).contains(base, "fetch-depth: 0");
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aTagThatIsCalledLikeTheRemoteBranchIsNotTheBase() throws IOException {
    Path clone = clone("clone", "weaker", 1);
    TestRepo.in(clone).git("tag", "origin/main", head);
    Ran ran = Ran.in(clone, pullRequest(), "check", "--ci", "--format", "json");
    assertThat(ran.json().at("/delta/requirements/0/effect").asText())
        .as(ran.err())
        .isEqualTo("weakened");
    assertThat(Ran.in(clone, pullRequest(), "check", "--ci", "--format", "markdown").out())
        .contains("origin/main")
        .doesNotContain("refs/remotes");
  }

  // @spec cli/pipelines#REQ-PIPE-006
  @Test
  void aShortCutToAnOlderCommitChangesNoReport() throws IOException {
    origin.checkout("main~1").branch("old").write("old.txt", "Old.\n").commit("Old");
    origin.checkout("main");
    origin.write(".sdd/specs/auth/login/spec.md", SPEC.formatted("SHALL")).commit("Reword");
    origin.branch("long");
    for (int i = 0; i < 6; i++) {
      origin.write("long.txt", "Step " + i + "\n").commit("Step " + i);
    }
    origin.write(".sdd/specs/auth/login/spec.md", SPEC.formatted("MAY"));
    head = origin.commit("Weaken");
    origin.merge("old");
    String fork = origin.git("merge-base", "main", "long");
    origin.checkout("main").write("README.md", "More.\n").commit("More");

    Path clone = folder.resolve("clone");
    origin.git(
        "clone",
        "--quiet",
        "--depth=4",
        "--no-single-branch",
        "--branch=long",
        origin.folder().toUri().toString(),
        clone.toString());
    Ran ran = Ran.in(clone, pullRequest(), "check", "--ci", "--format", "json");
    assertThat(ran.json().get("base").asText()).as(ran.err()).isEqualTo(fork);
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void anEventThatIsNoneOfGitHubsIsNeverGreen() throws IOException {
    Ran ran = Ran.in(clone("clone", "weaker", 1), gitHub("pull_request", "[]"), "check", "--ci");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("is none of GitHub's");
  }

  // @spec cli/pipelines#REQ-PIPE-001
  @Test
  void aMergeRequestsJobComparesWithTheTargetBranch() throws IOException {
    Ran ran =
        Ran.in(clone("clone", "weaker", 20), mergeRequest(), "check", "--ci", "--format", "json");
    assertThat(ran.json().at("/delta/requirements/0/effect").asText())
        .as(ran.err())
        .isEqualTo("weakened");
  }

  // @spec cli/pipelines#REQ-PIPE-003
  @Test
  void twoCommandsOfOneJobOnGitLabLeaveAReportEach() throws IOException {
    Path clone = clone("clone", "weaker", 20);
    Map<String, String> job = mergeRequest();
    job.put("CI_PROJECT_DIR", clone.toString());
    assertThat(Ran.in(clone, job, "validate", "--ci").code()).isZero();
    assertThat(Ran.in(clone, job, "sync", "--ci", "--threshold", "80").code()).isZero();
    for (String command : List.of("validate", "sync")) {
      assertThat(
              new ObjectMapper()
                  .readTree(clone.resolve("sdd-" + command + "-codequality.json").toFile())
                  .isArray())
          .isTrue();
      assertThat(clone.resolve("sdd-" + command + "-junit.xml")).content().contains("<testsuites");
    }
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void aRunCommentsOnceAndBringsItsCommentUpToDate() throws IOException {
    try (var gitHub = GitHubStandIn.start()) {
      Map<String, String> run = onGitHub(gitHub, MAY_COMMENT);
      Path clone = clone("clone", "weaker", 1);
      assertThat(Ran.in(clone, run, "check", "--ci", "--comment").err())
          .doesNotContain("no comment");
      assertThat(Ran.in(clone, run, "impact", "--ci", "--comment").err())
          .doesNotContain("no comment");
      assertThat(gitHub.comments("octo/shop", 1)).hasSize(1);
      assertThat(gitHub.comments("octo/shop", 1).getFirst().author())
          .isEqualTo("github-actions[bot]");
      assertThat(gitHub.comments("octo/shop", 1).getFirst().edits()).isEqualTo(1);
    }
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void aTokenThatOnlyReadsChangesNoVerdict() throws IOException {
    try (var gitHub = GitHubStandIn.start()) {
      Map<String, String> run =
          onGitHub(gitHub, Map.of("pull_requests", "read", "contents", "read", "metadata", "read"));
      Path clone = clone("clone", "weaker", 1);
      int alone = Ran.in(clone, run, "check", "--ci").code();
      Ran ran = Ran.in(clone, run, "check", "--ci", "--comment");
      assertThat(ran.code()).isEqualTo(alone);
      assertThat(ran.err()).contains("no comment", "pull requests: write", "from a fork");
      assertThat(gitHub.comments("octo/shop", 1)).isEmpty();
    }
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void aTokenThatIsNotThereIsToldOfFirstAndChangesNoVerdict() throws IOException {
    try (var gitHub = GitHubStandIn.start()) {
      Map<String, String> run = onGitHub(gitHub, MAY_COMMENT);
      run.put("GITHUB_TOKEN", "");
      Path clone = clone("clone", "weaker", 1);
      Ran alone = Ran.in(clone, run, "check", "--ci");
      Ran ran = Ran.in(clone, run, "check", "--ci", "--comment");
      assertThat(ran.code()).isEqualTo(alone.code());
      assertThat(ran.out()).isEqualTo(alone.out());
      assertThat(ran.err())
          .isEqualTo(
              "sdd: no comment: it needs the variable GITHUB_TOKEN, which is not set."
                  + System.lineSeparator()
                  + alone.err());
    }
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void aCommitThatIsTheRequestsHeadNoMoreGetsNoComment() throws IOException {
    try (var gitHub = GitHubStandIn.start()) {
      Map<String, String> run = onGitHub(gitHub, MAY_COMMENT);
      Path clone = clone("clone", "weaker", 1);
      origin.checkout("weaker").write("README.md", "More.\n").commit("More");
      origin.git("push", "--quiet", bare.toString(), "weaker");
      gitHub.pushed("octo/shop", 1);
      assertThat(Ran.in(clone, run, "check", "--ci", "--comment").err()).contains("has moved on");
      assertThat(gitHub.comments("octo/shop", 1)).isEmpty();
    }
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void aRunThatNamesARequestCommentsOnIt() throws IOException {
    try (var gitHub = GitHubStandIn.start()) {
      Map<String, String> run = onGitHub(gitHub, MAY_COMMENT);
      run.putAll(gitHub("workflow_run", "{}"));
      Path clone = clone("clone", "weaker", 100);
      String[] words = {"check", "--ci", "--base", head + "~1", "--head", head, "--comment"};
      assertThat(Ran.in(clone, run, with(words, "--pr", "1")).err()).doesNotContain("no comment");
      assertThat(gitHub.comments("octo/shop", 1)).hasSize(1);
      assertThat(Ran.in(clone, run, with(words, "--pr", "0")).code()).isEqualTo(2);
      assertThat(Ran.in(clone, run, words).err()).contains("runs for no pull request");
    }
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void aJobOnGitLabCommentsOnItsMergeRequest() throws IOException {
    try (var gitLab = new GitLabStandIn("group/shop")) {
      origin.git("push", "--quiet", gitLab.project().bare().toString(), "main", "weaker");
      gitLab.project().request(1, "weaker", "main");
      Map<String, String> job = mergeRequest();
      job.put("CI_SERVER_URL", gitLab.web().toString());
      job.put("SDD_GITLAB_TOKEN", GitLabStandIn.TOKEN);
      Path clone = clone("clone", "weaker", 20);
      for (int i = 0; i < 2; i++) {
        assertThat(Ran.in(clone, job, "check", "--ci", "--comment").err())
            .doesNotContain("no comment");
      }
      assertThat(gitLab.project().notesOf(1)).hasSize(1);
    }
  }

  // @spec cli/pipelines#REQ-PIPE-004
  @Test
  void commentingElsewhereSaysWhereItWorks() {
    Ran ran =
        Ran.in(
            origin.folder(),
            "check",
            "--ci",
            "--base",
            "main",
            "--comment",
            "--pr",
            "3",
            "--head",
            "weaker");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("GITHUB_ACTIONS", "GITLAB_CI");
    assertThat(Ran.in(origin.folder(), "check", "--comment").err()).contains("--ci");
  }

  private Map<String, String> onGitHub(GitHubStandIn gitHub, Map<String, String> permissions)
      throws IOException {
    bare = gitHub.createRepository("octo/shop", "main");
    origin.git("push", "--quiet", bare.toString(), "main", "weaker");
    gitHub.openPullRequest("octo/shop", "weaker", "main");
    Map<String, String> run = pullRequest();
    run.put("GITHUB_REPOSITORY", "octo/shop");
    run.put("GITHUB_API_URL", gitHub.api().toString());
    run.put("GITHUB_TOKEN", gitHub.runToken("octo/shop", permissions));
    return run;
  }

  /// As pipelines clone: one branch, some commits.
  private Path clone(String name, String branch, int depth) {
    origin.git(
        "clone",
        "--quiet",
        "--depth=" + depth,
        "--branch=" + branch,
        origin.folder().toUri().toString(),
        folder.resolve(name).toString());
    return folder.resolve(name);
  }

  private Map<String, String> pullRequest() throws IOException {
    return gitHub(
        "pull_request",
        """
        {"number": 1,
         "pull_request": {"number": 1, "head": {"sha": "%s", "ref": "weaker"},
                          "base": {"sha": "%s", "ref": "main"}},
         "repository": {"full_name": "octo/shop", "default_branch": "main"}}
        """
            .formatted(head, base));
  }

  private Map<String, String> gitHub(String event, String body) throws IOException {
    Path file = Files.writeString(folder.resolve("event.json"), body);
    var variables = new HashMap<String, String>();
    variables.put("GITHUB_ACTIONS", "true");
    variables.put("GITHUB_EVENT_NAME", event);
    variables.put("GITHUB_EVENT_PATH", file.toString());
    return variables;
  }

  private Map<String, String> mergeRequest() {
    var variables = new HashMap<String, String>();
    variables.put("GITLAB_CI", "true");
    variables.put("CI_PROJECT_DIR", folder.toString());
    variables.put("CI_PROJECT_PATH", "group/shop");
    variables.put("CI_PROJECT_ID", "5");
    variables.put("CI_MERGE_REQUEST_PROJECT_ID", "5");
    variables.put("CI_MERGE_REQUEST_PROJECT_PATH", "group/shop");
    variables.put("CI_MERGE_REQUEST_IID", "1");
    variables.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    variables.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", origin.git("rev-parse", "main~1").strip());
    variables.put("CI_COMMIT_SHA", head);
    return variables;
  }
}
