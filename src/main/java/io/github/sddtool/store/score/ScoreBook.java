package io.github.sddtool.store.score;

import io.github.sddtool.analysis.Measured;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

// @spec app/store#REQ-STORE-010
/// The scores of commits of default branches, and of their specs. A commit that is judged again has
/// its last score; of a spec only what differs from the commit before is kept.
public final class ScoreBook {
  /// Of a value that was not measured.
  private static final long NONE = -1;

  private final Reading database;

  public ScoreBook(Reading database) {
    this.database = database;
  }

  /// A commit that was judged.
  ///
  /// @param version of this program
  public record Judged(RepoId repo, CommitId commit, Instant at, String version) {}

  /// Keeps what a report says; part of a unit of work.
  public static void keep(Handle handle, Judged judged, Report report) {
    Optional<Coverage> coverage = report.parts().coverage();
    Measured measured = Measured.of(report);
    PlainSql.update(
        handle,
        "DELETE FROM commit_score WHERE repo = ? AND commit_id = ?",
        judged.repo().toString(),
        judged.commit().hex());
    PlainSql.update(
        handle,
        "INSERT INTO commit_score (repo, commit_id, at, verdict, specs, requirements, covered,"
            + " tested, quality, drift, errors, warnings, infos, rules, version)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        judged.repo().toString(),
        judged.commit().hex(),
        judged.at().toEpochMilli(),
        report.verdict().name(),
        report.specs().size(),
        coverage.map(Coverage::requirements).orElse(0),
        coverage.map(Coverage::covered).orElse(0),
        coverage.map(Coverage::tested).orElse(0),
        measured.score().map(ScoreBook::tenths).orElse(NONE),
        measured.counts().drift(),
        measured.counts().errors(),
        measured.counts().warnings(),
        report.count(Severity.INFO),
        measured.rules(),
        judged.version());
    keepSpecs(handle, judged, measured);
  }

  /// What is kept of a spec.
  private record Row(String rules, Measured.OfSpec spec) {}

  private static void keepSpecs(Handle handle, Judged judged, Measured measured) {
    Map<String, Row> before = latest(handle, judged.repo());
    Map<String, Row> now = new TreeMap<>();
    measured
        .specs()
        .forEach((id, spec) -> now.put(StorableText.of(id), new Row(measured.rules(), spec)));
    String repo = judged.repo().toString();
    String commit = judged.commit().hex();
    long at = judged.at().toEpochMilli();
    var changed = new ArrayList<List<Object>>();
    var gone = new ArrayList<List<Object>>();
    var come = new ArrayList<List<Object>>();
    before.forEach((spec, row) -> {
      if (!row.equals(now.get(spec))) {
        changed.add(List.of(repo, spec));
      }
      if (!now.containsKey(spec)) {
        gone.add(List.of(repo, spec, commit, at, row.rules(), row.spec().domain()));
      }
    });
    now.forEach((spec, row) -> {
      if (!row.equals(before.get(spec))) {
        Measured.OfSpec is = row.spec();
        come.add(
            List.of(
                repo,
                spec,
                commit,
                at,
                is.score().map(ScoreBook::tenths).orElse(NONE),
                is.requirements(),
                is.covered(),
                row.rules(),
                is.domain(),
                is.counts().errors(),
                is.counts().warnings(),
                is.counts().drift()));
      }
    });
    PlainSql.each(
        handle,
        "UPDATE spec_score SET latest = 0 WHERE repo = ? AND spec_id = ? AND latest = 1",
        changed);
    PlainSql.each(
        handle,
        "INSERT INTO spec_score (repo, spec_id, commit_id, at, latest, quality, requirements,"
            + " covered, rules, domain, gone) VALUES (?, ?, ?, ?, 0, -1, 0, 0, ?, ?, 1)"
            + " ON CONFLICT (repo, spec_id, commit_id) DO UPDATE SET at = excluded.at, latest = 0,"
            + " gone = 1",
        gone);
    PlainSql.each(
        handle,
        "INSERT INTO spec_score (repo, spec_id, commit_id, at, latest, quality, requirements,"
            + " covered, rules, domain, errors, warnings, drift)"
            + " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (repo, spec_id, commit_id) DO UPDATE SET at = excluded.at, latest = 1,"
            + " quality = excluded.quality, requirements = excluded.requirements,"
            + " covered = excluded.covered, rules = excluded.rules, domain = excluded.domain,"
            + " errors = excluded.errors, warnings = excluded.warnings, drift = excluded.drift,"
            + " gone = 0",
        come);
  }

  private static Map<String, Row> latest(Handle handle, RepoId repo) {
    Map<String, Row> latest = new HashMap<>();
    handle
        .createQuery("SELECT * FROM spec_score WHERE repo = :repo AND latest = 1")
        .bind("repo", repo.toString())
        .map((row, _) -> latest.put(row.getString("spec_id"), row(row)))
        .list();
    return latest;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("rules"),
        new Measured.OfSpec(
            row.getString("domain"),
            ofTenths(row.getLong("quality")),
            row.getInt("requirements"),
            row.getInt("covered"),
            new Measured.Counts(
                row.getInt("errors"), row.getInt("warnings"), row.getInt("drift"))));
  }

  private static long tenths(double value) {
    return Math.round(value * 10);
  }

  static Optional<Double> ofTenths(long tenths) {
    return tenths < 0 ? Optional.empty() : Optional.of(tenths / 10.0);
  }

  /// The scores of a repository's commits since a moment, the oldest first.
  public List<CommitScore> since(RepoId repo, Instant moment) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM commit_score WHERE repo = :repo AND at >= :at"
                    + " ORDER BY at, commit_id")
            .bind("repo", repo.toString())
            .bind("at", moment.toEpochMilli())
            .map((row, _) -> commit(row))
            .list());
  }

  /// The scores of a repository's commits that were judged last, the oldest first.
  ///
  /// @param most of them
  public List<CommitScore> last(RepoId repo, int most) {
    return database
        .read(handle ->
            handle
                .createQuery(
                    "SELECT * FROM commit_score WHERE repo = :repo"
                        + " ORDER BY at DESC, commit_id LIMIT :most")
                .bind("repo", repo.toString())
                .bind("most", most)
                .map((row, _) -> commit(row))
                .list())
        .reversed();
  }

  /// The score of the commit of a repository that was judged last.
  public Optional<CommitScore> last(RepoId repo) {
    return database.read(handle -> last(handle, repo));
  }

  static Optional<CommitScore> last(Handle handle, RepoId repo) {
    return handle
        .createQuery(
            "SELECT * FROM commit_score WHERE repo = :repo ORDER BY at DESC, commit_id LIMIT 1")
        .bind("repo", repo.toString())
        .map((row, _) -> commit(row))
        .findOne();
  }

  /// What each spec of a repository is now, by id.
  public List<SpecScore> specs(RepoId repo) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM spec_score WHERE repo = :repo AND latest = 1 ORDER BY spec_id")
            .bind("repo", repo.toString())
            .map((row, _) -> spec(row))
            .list());
  }

  /// How a spec changed, the oldest first.
  public List<SpecScore> history(RepoId repo, String spec) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM spec_score WHERE repo = :repo AND spec_id = :spec AND gone = 0"
                    + " ORDER BY at, commit_id")
            .bind("repo", repo.toString())
            .bind("spec", StorableText.of(spec))
            .map((row, _) -> spec(row))
            .list());
  }

  private static SpecScore spec(ResultSet row) throws SQLException {
    Row is = row(row);
    return new SpecScore(
        row.getString("spec_id"),
        new CommitId(row.getString("commit_id")),
        Instant.ofEpochMilli(row.getLong("at")),
        is.rules(),
        is.spec());
  }

  /// How all specs of a repository changed, the oldest first. Of one that a commit removed, there
  /// is an entry without anything.
  public List<SpecStep> steps(RepoId repo) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM spec_score WHERE repo = :repo ORDER BY at, commit_id, spec_id")
            .bind("repo", repo.toString())
            .map((row, _) -> new SpecStep(spec(row), row.getLong("gone") == 1))
            .list());
  }

  /// What became of a spec at a commit.
  ///
  /// @param gone whether the commit removed it
  public record SpecStep(SpecScore score, boolean gone) {}

  /// The repositories whose default branch was ever judged, by name.
  public List<RepoId> repositories() {
    return database.read(handle ->
        handle
            .createQuery("SELECT DISTINCT repo FROM commit_score ORDER BY repo")
            .mapTo(String.class)
            .map(RepoId::read)
            .list());
  }

  private static CommitScore commit(ResultSet row) throws SQLException {
    return new CommitScore(
        new CommitScore.Place(
            RepoId.read(row.getString("repo")), new CommitId(row.getString("commit_id"))),
        Instant.ofEpochMilli(row.getLong("at")),
        Verdict.valueOf(row.getString("verdict")),
        new CommitScore.Measures(
            row.getInt("specs"),
            row.getInt("requirements"),
            row.getInt("covered"),
            row.getInt("tested"),
            ofTenths(row.getLong("quality")),
            row.getInt("drift")),
        new CommitScore.Findings(row.getInt("errors"), row.getInt("warnings"), row.getInt("infos")),
        new CommitScore.Made(row.getString("rules"), row.getString("version")));
  }
}
