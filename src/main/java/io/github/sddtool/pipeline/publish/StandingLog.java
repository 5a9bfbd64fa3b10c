package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The [Standing] and the [Claims] of every open pull request.
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

  /// The numbers of those that were told something.
  List<Integer> numbers(RepoId repo) {
    return database.read(handle ->
        handle
            .createQuery("SELECT number FROM standing WHERE repo = :repo ORDER BY number")
            .bind("repo", repo.toString())
            .mapTo(Integer.class)
            .list());
  }

  /// Keeps what a pull request was told, in place of what was kept before.
  public void keep(RepoId repo, Standing standing) {
    String title = standing.title();
    database.write(handle ->
        PlainSql.update(
            handle,
            "INSERT INTO standing (repo, number, head, verdict, title, commented, labels)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (repo, number) DO UPDATE SET head = excluded.head,"
                + " verdict = excluded.verdict, title = excluded.title,"
                + " commented = excluded.commented, labels = excluded.labels",
            repo.toString(),
            standing.number(),
            standing.head().hex(),
            standing.verdict().name(),
            title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title,
            standing.commented() ? 1 : 0,
            String.join("\n", new TreeSet<>(standing.labels()))));
  }

  /// The pull request is open no more.
  public void forget(RepoId repo, int number) {
    database.write(handle -> {
      forgetClaims(handle, repo, number);
      return PlainSql.update(
          handle, "DELETE FROM standing WHERE repo = ? AND number = ?", repo.toString(), number);
    });
  }

  private static void forgetClaims(Handle handle, RepoId repo, int number) {
    PlainSql.update(
        handle, "DELETE FROM claim WHERE repo = ? AND number = ?", repo.toString(), number);
  }

  /// What each open pull request of a repository lays its hands on, by number, the newest first.
  public Map<Integer, Claims> claims(RepoId repo) {
    return database.read(handle -> {
      var changes = new TreeMap<Integer, Set<String>>(Comparator.reverseOrder());
      var reaches = new HashMap<Integer, Set<String>>();
      handle
          .createQuery("SELECT number, kind, name FROM claim WHERE repo = :repo")
          .bind("repo", repo.toString())
          .map((row, _) -> {
            int number = row.getInt("number");
            changes.computeIfAbsent(number, _ -> new TreeSet<>());
            ("changes".equals(row.getString("kind")) ? changes : reaches)
                .computeIfAbsent(number, _ -> new TreeSet<>())
                .add(row.getString("name"));
            return number;
          })
          .list();
      var all = new LinkedHashMap<Integer, Claims>();
      changes.forEach((number, keys) ->
          all.put(number, new Claims(keys, reaches.getOrDefault(number, Set.of()))));
      return all;
    });
  }

  /// Keeps what a pull request lays its hands on, in place of what was kept before.
  public void keep(RepoId repo, int number, Claims claims) {
    database.write(handle -> {
      forgetClaims(handle, repo, number);
      claims.changes().forEach(name -> claim(handle, repo, number, "changes", name));
      claims.reaches().forEach(name -> claim(handle, repo, number, "reaches", name));
      return number;
    });
  }

  private static void claim(Handle handle, RepoId repo, int number, String kind, String name) {
    PlainSql.update(
        handle,
        "INSERT INTO claim (repo, number, kind, name) VALUES (?, ?, ?, ?)",
        repo.toString(),
        number,
        kind,
        name);
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getInt("number"),
        new CommitId(row.getString("head")),
        Verdict.valueOf(row.getString("verdict")),
        row.getString("title"),
        row.getInt("commented") != 0,
        row.getString("labels").lines().collect(Collectors.toSet()));
  }
}
