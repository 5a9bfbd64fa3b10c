package io.github.sddtool.pipeline.notice;

import io.github.sddtool.bridge.mirror.Conflict;
import io.github.sddtool.bridge.mirror.MirrorBook;
import io.github.sddtool.bridge.mirror.MirrorRow;
import io.github.sddtool.pipeline.notice.channel.PlainText;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.catalog.SpecCatalog;
import io.github.sddtool.store.catalog.SpecFilter;
import io.github.sddtool.store.catalog.SpecSummary;
import io.github.sddtool.store.review.Review;
import io.github.sddtool.store.score.Analytics;
import io.github.sddtool.store.score.CommitScore;
import io.github.sddtool.store.score.Overview;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.spec.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

// @spec app/notifications#REQ-NOTE-008
/// How a project stands, and what changed within a day, in a few lines of plain text.
public final class Digest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PAST = Duration.ofDays(31);
  private static final int MOST = 15;
  private static final int LONGEST = 160;

  private final Database database;
  private final Function<Project, List<String>> more;

  /// @param more lines of others, for example about proposed rollbacks
  public Digest(Database database, Function<Project, List<String>> more) {
    this.database = database;
    this.more = more;
  }

  String text(Project project, Instant now) {
    Optional<RepoId> repo =
        database.read(handle -> MirrorBook.of(handle, project)).map(MirrorRow::repo);
    var lines = new ArrayList<String>();
    Overview overview = new Analytics(database).overview(project, repo, now);
    lines.add(specs(overview.specs()));
    repo.ifPresent(one -> scores(one, now).ifPresent(lines::add));
    listed(lines, "Changed since yesterday", changed(project, now));
    listed(lines, "Pending reviews", reviews(project, now));
    listed(lines, "Open conflicts", conflicts(project));
    lines.addAll(more.apply(project));
    return String.join("\n", lines);
  }

  private static String specs(Overview.Specs specs) {
    String byStatus =
        specs.byStatus().entrySet().stream()
            .map(one ->
                "%s %d"
                    .formatted(one.getKey().isEmpty() ? "no status" : one.getKey(), one.getValue()))
            .collect(Collectors.joining(", "));
    return "Specs: %d%s".formatted(specs.total(), byStatus.isEmpty() ? "" : " (" + byStatus + ")");
  }

  private Optional<String> scores(RepoId repo, Instant now) {
    List<CommitScore> scores = new ScoreBook(database).since(repo, now.minus(PAST));
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    CommitScore last = scores.getLast();
    Optional<CommitScore> before =
        scores.stream()
            .filter(one -> !one.at().isAfter(now.minus(DAY)))
            .reduce((_, second) -> second);
    return Optional.of(
        "Quality %s, coverage %s %%%s"
            .formatted(
                shown(last.measures().quality()),
                shown(Optional.of(last.measures().coverage())),
                before
                    .map(one ->
                        " (a day ago: %s, %s %%)"
                            .formatted(
                                shown(one.measures().quality()),
                                shown(Optional.of(one.measures().coverage()))))
                    .orElse("")));
  }

  private static String shown(Optional<Double> value) {
    return value.map(one -> String.format(Locale.ROOT, "%.1f", one)).orElse("-");
  }

  private List<String> changed(Project project, Instant now) {
    var since =
        new SpecFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(now.minus(DAY)));
    return new SpecCatalog(database)
        .list(project, since, Page.Ask.first(200)).items().stream()
            .map(spec ->
                "%s: %s, by %s".formatted(spec.id(), title(spec), spec.edited().by().name()))
            .toList();
  }

  private static String title(SpecSummary spec) {
    return spec.kind().title();
  }

  private List<String> reviews(Project project, Instant now) {
    return Watch.pending(database, project).stream()
        .map(review ->
            "%s: %s, for %d days"
                .formatted(review.subject().id(), review.reviewer(), days(review, now)))
        .toList();
  }

  private static long days(Review review, Instant now) {
    return Math.max(0, Duration.between(review.asked().at(), now).toDays());
  }

  private List<String> conflicts(Project project) {
    return Watch.open(database, project).stream().map(Digest::line).toList();
  }

  private static String line(Conflict conflict) {
    return "%d: %s %s"
        .formatted(conflict.number(), conflict.spec().orElse(""), conflict.what().label());
  }

  private static void listed(List<String> lines, String title, List<String> items) {
    lines.add("%s: %d".formatted(title, items.size()));
    items.stream().limit(MOST).forEach(item -> lines.add("- " + PlainText.line(item, LONGEST)));
    if (items.size() > MOST) {
      lines.add("- … and %d more".formatted(items.size() - MOST));
    }
  }
}
