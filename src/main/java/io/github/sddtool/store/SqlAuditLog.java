package io.github.sddtool.store;

import io.github.sddtool.audit.AuditEvent;
import io.github.sddtool.audit.AuditLog;
import io.github.sddtool.audit.Effect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

// @spec app/jobs#REQ-JOB-005
/// The audit log in the database, which refuses to change or delete a line.
public final class SqlAuditLog implements AuditLog {
  private final Database database;

  public SqlAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void append(AuditEvent event) {
    database.write(handle -> append(handle, event));
  }

  /// Appends as part of a greater unit of work; returns the line's number.
  public static long append(Handle handle, AuditEvent event) {
    Effect effect = event.effect();
    return handle
        .createQuery(
            "INSERT INTO audit (job, at, effect, what, place, detail)"
                + " VALUES (:job, :at, :effect, :what, :place, :detail) RETURNING seq")
        .bind("job", event.job())
        .bind("at", event.at().toEpochMilli())
        .bind("effect", kind(effect))
        .bind("what", effect.what())
        .bind("place", effect.where())
        .bind("detail", detail(effect))
        .mapTo(Long.class)
        .one();
  }

  @Override
  public List<AuditEvent> ofJob(long job) {
    return database.read(handle -> ofJob(handle, job));
  }

  /// The same as part of a greater query.
  public static List<AuditEvent> ofJob(Handle handle, long job) {
    return handle
        .createQuery("SELECT * FROM audit WHERE job = :job ORDER BY seq")
        .bind("job", job)
        .map((row, _) -> event(row))
        .list();
  }

  private static String kind(Effect effect) {
    return switch (effect) {
      case Effect.Created _ -> "created";
      case Effect.Updated _ -> "updated";
      case Effect.Unchanged _ -> "unchanged";
      case Effect.Declined _ -> "declined";
      case Effect.Failed _ -> "failed";
    };
  }

  private static String detail(Effect effect) {
    return switch (effect) {
      case Effect.Created(_, _, String id) -> id;
      case Effect.Updated(_, _, String id) -> id;
      case Effect.Unchanged(_, _, String id) -> id;
      case Effect.Declined(_, _, String reason) -> reason;
      case Effect.Failed(_, _, String reason) -> reason;
    };
  }

  private static AuditEvent event(ResultSet row) throws SQLException {
    return new AuditEvent(row.getLong("job"), Instant.ofEpochMilli(row.getLong("at")), effect(row));
  }

  private static Effect effect(ResultSet row) throws SQLException {
    String what = row.getString("what");
    String where = row.getString("place");
    String detail = row.getString("detail");
    String kind = row.getString("effect");
    return switch (kind) {
      case "created" -> new Effect.Created(what, where, detail);
      case "updated" -> new Effect.Updated(what, where, detail);
      case "unchanged" -> new Effect.Unchanged(what, where, detail);
      case "declined" -> new Effect.Declined(what, where, detail);
      case "failed" -> new Effect.Failed(what, where, detail);
      default -> throw new SQLException("an effect of an unknown kind: " + kind);
    };
  }
}
