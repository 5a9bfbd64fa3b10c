package io.github.sddtool.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.ScriptedForge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final RepoId SHOP = new RepoId("hub", "octo/shop");
  private static final CommitId A = ScriptedForge.commit('a');
  private static final CommitId B = ScriptedForge.commit('b');

  private static PullRequest pull(RepoId repo, CommitId head) {
    return new PullRequest(repo, 17, head, "feature", "main", true);
  }

  @Test
  void aChangedPullRequestIsAnnouncedAndAssessed() {
    assertThat(Planner.plan(new ForgeEvent.PullRequestChanged(pull(SHOP, A))))
        .containsExactly(new Job.Announce(SHOP, A), new Job.AssessPullRequest(SHOP, 17, A));
  }

  @Test
  void aClosedPullRequestIsWithdrawn() {
    assertThat(Planner.plan(new ForgeEvent.PullRequestClosed(SHOP, 17)))
        .containsExactly(new Job.Withdraw(SHOP, 17));
  }

  @Test
  void aPushToTheDefaultBranchIsAssessedAgainstWhatStoodThereBefore() {
    assertThat(Planner.plan(new ForgeEvent.DefaultBranchPushed(SHOP, "main", A, B)))
        .containsExactly(new Job.Announce(SHOP, B), new Job.AssessCommit(SHOP, A, B));
  }

  @Test
  void aMergeQueuesHeadIsAssessedAgainstItsBase() {
    assertThat(Planner.plan(new ForgeEvent.MergeRequested(SHOP, A, B)))
        .containsExactly(new Job.Announce(SHOP, B), new Job.AssessMerge(SHOP, A, B));
  }

  // @spec app/publishing#REQ-PUB-012
  @Test
  void whatIsAskedForAgainBeginsAnewWithItsAssessment() {
    assertThat(
            Planner.plan(
                new ForgeEvent.AskedAgain(new ForgeEvent.PullRequestChanged(pull(SHOP, A)))))
        .containsExactly(new Job.AssessPullRequest(SHOP, 17, A, true));
    assertThat(
            Planner.plan(
                new ForgeEvent.AskedAgain(new ForgeEvent.DefaultBranchPushed(SHOP, "main", A, B))))
        .containsExactly(new Job.AssessCommit(SHOP, A, B, true));
  }

  @Test
  void whatWasOpenBeforeARepositoryCouldBeReachedIsCaughtUpWith() {
    assertThat(Planner.plan(new ForgeEvent.AccessChanged(true, List.of(SHOP))))
        .containsExactly(new Job.CatchUp(SHOP));
  }

  @Test
  void whatAsksForNothingGetsNoJob() {
    assertThat(
            Stream.of(
                new ForgeEvent.Ping(),
                new ForgeEvent.AccessChanged(false, List.of(SHOP)),
                new ForgeEvent.Ignored("a label"),
                new ForgeEvent.Unreadable("no JSON")))
        .allMatch(event -> Planner.plan(event).isEmpty());
  }

  @Provide
  Arbitrary<ForgeEvent> events() {
    Arbitrary<CommitId> commits = Arbitraries.of(A, B, ScriptedForge.commit('c'));
    Arbitrary<RepoId> repos = Arbitraries.of(SHOP, new RepoId("lab", "g/s/tool"));
    Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 4);
    return Combinators.combine(kinds, repos, commits, commits)
        .as((kind, repo, one, other) ->
            switch (kind) {
              case 0 -> new ForgeEvent.PullRequestChanged(pull(repo, one));
              case 1 -> new ForgeEvent.PullRequestClosed(repo, 17);
              case 2 -> new ForgeEvent.DefaultBranchPushed(repo, "main", one, other);
              case 3 -> new ForgeEvent.MergeRequested(repo, one, other);
              default -> new ForgeEvent.AccessChanged(false, List.of(repo));
            });
  }

  @Property
  void planningIsRepeatableAndNoPlanHoldsAKeyTwice(@ForAll("events") ForgeEvent event) {
    List<Job> jobs = Planner.plan(event);
    assertThat(Planner.plan(event)).isEqualTo(jobs);
    assertThat(new HashSet<>(jobs.stream().map(Job::key).toList())).hasSameSizeAs(jobs);
  }

  @Property
  void whateverIsAnnouncedIsAssessedToo(@ForAll("events") ForgeEvent event) {
    List<Job> jobs = Planner.plan(event);
    for (Job job : jobs) {
      if (job instanceof Job.Announce announce) {
        assertThat(jobs).anyMatch(other -> assesses(other, announce.head()));
      }
    }
  }

  private static boolean assesses(Job job, CommitId head) {
    return job.judges().filter(target -> target.head().equals(head)).isPresent();
  }
}
