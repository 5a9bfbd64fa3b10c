package io.github.sddtool.cli;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.SurveyMemory;
import io.github.sddtool.app.Engine;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.Trend;
import io.github.sddtool.report.TrendRenderer;
import io.github.sddtool.source.git.CommitNote;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec guard/history#REQ-HIST-005
/// `sdd quality history`
@Command(
    name = "history",
    description = {
      "Quality, coverage, errors and drift commit by commit, all by the rules of the last one.",
      "Its formats are text (the default), json, markdown and html, to a file with =FILE."
    })
final class QualityHistoryCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  /// In bytes.
  private static final long REMEMBERED = 256L << 20;

  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "SPEC", arity = "0..1", description = "Only this spec.")
  private Optional<String> spec = Optional.empty();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many commits, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private String last = "20";

  QualityHistoryCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    Sinks<TrendRenderer> sinks =
        Sinks.of(
            sdd.formats(),
            new Sinks.Choice<>(TrendRenderer.ALL.getFirst(), QualityHistoryCommand::named));
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      Trend trend = trend(workspace);
      if (trend.points().stream().allMatch(point -> point.quality().isEmpty())) {
        throw UserFault.nothingFound(
            spec.map(name -> "No commit that was looked at has a spec '%s'.".formatted(name))
                .orElse("No commit that was looked at has a spec, so there is no history."));
      }
      sinks.print(
          renderer -> renderer.write().apply(trend),
          console.out(),
          renderer -> renderer.write().apply(trend));
    }
    return ExitCode.PASS.code();
  }

  private Trend trend(Workspace workspace) {
    List<CommitNote> commits = workspace.commits(sdd.head(), most());
    // Commits have most of their files in common.
    Assessor assessor =
        Engine.assessor(new FactsCache(REMEMBERED, FactsMemory.NONE), new SurveyMemory(0));
    var points = new ArrayList<Trend.Point>();
    boolean shown = console.interactiveError() && !sdd.quiet();
    try (var line =
        new ProgressLine(console.err(), Clock.systemUTC(), "Measuring %,d of %,d commits…")) {
      for (CommitNote commit : commits) {
        Measured measured =
            Measured.of(
                assessor.assess(
                    workspace.at(commit.id(), commits.getLast().id()), Request.of(Question.CHECK)));
        points.add(point(commit, measured));
        if (shown) {
          line.read(points.size(), commits.size());
        }
      }
    }
    return new Trend(points);
  }

  private Trend.Point point(CommitNote commit, Measured all) {
    if (spec.isEmpty()) {
      return new Trend.Point(
          commit.id(),
          commit.at(),
          commit.subject(),
          all.score(),
          all.coverage(),
          all.counts().errors(),
          all.counts().drift());
    }
    Optional<Measured.OfSpec> one = Optional.ofNullable(all.specs().get(spec.get()));
    return new Trend.Point(
        commit.id(),
        commit.at(),
        commit.subject(),
        one.flatMap(Measured.OfSpec::score),
        one.flatMap(Measured.OfSpec::coverage),
        one.map(found -> found.counts().errors()).orElse(0),
        one.map(found -> found.counts().drift()).orElse(0));
  }

  private int most() {
    try {
      int most = Integer.parseInt(last);
      if (most >= 1 && most <= MOST) {
        return most;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw UserFault.usage(
        "--last must be a whole number from 1 to %d, not '%s'.".formatted(MOST, last));
  }

  private static TrendRenderer named(String name) {
    return TrendRenderer.ALL.stream()
        .filter(renderer -> renderer.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            UserFault.usage(
                "Unknown format '%s' of a history. One of: %s."
                    .formatted(
                        name,
                        TrendRenderer.ALL.stream()
                            .map(TrendRenderer::name)
                            .collect(Collectors.joining(", ")))));
  }
}
