package io.github.sddtool.pipeline.guarding;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.SurveyMemory;
import io.github.sddtool.app.Engine;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.local.LocalForge;
import io.github.sddtool.guard.AlarmBook;
import io.github.sddtool.guard.CaseBook;
import io.github.sddtool.guard.GuardSwitch;
import io.github.sddtool.guard.MetricBook;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.source.git.GitWriter;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.SpecStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A repository on this disk, and a guard that looks after it as the app lets it.
final class GuardWorld implements AutoCloseable {
  private static final String MAIN = "main";

  final SteppedClock clock = new SteppedClock();
  final RepoId repo;
  final Path origin;
  final Database database;
  final List<Telling.News> news = new ArrayList<>();
  final Project project;
  final ScoreBook scores;
  final CaseBook cases;
  final AlarmBook alarms;
  final MetricBook metrics;
  final GuardSwitch toggle;
  final Map<RepoPath, String> files = new TreeMap<>();
  Forge forge;
  Guarding guarding;

  private final boolean owns;
  private final GitWriter writer;
  private final ClonePool clones;
  private final ClonePool whole;
  private CommitId tip;

  GuardWorld(Path folder, TestStore engine, Runner runner) {
    this(folder, engine.open(folder.resolve("data")), true, runner);
  }

  GuardWorld(Path folder, Database database, boolean owns, Runner runner) {
    this.owns = owns;
    this.database = database;
    repo = new RepoId("local", String.valueOf(folder.getFileName()));
    origin = folder.resolve("origin.git");
    writer = GitWriter.create(origin, MAIN, clock.instant());
    forge =
        new LocalForge(
            "local", Map.of(repo.name(), origin), folder.resolve("shown"), Secret.of("secret"));
    clones = pool(folder.resolve("clones"));
    whole = pool(folder.resolve("whole"));
    var store = new SpecStore(database, Engine.FORMATS);
    project = database.write(handle -> store.project(handle, "shop"));
    scores = new ScoreBook(database);
    cases = new CaseBook(database);
    alarms = new AlarmBook(database);
    metrics = new MetricBook(database);
    toggle = new GuardSwitch(database);
    guarding = guarding(runner, new Guarding.Permitted(true, false, "1"));
    tip = new CommitId("0".repeat(40));
  }

  private static ClonePool pool(Path folder) {
    return new ClonePool(folder, CloneBudget.USUAL, Map.of(), ClonePool.Holding.ALL);
  }

  /// Remembers files by their content, since there are many histories of the same.
  static final Assessor ASSESSOR =
      Engine.assessor(new FactsCache(64L << 20, FactsMemory.NONE), new SurveyMemory(0));

  /// Evaluates as it should be.
  static Runner honest() {
    return (_, change, request) -> ASSESSOR.assess(change, request);
  }

  Guarding guarding(Runner runner, Guarding.Permitted permitted) {
    return new Guarding(database, means(runner, news::add, permitted));
  }

  /// The same, told by another.
  Guarding.Means means(Telling telling) {
    return means(honest(), telling, new Guarding.Permitted(true, false, "1"));
  }

  private Guarding.Means means(Runner runner, Telling telling, Guarding.Permitted permitted) {
    return new Guarding.Means(
        clones,
        whole,
        runner,
        runner,
        Engine.FORMATS,
        _ -> Optional.of(project),
        telling,
        clock,
        permitted);
  }

  GuardWorld write(String path, String text) {
    files.put(new RepoPath(path), text);
    return this;
  }

  /// Commits what was written to the branch.
  CommitId commit(String message) {
    boolean first = tip.hex().startsWith("0000");
    tip = writer.commit(MAIN, first ? Optional.empty() : Optional.of(tip), files, message);
    return tip;
  }

  CommitId tip() {
    return tip;
  }

  /// What the app does after a push.
  List<Effect> pushed(CommitId before, CommitId after) {
    clock.advance(Duration.ofMinutes(1));
    Optional<Job> job;
    try (GitHistory history =
        clones.fetch(repo, forge.fetchRequest(repo, List.of(before, after)))) {
      guarding.baseline(repo, history, before);
      Report report =
          honest()
              .assess(
                  history, history.change(before, after).orElseThrow(), Request.of(Question.CHECK));
      clock.advance(Duration.ofSeconds(1));
      database.write(handle -> {
        ScoreBook.keep(handle, new ScoreBook.Judged(repo, after, clock.instant(), "1"), report);
        return true;
      });
      job = guarding.after(repo, history, before, after);
    }
    return job.map(one -> guarding.look(forge, (Job.Guard) one)).orElse(List.of());
  }

  /// Commits what was written, pushes it, and lets the app look.
  List<Effect> push(String message) {
    CommitId before = tip;
    return pushed(before, commit(message));
  }

  /// The branches of drafts.
  List<String> drafts() {
    try (GitHistory history = GitHistory.open(origin)) {
      return history.branches().keySet().stream()
          .filter(name -> name.startsWith("sdd/revert-"))
          .toList();
    }
  }

  @Override
  public void close() {
    clones.close();
    whole.close();
    writer.close();
    if (owns) {
      database.close();
    }
  }
}
