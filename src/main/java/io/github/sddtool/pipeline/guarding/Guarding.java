package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.condition.Observed.Sample;
import io.github.sddtool.analysis.config.GuardRules;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.guard.AlarmBook;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.Firing;
import io.github.sddtool.guard.GuardSwitch;
import io.github.sddtool.guard.Move;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.report.Trend;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.score.CommitScore;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.spec.Project;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

// @spec guard/history#REQ-HIST-003, guard/triggers#REQ-TRIG-005, guard/triggers#REQ-TRIG-006
/// Looks after default branches: what pushes made of them, and what is measured of what runs.
public final class Guarding {
  /// As far back as values are looked at.
  private static final Duration PAST = Duration.ofDays(366);

  /// Commits of a picture.
  private static final int SHOWN = 30;

  private final Means means;
  private final Database database;
  private final ScoreBook scores;
  private final AlarmBook alarms;
  private final CaseBook cases;
  private final Brakes brakes;

  /// What it works with.
  ///
  /// @param clones for measuring
  /// @param whole clones, in which commits are made
  /// @param runner evaluates, remembering what it read
  /// @param fresh evaluates from scratch
  /// @param projects whose runtime is measured, by their repository
  public record Means(
      ClonePool clones,
      ClonePool whole,
      Runner runner,
      Runner fresh,
      List<SpecFormat> formats,
      Function<RepoId, Optional<Project>> projects,
      Telling telling,
      Clock clock,
      Permitted permitted) {
    public Means {
      formats = List.copyOf(formats);
    }
  }

  /// What the operator permits.
  ///
  /// @param acting whether anything may be done at all
  /// @param dryRun whether what would be done is only said
  /// @param version of this program
  public record Permitted(boolean acting, boolean dryRun, String version) {}

  public Guarding(Database database, Means means) {
    this.database = database;
    this.means = means;
    this.scores = new ScoreBook(database);
    this.cases = new CaseBook(database);
    this.alarms = new AlarmBook(database);
    this.brakes = new Brakes(cases, new GuardSwitch(database), means.permitted());
  }

  /// How the default branch fared, as far as it was measured by what it is measured by now.
  public Trend trend(RepoId repo) {
    List<CommitScore> all = scores.last(repo, SHOWN);
    return all.isEmpty()
        ? Trend.NONE
        : new Trend(
            all.stream()
                .filter(score -> score.made().rules().equals(all.getLast().made().rules()))
                .map(Guarding::point)
                .toList());
  }

  private static Trend.Point point(CommitScore score) {
    return new Trend.Point(
        score.place().commit(),
        score.at(),
        "",
        score.measures().quality(),
        score.measures().requirements() == 0
            ? Optional.empty()
            : Optional.of(score.measures().coverage()),
        score.findings().errors(),
        score.measures().drift());
  }

  /// Before a pushed commit is judged: where the rules are others than those that its branch was
  /// measured by last, the state that it came upon is measured by them. So there is always
  /// something to compare with, and nothing is compared with what was measured otherwise.
  public void baseline(RepoId repo, GitHistory history, CommitId base) {
    Snapshot rules = history.snapshot(base);
    String version = Measured.rules(Assessor.rules(Change.of(rules)).files());
    Optional<String> last = scores.last(repo).map(CommitScore::made).map(CommitScore.Made::rules);
    if (last.filter(version::equals).isPresent()) {
      return;
    }
    Report report =
        means
            .runner()
            .assess(
                history,
                history.change(base, base).orElseThrow(),
                Request.of(Question.CHECK).on(today()));
    keep(repo, base, report);
  }

  /// Whether no commit of a default branch was judged after this one.
  public boolean isLast(RepoId repo, CommitId commit) {
    return scores.last(repo).map(last -> last.place().commit().equals(commit)).orElse(true);
  }

  /// Keeps how a commit of a default branch was judged.
  public void keep(RepoId repo, CommitId commit, Report report) {
    var judged =
        new ScoreBook.Judged(repo, commit, means.clock().instant(), means.permitted().version());
    database.write(handle -> {
      ScoreBook.keep(handle, judged, report);
      return true;
    });
  }

  /// What is to be looked at after a push, if anything.
  public Optional<Job> after(RepoId repo, GitHistory history, CommitId before, CommitId after) {
    return rules(history, before)
        .filter(rules -> rules.triggers().stream().anyMatch(one -> !one.isMeasured()))
        .map(_ -> new Job.Guard(repo, before, after));
  }

  /// A configuration that cannot be read was said where it was judged.
  private Optional<GuardRules> rules(GitHistory history, CommitId commit) {
    try {
      return Optional.of(Assessor.guard(history.snapshot(commit), means.formats()))
          .filter(GuardRules::enabled);
    } catch (UserFault unreadable) {
      return Optional.empty();
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(means.clock().instant(), ZoneOffset.UTC);
  }

  /// Looks whether a push set off a trigger, and does what is to be done.
  public List<Effect> look(Forge forge, Job.Guard push) {
    RepoId repo = push.repo();
    Optional<Branch> branch = forge.defaultBranch(repo);
    if (branch.isEmpty()) {
      return List.of();
    }
    Instant now = means.clock().instant();
    Optional<PushCase> found;
    try (GitHistory history =
        means
            .clones()
            .fetch(repo, forge.fetchRequest(repo, List.of(push.before(), push.after())))) {
      found =
          rules(history, push.before())
              .map(rules -> {
                Gauge gauge = Gauge.of(means, history, push.before());
                var move = new Move(gauge.of(push.before()), gauge.of(push.after()));
                var firing = new Firing(past(repo, push, move), now);
                return new PushCase(forge, push, branch.get(), rules, move, firing, trend(repo));
              });
    }
    return found.map(one -> new PushLook(means, alarms, cases, brakes).look(one)).orElse(List.of());
  }

  /// What commits were measured to be before a push, by the same rules.
  private Firing.Past past(RepoId repo, Job.Guard push, Move move) {
    List<CommitScore> before =
        scores.since(repo, means.clock().instant().minus(PAST)).stream()
            .filter(score -> score.made().rules().equals(move.after().rules()))
            .filter(score -> !score.place().commit().equals(push.after()))
            .toList();
    return name ->
        before.stream()
            .flatMap(score -> value(score, name).map(one -> new Sample(score.at(), one)).stream())
            .toList();
  }

  private static Optional<Double> value(CommitScore score, String name) {
    return switch (name) {
      case "score" -> score.measures().quality();
      case "coverage" -> Optional.of(score.measures().coverage());
      case "tested" -> Optional.of(score.measures().testedPercent());
      default -> Optional.empty();
    };
  }

  /// Looks whether what was measured at runtime set off a trigger, and does what is to be done.
  public List<Effect> watch(Forge forge, RepoId repo) {
    Optional<Project> project = means.projects().apply(repo);
    Optional<Branch> branch = forge.defaultBranch(repo);
    if (project.isEmpty() || branch.isEmpty()) {
      return List.of();
    }
    CommitId tip = branch.get().tip();
    try (GitHistory history = means.clones().fetch(repo, forge.fetchRequest(repo, List.of(tip)))) {
      Optional<GuardRules> rules =
          rules(history, tip)
              .filter(said -> said.triggers().stream().anyMatch(GuardRules.Trigger::isMeasured));
      if (rules.isEmpty()) {
        return List.of();
      }
      Measured now = Gauge.of(means, history, tip).of(tip);
      var runtime =
          new RuntimeLook.Running(
              forge, repo, project.get(), branch.get(), rules.get(), new Move(now, now));
      return new RuntimeLook(means, database, alarms, cases, brakes).look(runtime);
    }
  }
}
