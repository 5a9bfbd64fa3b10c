package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Hub.Opened;
import io.github.sddtool.fake.git.TestRepo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The guard on stand-ins of both forges: real git, real webhooks, real merges.
///
/// `-Dguard.regressions=25` seeds so many in each forge's history in place of a few.
class GuardOnForgesTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  private static final String SPEC = ".sdd/specs/auth/login/spec.md";
  private static final String CODE = "src/login.ts";

  private static final String CONFIG =
      """
      version: 1
      guard:
        budget: 100
        triggers:
          - {name: quality, when: score_drop > 15%, do: revert, notify: "#ops"}
          - {name: coverage, when: coverage_drop > 5, do: revert}
          - {name: broken, when: validate.errors > 0, do: revert}
      """;

  @TempDir private Path folder;

  private Hub hub(String forge) {
    return Hub.of(forge, folder);
  }

  private static String spec() {
    var text =
        new StringBuilder(
            "---\nstatus: approved\nversion: 1.0.0\n---\n# Login\n\nHow people come in.\n");
    for (int i = 1; i <= 5; i++) {
      text.append(
          """

          ### REQ-00%1$d: Step %1$d

          The system MUST take step %1$d within 2 seconds.

          #### Scenario: Step %1$d is taken

          - **GIVEN** a person with an account
          - **WHEN** they take step %1$d
          - **THEN** the step is taken
          """
              .formatted(i));
    }
    return text.toString();
  }

  private static String code() {
    var text = new StringBuilder();
    for (int i = 1; i <= 5; i++) {
      text.append(
          "// @spec auth/login#REQ-00%1$d\nexport function step%1$d() {\n  return %1$d;\n}\n\n"
              .formatted(i));
    }
    return text.toString();
  }

  private static void begin(Hub hub, String config) {
    hub.permitEverything();
    hub.push(
        "main",
        repo -> repo.write(".sdd/config.yml", config).write(SPEC, spec()).write(CODE, code()));
  }

  /// What makes quality drop, each in another way.
  private static final List<BiFunction<Integer, String, Consumer<TestRepo>>> HARM =
      List.of(
          // Links are lost with the code.
          (i, _) ->
              repo ->
                  repo.write(
                      CODE,
                      code().replace("// @spec auth/login#REQ-00" + (1 + i % 5), "// Step " + i)),
          // The specs' words become empty.
          (i, _) ->
              repo ->
                  repo.write(
                      SPEC,
                      spec()
                          .replaceAll(
                              "(?s)#### Scenario: .*?taken\n\n.*?taken\n", "TODO " + i + "\n")
                          .replace("MUST take", "should maybe take")),
          // The specs contradict themselves.
          (i, _) ->
              repo -> repo.write(SPEC, spec().replace("REQ-002: Step 2", "REQ-001: Step " + i)));

  /// What people land, with where it was and where it went.
  private record Landed(int number, String before, String after) {}

  private static Landed land(Hub hub, String branch, boolean squashed, Consumer<TestRepo> change) {
    String before = hub.tip("main");
    hub.work().checkout("main");
    hub.push(branch, change);
    int number = hub.open(branch, "main");
    return new Landed(number, before, hub.merge(number, squashed));
  }

  private static void tell(Hub hub, Landed landed) {
    assertThat(hub.tellPushed("main", landed.before(), landed.after())).isEqualTo(202);
    hub.awaitIdle();
  }

  // @spec guard/deeds#REQ-DEED-001, guard/decision#REQ-DEC-001
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void everyRegressionFindsExactlyOneDraftThatMendsIt(String forge) {
    int regressions = Integer.getInteger("guard.regressions", 3);
    var slowest = Duration.ZERO;
    try (Hub hub = hub(forge)) {
      begin(hub, CONFIG);
      for (int i = 0; i < regressions; i++) {
        Landed harm = land(hub, "harm-" + i, i % 2 == 0, HARM.get(i % HARM.size()).apply(i, forge));
        Instant told = Instant.now();
        tell(hub, harm);
        Duration took = Duration.between(told, Instant.now());
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        // Told once more, and by another delivery: it stays at one.
        tell(hub, harm);

        assertThat(hub.proposals()).as("after regression " + i).hasSize(i + 1);
        Opened draft = hub.proposals().getLast();
        assertThat(draft.draft()).isTrue();
        assertThat(draft.labels()).contains("sdd:guard");
        assertThat(draft.title()).startsWith("Revert \"");
        assertThat(draft.body())
            .contains("| quality |", "What was looked at", "✅ Did one change alone bring it?")
            .doesNotContain("❌");

        // A person takes it; what was before is there again, and that is no regression.
        String before = hub.tip("main");
        String after = hub.merge(draft.number(), true);
        assertThat(hub.work().git("rev-parse", after + "^{tree}"))
            .isEqualTo(hub.work().git("rev-parse", harm.before() + "^{tree}"));
        tell(hub, new Landed(draft.number(), before, after));
        assertThat(hub.proposals()).hasSize(i + 1);
      }
      assertThat(hub.issues()).isEmpty();
      assertThat(slowest).isLessThan(SOON);
    }
    System.out.printf(
        "%s: %d regressions, %d drafts, the slowest after %.1f s%n",
        forge, regressions, regressions, slowest.toMillis() / 1_000.0);
  }

  // @spec guard/decision#REQ-DEC-004
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void aRevertOfADraftIsNeverRevertedAgain(String forge) {
    try (Hub hub = hub(forge)) {
      begin(hub, CONFIG);
      Landed harm = land(hub, "harm", true, HARM.getFirst().apply(0, forge));
      tell(hub, harm);
      Opened draft = hub.proposals().getFirst();
      String before = hub.tip("main");
      tell(hub, new Landed(draft.number(), before, hub.merge(draft.number(), true)));
      // Somebody insists.
      Landed again =
          land(hub, "revert-" + draft.number() + "-x", true, HARM.getFirst().apply(0, forge));
      tell(hub, again);

      assertThat(hub.proposals()).hasSize(1);
      assertThat(hub.issues()).isEmpty();
    }
  }

  // @spec guard/decision#REQ-DEC-005
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void whereOthersPushedMeanwhileThereIsAnIssueAndNoPush(String forge) {
    try (Hub hub = hub(forge)) {
      begin(hub, CONFIG);
      Landed harm = land(hub, "harm", true, HARM.getFirst().apply(0, forge));
      Landed other = land(hub, "notes", true, repo -> repo.write("notes.txt", "Buy tea.\n"));
      tell(hub, harm);
      tell(hub, other);
      tell(hub, harm);

      assertThat(hub.proposals()).isEmpty();
      assertThat(hub.issues()).hasSize(1);
      assertThat(hub.issues().getFirst().body()).contains("others have pushed since");
    }
  }

  // @spec guard/decision#REQ-DEC-002
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void whoMendsItForwardFirstIsLeftInPeace(String forge) {
    try (Hub hub = hub(forge)) {
      begin(hub, CONFIG);
      Landed harm = land(hub, "harm", true, HARM.getFirst().apply(0, forge));
      Landed mend = land(hub, "mend", true, repo -> repo.write(CODE, code() + "// Mended.\n"));
      tell(hub, harm);
      tell(hub, mend);

      assertThat(hub.proposals()).isEmpty();
      assertThat(hub.issues()).isEmpty();
    }
  }

  // @spec guard/deeds#REQ-DEED-002
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void aWorkflowIsStartedOnceWithWhatItHasToKnow(String forge) {
    String config =
        """
        version: 1
        guard:
          triggers:
            - name: rollback
              when: score_drop > 10% AND validate.errors >= 0
              do: dispatch
              workflow: rollback.yml
              inputs: {environment: production}
            - {name: drop, when: coverage_drop > 5, do: dispatch, workflow: rollback.yml}
        """;
    try (Hub hub = hub(forge)) {
      begin(hub, config);
      hub.workflow(
          "rollback.yml", Set.of("environment", "trigger", "reason", "commit", "pull_request"));
      Landed harm = land(hub, "harm", true, HARM.getFirst().apply(0, forge));
      tell(hub, harm);
      tell(hub, harm);

      List<Map<String, String>> started = new ArrayList<>(hub.started());
      assertThat(started).hasSize(1);
      Map<String, String> inputs = started.getFirst();
      assertThat(inputs.values()).contains("drop", harm.after(), String.valueOf(harm.number()));
      assertThat(hub.proposals()).isEmpty();
    }
  }

  // @spec guard/deeds#REQ-DEED-004
  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "GitLab"})
  void aDryRunAndASpentBudgetOpenNothing(String forge) {
    try (Hub hub = hub(forge)) {
      begin(hub, CONFIG.replace("budget: 100", "dry_run: true"));
      tell(hub, land(hub, "harm", true, HARM.getFirst().apply(0, forge)));
      hub.push(
          "main",
          repo -> repo.write(".sdd/config.yml", CONFIG.replace("100", "0")).write(CODE, code()));
      tell(hub, land(hub, "more", true, HARM.getFirst().apply(1, forge)));

      assertThat(hub.proposals()).isEmpty();
      assertThat(hub.issues()).isEmpty();
    }
  }
}
