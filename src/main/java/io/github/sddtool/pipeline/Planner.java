package io.github.sddtool.pipeline;

import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.List;

/// Which jobs an event asks for. Announcing comes first, so that a check is seen at once.
public final class Planner {
  private Planner() {}

  public static List<Job> plan(ForgeEvent event) {
    return switch (event) {
      case ForgeEvent.PullRequestChanged(PullRequest pull) ->
          List.of(
              new Job.Announce(pull.repo(), pull.head()),
              new Job.AssessPullRequest(pull.repo(), pull.number(), pull.head()));
      // Announced by the assessment itself: a check that began anew after it ended would never end.
      case ForgeEvent.AskedAgain(ForgeEvent.PullRequestChanged(PullRequest pull)) ->
          List.of(new Job.AssessPullRequest(pull.repo(), pull.number(), pull.head(), true));
      case ForgeEvent.AskedAgain(
              ForgeEvent.DefaultBranchPushed(RepoId repo, _, CommitId before, CommitId after)) ->
          List.of(new Job.AssessCommit(repo, before, after, true));
      case ForgeEvent.AskedAgain(ForgeEvent other) -> plan(other);
      case ForgeEvent.Commanded(RepoId repo, int number, SlashCommand command) ->
          List.of(new Job.Obey(repo, number, command));
      case ForgeEvent.PullRequestClosed(RepoId repo, int number) ->
          List.of(new Job.Withdraw(repo, number));
      case ForgeEvent.DefaultBranchPushed(RepoId repo, _, CommitId before, CommitId after) ->
          List.of(new Job.Announce(repo, after), new Job.AssessCommit(repo, before, after));
      case ForgeEvent.MergeRequested(RepoId repo, CommitId base, CommitId head) ->
          List.of(new Job.Announce(repo, head), new Job.AssessMerge(repo, base, head));
      case ForgeEvent.AccessChanged(boolean granted, List<RepoId> repos) ->
          granted ? repos.stream().<Job>map(Job.CatchUp::new).toList() : List.of();
      case ForgeEvent.Ping _, ForgeEvent.Ignored _, ForgeEvent.Unreadable _ -> List.of();
    };
  }
}
