package io.github.sddtool.analysis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// @spec guard/triggers#REQ-TRIG-004
class GuardReaderTest {
  private static GuardRules read(String text) {
    return ConfigReader.read(RepoPath.of(".sdd/config.yml"), text, Set.of("sdd")).guard();
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    assertThat(read("version: 1\n")).isEqualTo(GuardRules.NONE);
    assertThat(read("guard: {}\n")).isEqualTo(GuardRules.NONE);
  }

  @Test
  void everyTriggerOfAnOperationsTeamIsRead() {
    GuardRules rules =
        read(
            """
            guard:
              dry_run: true
              budget: 7
              label: rollback
              triggers:
                - {when: "score_drop>15%", do: dispatch, workflow: rollback.yml, notify: "#ops-alerts"}
                - when: latency_p95>2s
                  do: dispatch
                  workflow: scale.yml
                  inputs: {workers: "+2"}
                  notify: ["#performance-alerts", "@ada"]
                - {when: "error_rate > 5% for 5m", do: dispatch, workflow: rollback.yaml, cool_down: 1h}
                - {name: memory, when: memory_usage>90% for 2m, until: memory_usage < 70%}
                - {name: revert, when: coverage_drop > 5, do: revert}
                - {name: issue, when: validate.errors > 0, do: issue}
            """);

    assertThat(rules.dryRun()).isTrue();
    assertThat(rules.budget()).isEqualTo(7);
    assertThat(rules.label()).isEqualTo("rollback");
    assertThat(rules.triggers())
        .extracting(trigger -> trigger.action().word())
        .containsExactly("dispatch", "dispatch", "dispatch", "notify", "revert", "issue");
    GuardRules.Trigger first = rules.triggers().getFirst();
    assertThat(first.name()).isEqualTo("score_drop>15%");
    assertThat(first.tell()).containsExactly("#ops-alerts");
    assertThat(first.isStep()).isTrue();
    assertThat(first.isMeasured()).isFalse();
    assertThat(rules.triggers().get(1).action())
        .isEqualTo(new GuardRules.Action.Dispatch("scale.yml", Map.of("workers", "+2")));
    assertThat(rules.triggers().get(1).tell()).isEqualTo(List.of("#performance-alerts", "@ada"));
    assertThat(rules.triggers().get(2).coolDown()).isEqualTo(Duration.ofHours(1));
    assertThat(rules.triggers().get(2).isMeasured()).isTrue();
    assertThat(rules.triggers().get(3).until()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {when: scor_drop > 15%} | .sdd/config.yml:3: when: 'scor_drop > 15%', column 1: 'scor_drop' is unknown; did you mean score_drop?
          {when: score_drop >> 15%} | column 13: '>' was not expected
          {when: score < 60, until: score > 6o} | until: 'score > 6o', column 10: 'o' is no unit
          {do: revert} | 'when' is missing
          {when: score < 60, do: explode} | do 'explode' is unknown; allowed: revert, dispatch, issue, notify
          {when: score < 60, do: dispatch} | 'do: dispatch' needs 'workflow', such as rollback.yml
          {when: score < 60, workflow: a.yml} | 'workflow' belongs to 'do: dispatch', not to 'do: notify'
          {when: score < 60, do: dispatch, workflow: ../a.yml} | workflow '../a.yml' must be like rollback.yml
          {when: score < 60, do: dispatch, workflow: a.yml, inputs: {commit: x}} | 'commit' cannot be an input's name
          {when: score < 60, do: dispatch, workflow: a.yml, inputs: {a b: x}} | 'a b' cannot be an input's name
          {when: score < 60, notify: ada} | notify 'ada' must be like #ops-alerts or @alice
          {when: score < 60, cool_down: soon} | cool_down must be a span of time such as 90s, 30m, 1h or 7d, not 'soon'
          {when: score < 60, then: revert} | unknown key 'guard.triggers.then'
          """)
  void aSlipIsShownWithItsLineAndItsChoices(String trigger, String problem) {
    assertThatThrownBy(() -> read("guard:\n  triggers:\n    - " + trigger + "\n"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(".sdd/config.yml:3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {budget: many} | budget must be a whole number from 0 to 100, not 'many'
          {budget: 101} | budget must be a whole number from 0 to 100
          {enabled: yes} | enabled must be true or false, not 'yes'
          {label: "a,b"} | label 'a,b' must be like sdd:guard
          {off: true} | unknown key 'guard.off'
          {triggers: [{name: a, when: score < 1}, {name: a, when: score < 2}]} | two triggers are called 'a'
          """)
  void soIsASlipInTheRest(String guard, String problem) {
    assertThatThrownBy(() -> read("guard: " + guard + "\n"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(problem);
  }
}
