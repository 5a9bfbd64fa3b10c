package io.github.sddtool.pipeline;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Publication;
import io.github.sddtool.forge.Target;
import io.github.sddtool.pipeline.command.Commands;
import io.github.sddtool.pipeline.publish.Publisher;
import io.github.sddtool.pipeline.publish.ReportShelf;
import io.github.sddtool.pipeline.publish.Showing;
import io.github.sddtool.pipeline.runner.Runner;
import io.github.sddtool.report.Style;
import io.github.sddtool.report.Trend;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.git.ChangedLines;
import io.github.sddtool.source.git.GitHistory;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Judges a change: assesses it, keeps the page of its report, and shows what came of it.
///
/// @param trend of a repository's default branch
public record Judge(
    Runner runner,
    Publisher publisher,
    Showing showing,
    Commands commands,
    ReportShelf shelf,
    Function<RepoId, Trend> trend,
    StageLog stages) {

  /// The commit that is compared with, and what people call it.
  record Base(CommitId tip, String name) {
    static Base of(CommitId commit) {
      return new Base(commit, commit.brief());
    }
  }

  /// Shows that a change could not be evaluated.
  List<Effect> unable(Forge forge, Target target, String reason) {
    return showing.showUnable(forge, publisher.couldNotEvaluate(target, reason));
  }

  /// What a report says, and what was written of it.
  record Shown(Report report, List<Effect> effects) {}

  /// Judges a head against what its base is now.
  Shown judge(Forge forge, Target target, GitHistory history, Base base) {
    Change change =
        history
            .change(base.tip(), target.head())
            .orElseThrow(
                () -> new SourceFault("'" + base.name() + "' and the head have no common commit."));
    Snapshot before = change.base().orElseThrow();
    Snapshot after = change.head();
    CommitId from = before.commit().orElseThrow();
    Commands.Judged judged =
        stages.time(
            "assess",
            () -> commands.judge(target, request -> runner.assess(history, change, request)));
    Report report = judged.report();
    Set<RepoPath> paths = report.survey().paths();
    Style style =
        publisher
            .style(base.name(), place -> link(forge, target, place, paths, from))
            .withTrend(trend.apply(target.repo()));
    Publication told = publisher.of(target, report, style, paths::contains).with(judged.section());
    Publication summed =
        stages
            .time("keep", () -> shelf.keep(target, report, style))
            .map(told::telling)
            .orElse(told);
    Publication publication =
        report.publishing().threads()
            ? summed.withRemarks(publisher.remarks(report, changedLines(before, after)))
            : summed;
    List<Effect> shown =
        stages.time("publish", () -> showing.show(forge, publication, report, judged.awaited()));
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
}
