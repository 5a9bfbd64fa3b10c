package io.github.sddtool.pipeline.timetable;

import io.github.sddtool.store.PlainSql;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

// @spec app/reharvest#REQ-HARVEST-007
/// Which planned moments were worked, shared by all processes.
public final class Timetable {
  /// Nobody makes good what is older.
  private static final Duration KEPT = Duration.ofDays(30);

  private Timetable() {}

  /// Takes a moment, so that nobody takes it again; gives whether it was there to be taken. Part of
  /// the unit of work in which it is worked.
  ///
  /// @param name of what is planned
  public static boolean take(Handle handle, String name, Instant planned) {
    PlainSql.update(
        handle,
        "DELETE FROM timetable WHERE name = ? AND planned < ?",
        name,
        planned.minus(KEPT).toEpochMilli());
    return PlainSql.update(
            handle,
            "INSERT INTO timetable (name, planned) VALUES (?, ?) ON CONFLICT DO NOTHING",
            name,
            planned.toEpochMilli())
        == 1;
  }
}
