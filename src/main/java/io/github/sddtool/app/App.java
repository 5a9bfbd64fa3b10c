package io.github.sddtool.app;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.SurveyMemory;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.pipeline.EarlyFetch;
import io.github.sddtool.pipeline.Intake;
import io.github.sddtool.pipeline.JobHandler;
import io.github.sddtool.pipeline.Judge;
import io.github.sddtool.pipeline.PipelineMetrics;
import io.github.sddtool.pipeline.RetryPolicy;
import io.github.sddtool.pipeline.StageLog;
import io.github.sddtool.pipeline.Workers;
import io.github.sddtool.pipeline.command.CommandLog;
import io.github.sddtool.pipeline.command.Commands;
import io.github.sddtool.pipeline.delivery.DeliveryLog;
import io.github.sddtool.pipeline.effect.WriteLog;
import io.github.sddtool.pipeline.gap.GapDetector;
import io.github.sddtool.pipeline.gap.HookLog;
import io.github.sddtool.pipeline.harvest.Harvesting;
import io.github.sddtool.pipeline.harvest.Weekly;
import io.github.sddtool.pipeline.publish.JudgementLog;
import io.github.sddtool.pipeline.publish.Publisher;
import io.github.sddtool.pipeline.publish.ReportShelf;
import io.github.sddtool.pipeline.publish.Showing;
import io.github.sddtool.pipeline.publish.StandingLog;
import io.github.sddtool.pipeline.queue.Job;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.pipeline.queue.Pace;
import io.github.sddtool.pipeline.story.Stories;
import io.github.sddtool.pipeline.trace.Traces;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.server.api.ApiDoor;
import io.github.sddtool.server.health.HookDoor;
import io.github.sddtool.server.report.ReportDoor;
import io.github.sddtool.server.webhook.WebhookDoor;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Place;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server's object graph, from the database up to the port. Made by hand, top to bottom; closed
/// in the other order.
public final class App implements AutoCloseable {
  /// Requests have as long, and then jobs: together less than half a minute.
  private static final Duration GRACE = Duration.ofSeconds(12);

  private final Database database;
  private final Intake intake;
  private final EarlyFetch early;
  private final GapDetector gaps;
  private final Weekly weekly;
  private final Workers workers;
  private final Runners runners;
  private final ClonePool clones;
  private final Mirrors mirrors;
  private final NoticeParts notices;
  private final HttpServer server;
  private final Traces traces;

  /// Who watches an app.
  ///
  /// @param stages hears how long each stage took
  /// @param done hears of every job's effects
  /// @param registry where metrics are kept
  /// @param traces where traces go; closed with the app
  public record Watch(
      StageLog stages,
      BiConsumer<Job, List<Effect>> done,
      PrometheusMeterRegistry registry,
      Traces traces) {
    /// Nobody but whoever reads the metrics.
    public static Watch none() {
      return of((_, _) -> {}, (_, _) -> {});
    }

    /// The same, and another who hears of stages.
    Watch hearing(StageLog other) {
      return new Watch(other, done, registry, traces);
    }

    /// Somebody in the same process.
    public static Watch of(StageLog stages, BiConsumer<Job, List<Effect>> done) {
      return new Watch(
          stages, done, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Traces.none());
    }
  }

  /// What an app is made of that differs between a server, a laptop and a demo.
  ///
  /// @param data the folder for database and clones
  /// @param gitNetwork variables for the git programs that fetch
  /// @param doors beside those that every app has
  /// @param database where it is
  /// @param rhythm how often forges are asked for what was missed
  /// @param upkeep what is done for branches and people beside judging changes
  public record Parts(
      Settings.Server server,
      Path data,
      List<Forge> forges,
      Watch watch,
      Map<String, String> gitNetwork,
      List<Door> doors,
      Place database,
      GapDetector.Rhythm rhythm,
      Settings.Upkeep upkeep) {
    public Parts {
      forges = List.copyOf(forges);
      doors = List.copyOf(doors);
      gitNetwork = Map.copyOf(gitNetwork);
    }

    /// Parts of a server with a database of its own.
    public static Parts of(Settings.Server server, Path data, List<Forge> forges, Watch watch) {
      return new Parts(
          server,
          data,
          forges,
          watch,
          Map.of(),
          List.of(),
          new Place.Folder(),
          GapDetector.Rhythm.USUAL,
          Settings.Upkeep.USUAL);
    }

    /// Parts of a server that nobody watches.
    public static Parts of(Settings.Server server, Path data, List<Forge> forges) {
      return of(server, data, forges, Watch.none());
    }

    /// The same, with somebody who hears how long each stage took.
    Parts heardBy(StageLog other) {
      return watchedBy(watch.hearing(other));
    }

    /// The same, watched by another.
    Parts watchedBy(Watch other) {
      return new Parts(server, data, forges, other, gitNetwork, doors, database, rhythm, upkeep);
    }

    /// The same, in a network of its own.
    Parts in(Map<String, String> otherNetwork) {
      return new Parts(server, data, forges, watch, otherNetwork, doors, database, rhythm, upkeep);
    }

    /// The same, with more doors.
    Parts with(List<Door> more) {
      return new Parts(server, data, forges, watch, gitNetwork, more, database, rhythm, upkeep);
    }

    /// The same, asking more or less often.
    Parts asking(GapDetector.Rhythm other) {
      return new Parts(server, data, forges, watch, gitNetwork, doors, database, other, upkeep);
    }

    /// The same, keeping projects alike with branches.
    public Parts mirroring(List<Settings.Mirror> others) {
      return keeping(
          new Settings.Upkeep(others, upkeep.guard(), upkeep.notifications(), upkeep.reharvest()));
    }

    /// The same, with other upkeep.
    public Parts keeping(Settings.Upkeep other) {
      return new Parts(server, data, forges, watch, gitNetwork, doors, database, rhythm, other);
    }

    /// The same, on another database.
    Parts on(Place other) {
      return new Parts(server, data, forges, watch, gitNetwork, doors, other, rhythm, upkeep);
    }
  }

  private App(
      Database database,
      Intake intake,
      EarlyFetch early,
      GapDetector gaps,
      Weekly weekly,
      Workers workers,
      Runners runners,
      ClonePool clones,
      Mirrors mirrors,
      NoticeParts notices,
      HttpServer server,
      Traces traces) {
    this.mirrors = mirrors;
    this.notices = notices;
    this.traces = traces;
    this.gaps = gaps;
    this.weekly = weekly;
    this.database = database;
    this.intake = intake;
    this.early = early;
    this.workers = workers;
    this.runners = runners;
    this.clones = clones;
    this.server = server;
  }

  /// Starts everything; when it returns, unfinished work of an earlier process goes on and the port
  /// is open.
  public static App start(Parts parts, Clock clock) {
    Map<String, Forge> forges =
        parts.forges().stream()
            .collect(Collectors.toUnmodifiableMap(Forge::id, Function.identity()));
    Database database = Database.open(parts.data(), parts.database());
    try {
      return start(parts, clock, forges, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static App start(Parts parts, Clock clock, Map<String, Forge> forges, Database database) {
    Watch watch = parts.watch();
    var metrics = new PipelineMetrics(watch.registry(), watch.traces());
    var queue = new JobQueue(database, clock, new Pace(parts.server().runner().quiet()));
    metrics.watch(queue);
    var deliveries = new DeliveryLog(database);
    var intake = new Intake(deliveries, queue, forges, metrics, clock, parts.server().backlog());
    Settings.Runner runner = parts.server().runner();
    var facts = new FactsCache(runner.factsBytes(), FactsMemory.NONE);
    var surveys = new SurveyMemory(runner.surveysBytes());
    metrics.watch(facts, surveys, runner.parallel());
    Assessor assessor = Engine.assessor(facts, surveys);
    var clones =
        new ClonePool(
            parts.data().resolve("clones"),
            runner.clones(),
            parts.gitNetwork(),
            Runners.holding(runner));
    metrics.watch(clones);
    var early = new EarlyFetch(forges, clones);
    Runners runners = Runners.of(runner, assessor::assess, parts.data(), parts.server().port());
    Mirrors mirrors =
        Mirrors.of(
            database,
            parts.upkeep().mirrors(),
            assessor,
            new ClonePool(
                parts.data().resolve("mirrors"),
                runner.clones(),
                parts.gitNetwork(),
                ClonePool.Holding.ALL),
            queue,
            clock);
    NoticeParts notices =
        NoticeParts.of(
            database,
            parts.upkeep().notifications(),
            watch.registry(),
            project -> GuardNews.drafts(database, mirrors.repo(project), clock.instant()),
            clock);
    Guards guards =
        Guards.of(
            parts.upkeep().guard(),
            database,
            clones,
            runners,
            mirrors,
            queue,
            new GuardNews(notices.notices(), clock),
            clock);
    var shelf = new ReportShelf(database, parts.server().publicUrl(), clock);
    var judge =
        new Judge(
            runners.runner(),
            new Publisher(Version.style()),
            new Showing(
                new StandingLog(database),
                new JudgementLog(database, clock, Version.current()),
                queue::enqueue),
            new Commands(new CommandLog(database), clock),
            shelf,
            guards.guarding()::trend,
            (stage, time) -> {
              metrics.stage(stage, time);
              watch.stages().took(stage, time);
            });
    var handler =
        new JobHandler(
            forges,
            clones,
            judge,
            queue,
            new JobHandler.Branches(
                mirrors.mirroring(),
                guards.guarding(),
                new Harvesting(mirrors.clones(), runners.runner(), Engine.FORMATS, clock),
                notices.notices()::judged));
    var hands =
        new Workers.Hands(
            job -> {
              List<Effect> effects = handler.handle(job);
              watch.done().accept(job, effects);
              return effects;
            },
            handler,
            new WriteLog(database, queue, clock)::of);
    var limits =
        new Workers.Limits(runner.parallel(), RetryPolicy.usual(new SecureRandom()), GRACE);
    var workers = new Workers(queue, hands, limits, metrics, clock);
    var door = new WebhookDoor(forges, intake, metrics, clock);
    var hooks = new HookLog(database);
    var gaps =
        new GapDetector(parts.forges(), hooks, deliveries, queue, metrics, parts.rhythm(), clock);
    var api = new ApiDoor(new Stories(database), intake, shelf, parts.server().apiToken());
    var binding = new HttpServer.Binding(parts.server().host(), parts.server().port(), GRACE);
    // First what may be refused; deliveries are kept from here on, and planned in a moment.
    HttpServer server =
        HttpServer.start(
            binding,
            Stream.of(
                    List.of(door, new ReportDoor(shelf), api, new HookDoor(hooks)),
                    StoreDoors.of(
                        database,
                        parts.server().apiToken(),
                        mirrors.beside(guards.posted()),
                        mirrors::edited,
                        clock),
                    runners.doors(),
                    parts.doors())
                .flatMap(List::stream)
                .toList(),
            database::probe,
            watch.registry());
    try {
      workers.start();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    intake.start(early::begin);
    gaps.start();
    var weekly = new Weekly(parts.upkeep().reharvest(), database, queue, clock);
    weekly.start();
    mirrors.lookAtAll();
    notices.start();
    return new App(
        database,
        intake,
        early,
        gaps,
        weekly,
        workers,
        runners,
        clones,
        mirrors,
        notices,
        server,
        watch.traces());
  }

  /// The port it listens on.
  public int port() {
    return server.port();
  }

  /// Where deliveries that do not come over HTTP are handed in.
  public Intake intake() {
    return intake;
  }

  /// Takes nothing more, lets running work finish, loses nothing.
  @Override
  public void close() {
    server.close();
    intake.close();
    gaps.close();
    weekly.close();
    notices.close();
    early.close();
    workers.close();
    runners.close();
    clones.close();
    mirrors.close();
    database.close();
    traces.close();
  }
}
