package io.github.sddtool.guard;

import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

// @spec guard/triggers#REQ-TRIG-006
/// Which alarms stand: a trigger that went off is silent until its alarm has ended, so that a value
/// which trembles around a limit sets it off once.
public final class AlarmBook {
  private final Database database;

  public AlarmBook(Database database) {
    this.database = database;
  }

  /// Since when an alarm stands.
  public Optional<Instant> since(RepoId repo, String trigger) {
    return database.read(handle ->
        PlainSql.number(
                handle,
                "SELECT since FROM guard_alarm WHERE repo = ? AND trigger_name = ?",
                repo.toString(),
                StorableText.of(trigger))
            .map(Instant::ofEpochMilli));
  }

  /// The alarms of a repository that stand, by trigger, and since when.
  public Map<String, Instant> standing(RepoId repo) {
    var standing = new TreeMap<String, Instant>();
    database.read(handle ->
        handle
            .createQuery("SELECT trigger_name, since FROM guard_alarm WHERE repo = :repo")
            .bind("repo", repo.toString())
            .map((row, _) ->
                standing.merge(
                    row.getString("trigger_name"),
                    Instant.ofEpochMilli(row.getLong("since")),
                    (one, _) -> one))
            .list());
    return standing;
  }

  /// An alarm begins; one that stands already goes on.
  public void begin(RepoId repo, String trigger, Instant now) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "INSERT INTO guard_alarm (repo, trigger_name, since) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            repo.toString(),
            StorableText.of(trigger),
            now.toEpochMilli()));
  }

  /// An alarm ends.
  public void end(RepoId repo, String trigger) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "DELETE FROM guard_alarm WHERE repo = ? AND trigger_name = ?",
            repo.toString(),
            StorableText.of(trigger)));
  }
}
