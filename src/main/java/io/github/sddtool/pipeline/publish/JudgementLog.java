package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.forge.Target;
import io.github.sddtool.report.Headline;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

// @spec app/rehearsal#REQ-RHS-001
/// The judgements of the last two months: of each commit that a pull request proposed, the last.
public final class JudgementLog {
  private static final Duration KEPT_FOR = Duration.ofDays(62);

  private final Database database;
  private final Clock clock;
  private final String version;

  /// @param version of this program
  public JudgementLog(Database database, Clock clock, String version) {
    this.database = database;
    this.clock = clock;
    this.version = version;
  }

  /// Keeps how a pull request was judged.
  void keep(Target target, Report report) {
    Optional<CommitId> rules = report.sides().rules().commit();
    if (target.number().isEmpty() || rules.isEmpty()) {
      return;
    }
    long now = clock.millis();
    database.write(handle -> {
      PlainSql.update(handle, "DELETE FROM judgement WHERE at < ?", now - KEPT_FOR.toMillis());
      return PlainSql.update(
          handle,
          "INSERT INTO judgement (repo, number, head, base, verdict, title, version, at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (repo, number, head) DO UPDATE SET"
              + " base = excluded.base, verdict = excluded.verdict, title = excluded.title,"
              + " version = excluded.version, at = excluded.at",
          target.repo().toString(),
          target.number().get(),
          target.head().hex(),
          rules.get().hex(),
          report.verdict().name(),
          Headline.text(report),
          version,
          now);
    });
  }

  /// Those since a moment, the oldest first.
  public static List<PastJudgement> since(Reading database, Instant moment) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM judgement WHERE at >= :at ORDER BY at, repo, number")
            .bind("at", moment.toEpochMilli())
            .map((row, _) ->
                new PastJudgement(
                    RepoId.read(row.getString("repo")),
                    row.getInt("number"),
                    new CommitId(row.getString("base")),
                    new CommitId(row.getString("head")),
                    Verdict.valueOf(row.getString("verdict")),
                    row.getString("title"),
                    row.getString("version"),
                    Instant.ofEpochMilli(row.getLong("at"))))
            .list());
  }
}
