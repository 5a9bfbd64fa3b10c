package io.github.sddtool.app;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.Progress;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.config.ConfigReader;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.pipeline.command.CommandLog;
import io.github.sddtool.pipeline.publish.JudgementLog;
import io.github.sddtool.pipeline.publish.PastJudgement;
import io.github.sddtool.report.Headline;
import io.github.sddtool.source.Amended;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.ClonePool;
import io.github.sddtool.source.git.GitHistory;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.store.Glance;
import io.github.sddtool.store.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

// @spec app/rehearsal#REQ-RHS-001
/// Judges the pull requests of the last days once more, as this program or other rules would,
/// beside a server or without one. Tells nobody but who asked: no forge is written to, and nothing
/// is kept.
public final class DryRun {
  private final Reading database;
  private final Map<String, Forge> forges;
  private final ClonePool clones;
  private final Assessor assessor = Engine.assessor();
  private final Optional<String> rules;

  private DryRun(
      Reading database, Map<String, Forge> forges, ClonePool clones, Optional<String> rules) {
    this.database = database;
    this.forges = forges;
    this.clones = clones;
    this.rules = rules;
  }

  /// How a pull request was judged, and how it would be now.
  public record Again(PastJudgement before, Outcome now) {
    /// Whether people would be told another verdict.
    public boolean flips() {
      return now instanceof Outcome.Judged judged && judged.verdict() != before.verdict();
    }
  }

  /// What came of judging once more.
  public sealed interface Outcome {
    /// It was judged once more.
    ///
    /// @param title what people would be told
    record Judged(Verdict verdict, String title) implements Outcome {}

    /// It could not be judged once more, for example because its commits are gone.
    record Unknown(String reason) implements Outcome {}
  }

  /// Judges once more.
  ///
  /// @param span how far back
  /// @param rules the configuration to judge by; empty: each repository's own
  /// @throws UserFault when the rules cannot be read, or there is no database
  public static List<Again> of(
      Settings settings, Duration span, Optional<String> rules, Progress progress, Clock clock) {
    rules.ifPresent(DryRun::check);
    App.Parts parts = ServerApp.parts(settings, clock);
    try (Glance glance = Glance.at(settings.data(), settings.database());
        ClonePool clones = ClonePool.passing(parts.gitNetwork())) {
      Map<String, Forge> forges =
          parts.forges().stream().collect(Collectors.toMap(Forge::id, forge -> forge));
      var run = new DryRun(glance, forges, clones, rules);
      List<PastJudgement> all = JudgementLog.since(glance, clock.instant().minus(span));
      var again = new ArrayList<Again>();
      for (PastJudgement one : all) {
        progress.read(again.size(), all.size());
        again.add(new Again(one, run.judge(one)));
      }
      return List.copyOf(again);
    }
  }

  private static void check(String rules) {
    ConfigReader.read(
        ConfigReader.PATHS.getFirst(),
        rules,
        Engine.FORMATS.stream().map(SpecFormat::name).collect(Collectors.toSet()));
  }

  private Outcome judge(PastJudgement one) {
    Forge forge = forges.get(one.repo().forge());
    if (forge == null) {
      return new Outcome.Unknown("no forge in the settings has the id " + one.repo().forge());
    }
    try (GitHistory history =
        clones.fetch(one.repo(), forge.fetchRequest(one.repo(), List.of(one.base(), one.head())))) {
      Report report = assessor.assess(change(history, one), request(one));
      return new Outcome.Judged(report.verdict(), Headline.text(report));
    } catch (Fault fault) {
      return new Outcome.Unknown(fault.message());
    }
  }

  private Change change(GitHistory history, PastJudgement one) {
    Change change =
        history
            .change(one.base(), one.head())
            .orElseThrow(() -> new SourceFault("its base and its head have no common commit"));
    return change.judgedBy(ruling(change.rules()));
  }

  private Snapshot ruling(Snapshot base) {
    return rules
        .<Snapshot>map(text -> {
          Bytes content = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
          var file =
              new FileEntry(
                  ConfigReader.PATHS.getFirst(), new BlobId("rules"), content.toArray().length);
          return new Amended(base, file, content);
        })
        .orElse(base);
  }

  /// On the day it was judged, so that nothing has expired since.
  private Request request(PastJudgement one) {
    return Request.of(Question.CHECK)
        .on(LocalDate.ofInstant(one.at(), ZoneOffset.UTC))
        .granting(CommandLog.granted(database, one.repo()));
  }
}
