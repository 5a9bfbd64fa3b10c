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
import io.github.sddtool.pipeline.command.Commands;
import io.github.sddtool.pipeline.guarding.Guarding;
import io.github.sddtool.pipeline.harvest.Harvesting;
import io.github.sddtool.pipeline.publish.Publisher;
import io.github.sddtool.pipeline.publish.ReportShelf;
import io.github.sddtool.pipeline.publish.Showing;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.ChangedLines;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.FetchRequest;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happens to each job, one after the other: read, fetch, judge, publish.
///
/// Every step may be repeated: a job that died halfway is done again from its start.
public final class JobHandler implements Workers.Handler, Workers.LastWord {
  /// How many pull requests are judged that were open before we could reach them.
  private static final int MOST_CAUGHT_UP = 100;

  private final Map<String, Forge> forges;
  private final ClonePool clones;
  private final Runner runner;
  private final Publisher publisher;
  private final Showing showing;
  private final Commands commands;
  private final ReportShelf shelf;
  private final Consumer<List<Job>> later;
  private final Function<RepoId, Optional<CommitId>> judgedTips;
  private final Branches branches;
  private final StageLog stages;

  /// What is done for default branches beside judging them.
  ///
  /// @param heard hears of each commit of one that was judged, once its score is kept; again where
  ///   the same is judged again
  public record Branches(
      Mirroring mirroring,
      Guarding guarding,
      Harvesting harvesting,
      BiConsumer<Target, Report> heard) {}

  /// @param judgedTips the commit of a repository's default branch that was judged last
  public JobHandler(
      Map<String, Forge> forges,
      ClonePool clones,
      Runner runner,
      Publisher publisher,
      Showing showing,
      Commands commands,
      ReportShelf shelf,
      Consumer<List<Job>> later,
      Function<RepoId, Optional<CommitId>> judgedTips,
      Branches branches,
      StageLog stages) {
    this.branches = branches;
    this.forges = Map.copyOf(forges);
    this.clones = clones;
    this.runner = runner;
    this.publisher = publisher;
    this.showing = showing;
    this.commands = commands;
    this.shelf = shelf;
    this.later = later;
    this.judgedTips = judgedTips;
    this.stages = stages;
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
          later.accept(List.of(new Job.SyncSpecs(push.repo(), false)));
        }
        yield assessPush(forge, push);
      }
      case Job.AssessMerge(RepoId repo, CommitId base, CommitId head) ->
          assessMerge(forge, Target.commit(repo, head), base);
      case Job.SyncSpecs(RepoId repo, boolean _) ->
          stage("mirror", () -> branches.mirroring().sync(forge, repo));
      case Job.Guard push -> stage("guard", () -> branches.guarding().look(forge, push));
      case Job.Watch(RepoId repo) -> stage("guard", () -> branches.guarding().watch(forge, repo));
      case Job.Reharvest(RepoId repo) ->
          stage("reharvest", () -> branches.harvesting().look(forge, repo));
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
    return job.judges()
        .map(t -> showing.showUnable(forge(job), publisher.couldNotEvaluate(t, reason)))
        .orElse(List.of());
  }

  private List<Effect> obey(Forge forge, PullRequest pull, SlashCommand command) {
    CommitId seen = showing.told(pull.repo(), pull.number()).orElse(pull.head());
    var judged = new Job.AssessPullRequest(pull.repo(), pull.number(), pull.head());
    return commands.obey(forge, pull, command, seen, () -> later.accept(List.of(judged)));
  }

  /// Events come in any order: a request that was closed and opened again, and told of the other
  /// way round, is judged.
  private List<Effect> withdraw(Forge forge, RepoId repo, int number) {
    String place = repo.name() + "#" + number;
    Optional<PullRequest> open = stillOpen(forge, repo, number);
    if (open.isPresent()) {
      later.accept(List.of(new Job.AssessPullRequest(repo, number, open.get().head())));
      return List.of(new Effect.Declined("withdrawal", place, "the pull request is open"));
    }
    showing.closed(repo, number);
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
      if (!showing.told(repo, pull.number()).equals(Optional.of(pull.head()))) {
        jobs.addAll(Planner.plan(new ForgeEvent.PullRequestChanged(pull)));
      }
    }
    if (open.size() < MOST_CAUGHT_UP) {
      Set<Integer> numbers = open.stream().map(PullRequest::number).collect(Collectors.toSet());
      showing.standing(repo).stream()
          .filter(number -> !numbers.contains(number))
          .forEach(number -> jobs.add(new Job.Withdraw(repo, number)));
    }
    missedPush(forge, repo).ifPresent(jobs::add);
    if (branches.mirroring().isMirrored(repo)) {
      jobs.add(new Job.SyncSpecs(repo, false));
    }
    if (!jobs.isEmpty()) {
      later.accept(jobs);
    }
    return List.of();
  }

  /// The default branch stands elsewhere than where it was judged last.
  private Optional<Job> missedPush(Forge forge, RepoId repo) {
    Optional<CommitId> judged = judgedTips.apply(repo);
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
    FetchRequest request = stage("read", () -> forge.fetchRequest(pull));
    try (GitHistory history = fetch(pull.repo(), request)) {
      CommitId base =
          history
              .refTip("refs/sdd/base/" + pull.baseRef())
              .orElseThrow(
                  () -> new SourceFault("The branch '" + pull.baseRef() + "' does not exist."));
      effects.addAll(judge(forge, target, history, new Base(base, pull.baseRef())).effects());
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
      effects.addAll(judge(forge, target, history, new Base(base, base.brief())).effects());
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
        stage(
            "baseline",
            () -> {
              guarding.baseline(push.repo(), history, base);
              return true;
            });
      }
      Shown shown = judge(forge, target, history, new Base(base, base.brief()));
      effects.addAll(shown.effects());
      if (stands) {
        guarding.keep(push.repo(), push.head(), shown.report());
        branches.heard().accept(target, shown.report());
        guarding
            .after(push.repo(), history, base, push.head())
            .ifPresent(job -> later.accept(List.of(job)));
      }
    }
    return effects;
  }

  private GitHistory fetch(Forge forge, Target target, CommitId base) {
    FetchRequest request =
        stage("read", () -> forge.fetchRequest(target.repo(), List.of(base, target.head())));
    return fetch(target.repo(), request);
  }

  /// The commit that is compared with, and what people call it.
  private record Base(CommitId tip, String name) {}

  // @spec app/jobs#REQ-JOB-006
  /// Does one stage, unless the job was told to stop meanwhile.
  private <T> T stage(String name, Supplier<T> work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("told to stop before " + name);
    }
    return stages.time(name, work);
  }

  private GitHistory fetch(RepoId repo, FetchRequest request) {
    return stage("fetch", () -> clones.fetch(repo, request));
  }

  /// What a report says, and what was written of it.
  private record Shown(Report report, List<Effect> effects) {}

  private Shown judge(Forge forge, Target target, GitHistory history, Base base) {
    Change change =
        history
            .change(base.tip(), target.head())
            .orElseThrow(
                () -> new SourceFault("'" + base.name() + "' and the head have no common commit."));
    Snapshot before = change.base().orElseThrow();
    Snapshot after = change.head();
    CommitId from = before.commit().orElseThrow();
    Commands.Judged judged =
        stage(
            "assess",
            () -> commands.judge(target, request -> runner.assess(history, change, request)));
    Report report = judged.report();
    Set<RepoPath> paths = report.survey().paths();
    Style style =
        publisher
            .style(base.name(), place -> link(forge, target, place, paths, from))
            .withTrend(branches.guarding().trend(target.repo()));
    Publication told = publisher.of(target, report, style, paths::contains).with(judged.section());
    Publication summed =
        stage("keep", () -> shelf.keep(target, report, style)).map(told::telling).orElse(told);
    Publication publication =
        report.publishing().threads()
            ? summed.withRemarks(publisher.remarks(report, changedLines(before, after)))
            : summed;
    List<Effect> shown =
        stage("publish", () -> showing.show(forge, publication, report, judged.awaited()));
    commands.told(target, judged);
    return new Shown(report, Stream.concat(judged.effects().stream(), shown.stream()).toList());
  }

  /// Which lines of the head the change wrote; each file is compared once.
  private static Function<RepoPath, Set<Integer>> changedLines(Snapshot before, Snapshot after) {
    var known = new HashMap<RepoPath, Set<Integer>>();
    return file ->
        known.computeIfAbsent(
            file, path -> ChangedLines.of(bytes(before, path), bytes(after, path)));
  }

  private static Bytes bytes(Snapshot snapshot, RepoPath path) {
    return snapshot.find(path).map(file -> Bytes.of(snapshot.read(file))).orElse(Bytes.NONE);
  }

  /// What is gone at the head is shown at the base.
  private static Optional<URI> link(
      Forge forge, Target target, Location place, Set<RepoPath> paths, CommitId base) {
    CommitId commit = paths.contains(place.path()) ? target.head() : base;
    return forge.lineUrl(target.repo(), commit, place.path(), place.line());
  }

  private Forge forge(Job job) {
    Forge forge = forges.get(job.repo().forge());
    if (forge == null) {
      throw new SourceFault("No forge in the settings has the id '" + job.repo().forge() + "'.");
    }
    return forge;
  }
}
