package io.github.sddtool.pipeline.timetable;

import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

// @spec app/reharvest#REQ-HARVEST-007, app/notifications#REQ-NOTE-008
/// The last moment of each schedule that was worked, shared by all processes.
public final class Timetable {
  private Timetable() {}

  /// The last moment that somebody took.
  ///
  /// @param name of what is planned
  public static Optional<Instant> last(Handle handle, String name) {
    return PlainSql.number(
            handle, "SELECT planned FROM timetable WHERE name = ?", StorableText.of(name))
        .map(Instant::ofEpochMilli);
  }

  /// Takes a moment, so that nobody takes it again, nor an earlier one; gives whether it was there
  /// to be taken. Part of the unit of work in which it is worked.
  ///
  /// @param name of what is planned
  public static boolean take(Handle handle, String name, Instant planned) {
    return PlainSql.update(
            handle,
            "INSERT INTO timetable (name, planned) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET planned = excluded.planned"
                + " WHERE timetable.planned < excluded.planned",
            StorableText.of(name),
            planned.toEpochMilli())
        == 1;
  }
}
