package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sddtool.fake.github.Call;
import io.github.sddtool.fake.github.DispatchRoutes.Started;
import io.github.sddtool.fake.github.People;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Dispatch;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowsTest {
  private static final Map<String, String> INPUTS =
      Map.of("reason", "`$(id)`; \"quoted\" ${{ x }}", "commit", "abc");

  private final Shop shop = new Shop();
  private final People people = shop.standIn.people(Shop.NAME);

  WorkflowsTest() {
    shop.standIn.permissions(Map.of("metadata", "read", "actions", "write"));
    people.workflow("rollback.yml", Set.of("reason", "commit", "environment"));
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  // @spec app/actions#REQ-ACT-005
  @Test
  void workflowIsStartedOnABranchWithItsInputsAsTheyAre() {
    start("rollback.yml", "main", INPUTS);
    assertThat(people.started()).containsExactly(new Started("rollback.yml", "main", INPUTS));
    assertThat(shop.writes()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void missingWorkflowIsNamedWithWhatIsNeeded() {
    ForgeFault fault = refused("nothing.yml", "main", INPUTS);
    assertThat(fault.retry()).isEqualTo(new Retry.Never());
    assertThat(fault).hasMessageContaining("the workflow nothing.yml of octo/shop on main");
    assertThat(fault).hasMessageContaining("actions: write");
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void missingPermissionIsNamedWithWhoMustGrantIt() {
    shop.standIn.permissions(Map.of("metadata", "read", "actions", "read"));
    assertThat(refused("rollback.yml", "main", INPUTS))
        .hasMessageContaining("actions: write: the operator sets it in the App's settings");
  }

  @Test
  void whatTheWorkflowDoesNotTakeIsRefusedInGitHubsWords() {
    assertThat(refused("rollback.yml", "main", Map.of("trigger", "x")))
        .hasMessageContaining("Unexpected inputs provided: [\"trigger\"]");
    assertThat(refused("rollback.yml", "gone", INPUTS))
        .hasMessageContaining("No ref found for: gone");
    assertThat(people.started()).isEmpty();
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void whatMayHaveBeenStartedIsNotAskedForAgain() {
    shop.standIn.faults().failNext(WorkflowsTest::isStart, 502, 1);
    ForgeFault unanswered = refused("rollback.yml", "main", INPUTS);
    assertThat(unanswered.retry()).isEqualTo(new Retry.Never());
    assertThat(unanswered).hasMessageContaining("nobody can tell");
    shop.standIn.faults().dropAnswerNext(WorkflowsTest::isStart, 1);
    ForgeFault dropped = refused("rollback.yml", "main", INPUTS);
    assertThat(dropped.retry()).isEqualTo(new Retry.Never());
    assertThat(dropped).hasMessageContaining("nobody can tell");
    assertThat(people.started()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-006
  @Test
  void whatWasNotStartedForSureMayBeAskedForAgain() {
    shop.standIn.faults().failNext(call -> call.path().endsWith("/access_tokens"), 500, 1);
    assertThat(refused("rollback.yml", "main", INPUTS).retry()).isEqualTo(new Retry.Backoff());
    shop.standIn.faults().secondaryRateLimit(WorkflowsTest::isStart, Duration.ofSeconds(30), 1);
    assertThat(refused("rollback.yml", "main", INPUTS).retry()).isInstanceOf(Retry.After.class);
    shop.clock.forward(Duration.ofMinutes(1));
    start("rollback.yml", "main", INPUTS);
    assertThat(people.started()).hasSize(1);
    shop.close();
    ForgeFault unreached = refused("rollback.yml", "main", INPUTS);
    assertThat(unreached.retry()).isEqualTo(new Retry.Backoff());
  }

  private static boolean isStart(Call call) {
    return call.path().endsWith("/dispatches");
  }

  private void start(String workflow, String ref, Map<String, String> inputs) {
    shop.forge.dispatch(Shop.REPO, new Dispatch(workflow, ref, inputs));
  }

  private ForgeFault refused(String workflow, String ref, Map<String, String> inputs) {
    return catchThrowableOfType(ForgeFault.class, () -> start(workflow, ref, inputs));
  }
}
