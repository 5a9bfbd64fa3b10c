package io.github.sddtool.pipeline.command;

import io.github.sddtool.analysis.Grants;
import io.github.sddtool.analysis.baseline.Attestation;
import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.baseline.Waiver;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The commands of every pull request, and what came of them. What was granted outlives its
/// request: it holds for the repository.
public final class CommandLog {
  private final Database database;

  public CommandLog(Database database) {
    this.database = database;
  }

  /// A command with its answer, newest first when listed.
  ///
  /// @param told whether the answer was published
  record Told(long seq, String author, String line, String markdown, boolean told) {}

  /// Keeps a command to be answered; kept twice, it is answered once.
  void keep(PullRequest pull, SlashCommand command, CommitId seen, Instant now) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "INSERT INTO command (repo, number, comment, author, line, seen, at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (repo, number, comment) DO NOTHING",
            pull.repo().toString(),
            pull.number(),
            command.comment(),
            command.author().name(),
            command.line(),
            seen.hex(),
            now.toEpochMilli()));
  }

  /// What is not answered yet, in the order it came.
  List<Given> open(RepoId repo, int number) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM command WHERE repo = :repo AND number = :number"
                    + " AND state = 'asked' ORDER BY seq")
            .bind("repo", repo.toString())
            .bind("number", number)
            .map((row, _) -> given(row))
            .list());
  }

  /// Keeps what came of a command.
  void answer(Given given, Answer answer) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "UPDATE command SET state = ?, answer = ?, granted = ? WHERE seq = ?",
            answer.agreed() ? "done" : "refused",
            answer.markdown(),
            answer.granted(),
            given.seq()));
  }

  /// The newest answers of a pull request.
  List<Told> answered(RepoId repo, int number, int most) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM command WHERE repo = :repo AND number = :number"
                    + " AND state <> 'asked' ORDER BY seq DESC LIMIT :most")
            .bind("repo", repo.toString())
            .bind("number", number)
            .bind("most", most)
            .map((row, _) ->
                new Told(
                    row.getLong("seq"),
                    row.getString("author"),
                    row.getString("line"),
                    row.getString("answer"),
                    row.getInt("told") != 0))
            .list());
  }

  /// The answers of a pull request up to one were published.
  void told(RepoId repo, int number, long last) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "UPDATE command SET told = 1 WHERE repo = ? AND number = ? AND seq <= ?"
                + " AND state <> 'asked'",
            repo.toString(),
            number,
            last));
  }

  /// What is let pass in a repository.
  Grants granted(RepoId repo) {
    return granted(database, repo);
  }

  /// The same, looked up beside a server.
  public static Grants granted(Reading database, RepoId repo) {
    return database.read(handle -> {
      var waivers = new ArrayList<Waiver>();
      var attestations = new ArrayList<Attestation>();
      handle
          .createQuery("SELECT * FROM command WHERE repo = :repo AND granted <> '' ORDER BY seq")
          .bind("repo", repo.toString())
          .map((row, _) -> {
            Given given = given(row);
            String granted = row.getString("granted");
            switch (Command.read(given.line())) {
              case Command.Waive waive -> waivers.add(waiver(given, waive, granted));
              case Command.Acknowledge _ -> attestations.addAll(Attestations.read(granted).all());
              case Command.Check _, Command.Impact _, Command.Help _, Command.Unclear _ -> {
                // These grant nothing.
              }
            }
            return given;
          })
          .list();
      return new Grants(waivers, new Attestations(attestations));
    });
  }

  private static Waiver waiver(Given given, Command.Waive waive, String fingerprint) {
    return new Waiver(
        1,
        new Waiver.Target.One(fingerprint),
        new Finding.Waived(given.author(), waive.reason(), waive.until()));
  }

  private static Given given(ResultSet row) throws SQLException {
    return new Given(
        row.getLong("seq"),
        row.getString("author"),
        row.getString("line"),
        new CommitId(row.getString("seen")),
        LocalDate.ofInstant(Instant.ofEpochMilli(row.getLong("at")), ZoneOffset.UTC));
  }
}
