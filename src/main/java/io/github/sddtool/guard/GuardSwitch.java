package io.github.sddtool.guard;

import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import java.time.Instant;
import java.util.Optional;

// @spec guard/deeds#REQ-DEED-004
/// The switch that stops the guard of a repository on every server at once, without a restart.
public final class GuardSwitch {
  private final Database database;

  public GuardSwitch(Database database) {
    this.database = database;
  }

  /// Who switched it last, and why.
  public record Setting(boolean isOn, String by, String reason, Instant at) {}

  /// Who switched the guard of a repository off, if anybody did.
  public Optional<Setting> off(Optional<RepoId> repo) {
    String name = repo.map(RepoId::toString).orElse("");
    return database
        .read(handle ->
            handle
                .createQuery("SELECT * FROM guard_switch WHERE name = :name")
                .bind("name", name)
                .map((row, _) ->
                    new Setting(
                        row.getLong("is_on") == 1,
                        row.getString("by_whom"),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .findOne())
        .filter(setting -> !setting.isOn());
  }

  /// Switches the guard of a repository.
  public void set(RepoId repo, Setting setting) {
    database.write(handle ->
        PlainSql.update(
            handle,
            "INSERT INTO guard_switch (name, is_on, by_whom, reason, at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET is_on = excluded.is_on,"
                + " by_whom = excluded.by_whom, reason = excluded.reason, at = excluded.at",
            repo.toString(),
            setting.isOn() ? 1L : 0L,
            StorableText.of(setting.by()),
            StorableText.of(setting.reason()),
            setting.at().toEpochMilli()));
  }
}
