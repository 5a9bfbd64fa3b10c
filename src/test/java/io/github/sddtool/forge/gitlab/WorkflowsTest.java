package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sddtool.fake.gitlab.Desk;
import io.github.sddtool.fake.gitlab.GitLabStandIn.Trouble;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Dispatch;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsTest {
  private final Acme acme;
  private final Desk desk;

  WorkflowsTest(@TempDir Path folder) {
    acme = new Acme(folder);
    desk = acme.standIn.project().desk();
    desk.workflows("rollback.yml");
  }

  @AfterEach
  void stop() {
    acme.close();
  }

  // @spec app/actions#REQ-ACT-005
  @Test
  void pipelineIsStartedWithEachInputAsAVariable() {
    start("rollback.yml", "main", Map.of("reason", "`id`; \"é\"\n&x=y", "pull_request", "7"));
    assertThat(desk.started())
        .containsExactly(
            new Desk.Started(
                "main",
                Map.of(
                    "SDD_WORKFLOW", "rollback.yml",
                    "REASON", "`id`; \"é\"\n&x=y",
                    "PULL_REQUEST", "7")));
    assertThat(acme.standIn.writes()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-007
  @Test
  void inputIsNoTemplateForOtherVariables() {
    start("rollback.yml", "main", Map.of("reason", "$CI_JOB_TOKEN ${A} $5 %CI_JOB_TOKEN% 5 %"));
    assertThat(desk.started().getFirst().variables())
        .containsEntry("REASON", "$$CI_JOB_TOKEN $${A} $$5 %\u200BCI_JOB_TOKEN% 5 %");
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void whatNoRuleTakesIsRefusedInGitLabsWords() {
    ForgeFault fault = refused("nothing.yml", "main");
    assertThat(fault.retry()).isEqualTo(new Retry.Never());
    assertThat(fault)
        .hasMessageContaining("acme/tools/shop on main for the workflow nothing.yml")
        .hasMessageContaining("Pipeline will not run");
    assertThat(refused("rollback.yml", "gone")).hasMessageContaining("Reference not found");
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void missingPermissionIsNamedWithWhoMustGrantIt() {
    acme.standIn.role(20);
    assertThat(refused("rollback.yml", "main"))
        .hasMessageContaining("the role Developer and the right to set pipeline variables")
        .hasMessageContaining("the project's owner must grant it");
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void whatMayHaveBeenStartedIsNotAskedForAgain() {
    acme.standIn.trouble(WorkflowsTest::isStart, new Trouble.Refused(502), 1);
    acme.standIn.trouble(WorkflowsTest::isStart, new Trouble.AnswerDropped(), 1);
    for (int i = 0; i < 2; i++) {
      ForgeFault fault = refused("rollback.yml", "main");
      assertThat(fault.retry()).isEqualTo(new Retry.Never());
      assertThat(fault).hasMessageContaining("nobody can tell");
    }
    assertThat(desk.started()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void whatWasNotStartedForSureMayBeAskedForAgain() {
    acme.close();
    assertThat(refused("rollback.yml", "main").retry()).isEqualTo(new Retry.Backoff());
  }

  @Test
  void pauseThatGitLabAsksForIsKept() {
    acme.standIn.trouble(WorkflowsTest::isStart, new Trouble.Limited(30), 1);
    assertThat(refused("rollback.yml", "main").retry()).isInstanceOf(Retry.After.class);
  }

  private static boolean isStart(String call) {
    return call.endsWith("/pipeline");
  }

  private void start(String workflow, String ref, Map<String, String> inputs) {
    acme.forge.dispatch(Acme.REPO, new Dispatch(workflow, ref, inputs));
  }

  private ForgeFault refused(String workflow, String ref) {
    return catchThrowableOfType(ForgeFault.class, () -> start(workflow, ref, Map.of()));
  }
}
