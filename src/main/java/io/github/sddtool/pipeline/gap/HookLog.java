package io.github.sddtool.pipeline.gap;

import io.github.sddtool.forge.HookState;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What is known of each forge's webhook, shared by all processes.
public final class HookLog {
  private static final int MOST_REPOSITORIES = 10_000;

  private final Database database;

  public HookLog(Database database) {
    this.database = database;
  }

  /// A webhook.
  ///
  /// @param since when its state was first seen
  /// @param lastHeard when the latest delivery came
  /// @param found how many missed deliveries were made good, ever
  public record Hook(
      String forge,
      HookState state,
      Instant since,
      Instant lookedAt,
      Optional<Instant> lastHeard,
      long found) {}

  /// Takes the turn to look, where nobody did for a while; gives from when on deliveries may have
  /// been missed.
  Optional<Instant> turn(String forge, Instant now, Duration period) {
    return database.write(handle -> {
      begin(handle, forge, now);
      int taken =
          PlainSql.update(
              handle,
              "UPDATE hook SET looked_at = ? WHERE forge = ? AND (looked_at <= ? OR looked_at > ?)",
              now.toEpochMilli(),
              forge,
              now.minus(period).toEpochMilli(),
              // The clock was set back.
              now.toEpochMilli());
      return taken == 0
          ? Optional.<Instant>empty()
          : PlainSql.number(handle, "SELECT heard_to FROM hook WHERE forge = ?", forge)
              .map(Instant::ofEpochMilli);
    });
  }

  /// Whatever was sent before the first look of all is nobody's loss.
  private static void begin(Handle handle, String forge, Instant now) {
    PlainSql.update(
        handle,
        "INSERT INTO hook (forge, heard_to, since) VALUES (?, COALESCE((SELECT MIN(received_at)"
            + " FROM delivery WHERE forge = ?), ?), ?) ON CONFLICT (forge) DO NOTHING",
        forge,
        forge,
        now.toEpochMilli(),
        now.toEpochMilli());
  }

  /// Whether it is time to compare what is open with what was judged.
  boolean sweepTurn(String forge, Instant now, Duration period, boolean anyway) {
    return database.write(handle ->
        PlainSql.update(
                handle,
                "UPDATE hook SET swept_at = ? WHERE forge = ? AND (swept_at <= ? OR swept_at > ?)",
                now.toEpochMilli(),
                forge,
                (anyway ? now : now.minus(period)).toEpochMilli(),
                now.toEpochMilli())
            == 1);
  }

  /// Keeps what a look found; gives whether the state is another one than before.
  boolean looked(String forge, Instant heardTo, HookState state, int found, Instant now) {
    return database.write(handle -> {
      String word = word(state);
      int same =
          PlainSql.update(
              handle,
              "UPDATE hook SET heard_to = ?, found = found + ?, why = ? WHERE forge = ? AND state = ?",
              heardTo.toEpochMilli(),
              found,
              state.why(),
              forge,
              word);
      return same == 0
          && PlainSql.update(
                  handle,
                  "UPDATE hook SET heard_to = ?, found = found + ?, why = ?, state = ?, since = ?"
                      + " WHERE forge = ?",
                  heardTo.toEpochMilli(),
                  found,
                  state.why(),
                  word,
                  now.toEpochMilli(),
                  forge)
              == 1;
    });
  }

  /// The repositories that ever had work, and so may have missed some.
  List<RepoId> repositories(String forge) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT DISTINCT scope FROM job_turn WHERE scope LIKE :begin AND scope NOT LIKE '%/'"
                    + " ORDER BY scope LIMIT :most")
            .bind("begin", forge + ":%")
            .bind("most", MOST_REPOSITORIES)
            .mapTo(String.class)
            .stream()
            .map(scope -> new RepoId(forge, scope.substring(forge.length() + 1)))
            .toList());
  }

  /// What is known, by forge.
  public List<Hook> all() {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT hook.*, (SELECT MAX(received_at) FROM delivery"
                    + " WHERE delivery.forge = hook.forge) AS heard FROM hook ORDER BY forge")
            .map((row, _) -> {
              long heard = row.getLong("heard");
              Optional<Instant> lastHeard =
                  row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heard));
              return new Hook(
                  row.getString("forge"),
                  state(row.getString("state"), row.getString("why")),
                  Instant.ofEpochMilli(row.getLong("since")),
                  Instant.ofEpochMilli(row.getLong("looked_at")),
                  lastHeard,
                  row.getLong("found"));
            })
            .list());
  }

  private static HookState state(String word, String why) {
    return switch (word) {
      case "works" -> new HookState.Works();
      case "off" -> new HookState.Off(why);
      default -> new HookState.Unknown(why);
    };
  }

  /// In the table, on the page and in metrics.
  public static String word(HookState state) {
    return switch (state) {
      case HookState.Works _ -> "works";
      case HookState.Off _ -> "off";
      case HookState.Unknown _ -> "unknown";
    };
  }
}
