package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The [Standing] of every open pull request.
public final class StandingLog {
  private static final int LONGEST_TITLE = 500;

  private final Database database;

  public StandingLog(Database database) {
    this.database = database;
  }

  /// What a pull request was told last.
  public Optional<Standing> of(RepoId repo, int number) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM standing WHERE repo = :repo AND number = :number")
            .bind("repo", repo.toString())
            .bind("number", number)
            .map((row, _) -> standing(row))
            .findOne());
  }

  /// What all pull requests with a head were told last, by number.
  public List<Standing> at(RepoId repo, CommitId head) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM standing WHERE repo = :repo AND head = :head ORDER BY number")
            .bind("repo", repo.toString())
            .bind("head", head.hex())
            .map((row, _) -> standing(row))
            .list());
  }

  /// Keeps what a pull request was told, in place of what was kept before.
  public void keep(RepoId repo, Standing standing) {
    String title = standing.title();
    database.write(handle ->
        PlainSql.update(
            handle,
            "INSERT INTO standing (repo, number, head, verdict, title, commented)"
                + " VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (repo, number) DO UPDATE SET head = excluded.head,"
                + " verdict = excluded.verdict, title = excluded.title,"
                + " commented = excluded.commented",
            repo.toString(),
            standing.number(),
            standing.head().hex(),
            standing.verdict().name(),
            title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title,
            standing.commented() ? 1 : 0));
  }

  /// The pull request is open no more.
  public void forget(RepoId repo, int number) {
    database.write(handle ->
        PlainSql.update(
            handle, "DELETE FROM standing WHERE repo = ? AND number = ?", repo.toString(), number));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getInt("number"),
        new CommitId(row.getString("head")),
        Verdict.valueOf(row.getString("verdict")),
        row.getString("title"),
        row.getInt("commented") != 0);
  }
}
