package io.github.sddtool.pipeline;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeEvent;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.forge.Target;
import io.github.sddtool.pipeline.guarding.Guarding;
import io.github.sddtool.pipeline.harvest.Harvesting;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// What happens to each job, one after the other: read, fetch, judge, publish.
///
/// Every step may be repeated: a job that died halfway is done again from its start.
public final class JobHandler implements Workers.Handler, Workers.LastWord {
  /// How many pull requests are judged that were open before we could reach them.
  private static final int MOST_CAUGHT_UP = 100;

  private final Map<String, Forge> forges;
  private final ClonePool clones;
  private final Judge judge;
  private final JobQueue queue;
  private final Branches branches;

  /// What is done for default branches beside judging them.
  ///
  /// @param heard hears of each commit of one that was judged, once its score is kept; again where
  ///   the same is judged again
  public record Branches(
      Mirroring mirroring,
      Guarding guarding,
      Harvesting harvesting,
      BiConsumer<Target, Report> heard) {}

  /// @param queue in which it plans what else is to be done
  public JobHandler(
      Map<String, Forge> forges, ClonePool clones, Judge judge, JobQueue queue, Branches branches) {
    this.forges = Map.copyOf(forges);
    this.clones = clones;
    this.judge = judge;
    this.queue = queue;
    this.branches = branches;
  }

  @Override
  public List<Effect> handle(Job job) {
    Forge forge = forge(job);
    return switch (job) {
      case Job.Announce(RepoId repo, CommitId head) -> announce(forge, Target.commit(repo, head));
      case Job.AssessPullRequest(RepoId repo, int number, CommitId head, boolean again) ->
          assessPullRequest(forge, forge.pullRequest(repo, number), head, queued(again));
      case Job.AssessCommit push -> {
        if (branches.mirroring().isMirrored(push.repo())) {
          queue.enqueue(List.of(new Job.SyncSpecs(push.repo(), false)));
        }
        yield assessPush(forge, push);
      }
      case Job.AssessMerge(RepoId repo, CommitId base, CommitId head) ->
          assessMerge(forge, Target.commit(repo, head), base);
      case Job.SyncSpecs(RepoId repo, boolean _) ->
          stages().time("mirror", () -> branches.mirroring().sync(forge, repo));
      case Job.Guard push -> stages().time("guard", () -> branches.guarding().look(forge, push));
      case Job.Watch(RepoId repo) ->
          stages().time("guard", () -> branches.guarding().watch(forge, repo));
      case Job.Reharvest(RepoId repo) ->
          stages().time("reharvest", () -> branches.harvesting().look(forge, repo));
      case Job.Cancel(RepoId repo, int number, CommitId head, String reason) ->
          isHead(forge, repo, number, head)
              ? List.of(
                  new Effect.Declined(
                      "check", Target.commit(repo, head).checkPlace(), "it is the head after all"))
              : cancel(forge, repo, head, reason);
      case Job.CatchUp(RepoId repo) -> catchUp(forge, repo);
      case Job.Obey(RepoId repo, int number, SlashCommand command) ->
          obey(forge, forge.pullRequest(repo, number), command);
      case Job.Withdraw(RepoId repo, int number) -> withdraw(forge, repo, number);
    };
  }

  @Override
  public List<Effect> couldNotEvaluate(Job job, String reason) {
    return job.judges().map(target -> judge.unable(forge(job), target, reason)).orElse(List.of());
  }

  private List<Effect> obey(Forge forge, PullRequest pull, SlashCommand command) {
    CommitId seen = judge.showing().told(pull.repo(), pull.number()).orElse(pull.head());
    var judged = new Job.AssessPullRequest(pull.repo(), pull.number(), pull.head());
    return judge.commands().obey(forge, pull, command, seen, () -> queue.enqueue(List.of(judged)));
  }

  /// Events come in any order: a request that was closed and opened again, and told of the other
  /// way round, is judged.
  private List<Effect> withdraw(Forge forge, RepoId repo, int number) {
    String place = repo.name() + "#" + number;
    Optional<PullRequest> open = stillOpen(forge, repo, number);
    if (open.isPresent()) {
      queue.enqueue(List.of(new Job.AssessPullRequest(repo, number, open.get().head())));
      return List.of(new Effect.Declined("withdrawal", place, "the pull request is open"));
    }
    judge.showing().closed(repo, number);
    return List.of(new Effect.Declined("assessment", place, "the pull request was closed"));
  }

  /// What cannot be read now is taken for moved on: a check that stays queued for ever is worse
  /// than one that is begun again.
  private static boolean isHead(Forge forge, RepoId repo, int number, CommitId head) {
    try {
      PullRequest pull = forge.pullRequest(repo, number);
      return pull.open() && pull.head().equals(head);
    } catch (ForgeFault unread) {
      return false;
    }
  }

  /// What the forge refuses to tell of is closed to us.
  private static Optional<PullRequest> stillOpen(Forge forge, RepoId repo, int number) {
    try {
      return Optional.of(forge.pullRequest(repo, number)).filter(PullRequest::open);
    } catch (ForgeFault fault) {
      if (fault.retry() instanceof ForgeFault.Retry.Never) {
        return Optional.empty();
      }
      throw fault;
    }
  }

  private List<Effect> catchUp(Forge forge, RepoId repo) {
    var jobs = new ArrayList<Job>();
    List<PullRequest> open = forge.openPullRequests(repo, MOST_CAUGHT_UP);
    for (PullRequest pull : open) {
      // What was told at this head missed nothing.
      if (!judge.showing().told(repo, pull.number()).equals(Optional.of(pull.head()))) {
        jobs.addAll(Planner.plan(new ForgeEvent.PullRequestChanged(pull)));
      }
    }
    if (open.size() < MOST_CAUGHT_UP) {
      Set<Integer> numbers = open.stream().map(PullRequest::number).collect(Collectors.toSet());
      judge.showing().standing(repo).stream()
          .filter(number -> !numbers.contains(number))
          .forEach(number -> jobs.add(new Job.Withdraw(repo, number)));
    }
    missedPush(forge, repo).ifPresent(jobs::add);
    if (branches.mirroring().isMirrored(repo)) {
      jobs.add(new Job.SyncSpecs(repo, false));
    }
    if (!jobs.isEmpty()) {
      queue.enqueue(jobs);
    }
    return List.of();
  }

  /// The default branch stands elsewhere than where it was judged last.
  private Optional<Job> missedPush(Forge forge, RepoId repo) {
    Optional<CommitId> judged = queue.lastCommit(repo);
    return judged.flatMap(before ->
        tip(forge, repo)
            .filter(tip -> !tip.equals(before))
            .map(tip -> new Job.AssessCommit(repo, before, tip)));
  }

  private static Optional<CommitId> tip(Forge forge, RepoId repo) {
    try {
      return forge.defaultBranch(repo).map(Branch::tip);
    } catch (ForgeFault fault) {
      if (fault.retry() instanceof ForgeFault.Retry.Never) {
        return Optional.empty();
      }
      throw fault;
    }
  }

  private static CheckState queued(boolean again) {
    return again ? new CheckState.Requeued() : new CheckState.Queued();
  }

  private List<Effect> announce(Forge forge, Target target) {
    return show(forge, target, new CheckState.Queued());
  }

  private static List<Effect> show(Forge forge, Target target, CheckState state) {
    return forge.publish(new Publication(target, state, Optional.empty()));
  }

  private List<Effect> assessPullRequest(
      Forge forge, PullRequest pull, CommitId expected, CheckState queued) {
    var effects = new ArrayList<Effect>();
    if (!pull.head().equals(expected)) {
      effects.addAll(drop(forge, pull.repo(), expected, "A newer commit replaced this one."));
    }
    if (!pull.open()) {
      effects.addAll(drop(forge, pull.repo(), pull.head(), "The pull request was closed."));
      return effects;
    }
    Target target = Target.pullRequest(pull.repo(), pull.head(), pull.number());
    // The head that the event named has an announcement of its own.
    if (!pull.head().equals(expected) || queued instanceof CheckState.Requeued) {
      effects.addAll(show(forge, target, queued));
    }
    FetchRequest request = stages().time("read", () -> forge.fetchRequest(pull));
    try (GitHistory history = fetch(pull.repo(), request)) {
      CommitId base =
          history
              .refTip("refs/sdd/base/" + pull.baseRef())
              .orElseThrow(
                  () -> new SourceFault("The branch '" + pull.baseRef() + "' does not exist."));
      effects.addAll(
          judge.judge(forge, target, history, new Judge.Base(base, pull.baseRef())).effects());
    }
    return effects;
  }

  /// Ends the check of a head that is not judged any more. It is announced first: an announcement
  /// that is still being tried again would otherwise begin a check later, and nobody would end it.
  private List<Effect> drop(Forge forge, RepoId repo, CommitId head, String reason) {
    var effects = new ArrayList<>(announce(forge, Target.commit(repo, head)));
    effects.addAll(cancel(forge, repo, head, reason));
    return effects;
  }

  private List<Effect> cancel(Forge forge, RepoId repo, CommitId head, String reason) {
    return forge.publish(
        new Publication(
            Target.commit(repo, head), new CheckState.Cancelled(reason), Optional.empty()));
  }

  private List<Effect> assessMerge(Forge forge, Target target, CommitId base) {
    var effects = new ArrayList<>(show(forge, target, new CheckState.Queued()));
    try (GitHistory history = fetch(forge, target, base)) {
      effects.addAll(judge.judge(forge, target, history, Judge.Base.of(base)).effects());
    }
    return effects;
  }

  private List<Effect> assessPush(Forge forge, Job.AssessCommit push) {
    Target target = Target.commit(push.repo(), push.head());
    CommitId base = push.base();
    Guarding guarding = branches.guarding();
    // What a person asks about again may be long past.
    boolean stands = !push.again() || guarding.isLast(push.repo(), push.head());
    var effects = new ArrayList<>(show(forge, target, queued(push.again())));
    try (GitHistory history = fetch(forge, target, base)) {
      if (stands) {
        stages().run("baseline", () -> guarding.baseline(push.repo(), history, base));
      }
      Judge.Shown shown = judge.judge(forge, target, history, Judge.Base.of(base));
      effects.addAll(shown.effects());
      if (stands) {
        guarding.keep(push.repo(), push.head(), shown.report());
        branches.heard().accept(target, shown.report());
        guarding
            .after(push.repo(), history, base, push.head())
            .ifPresent(job -> queue.enqueue(List.of(job)));
      }
    }
    return effects;
  }

  private GitHistory fetch(Forge forge, Target target, CommitId base) {
    FetchRequest request =
        stages()
            .time("read", () -> forge.fetchRequest(target.repo(), List.of(base, target.head())));
    return fetch(target.repo(), request);
  }

  private GitHistory fetch(RepoId repo, FetchRequest request) {
    return stages().time("fetch", () -> clones.fetch(repo, request));
  }

  private StageLog stages() {
    return judge.stages();
  }

  private Forge forge(Job job) {
    Forge forge = forges.get(job.repo().forge());
    if (forge == null) {
      throw new SourceFault("No forge in the settings has the id '" + job.repo().forge() + "'.");
    }
    return forge;
  }
}
