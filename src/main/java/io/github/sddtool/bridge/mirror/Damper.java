package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.Clash;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.spec.SpecRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

// @spec app/bridge#REQ-BRIDGE-011
/// Pauses what bounces between the sides: an item that the bridge had to write to one side right
/// after the other, more than five times a minute. Some program answers every write of ours with
/// one of its own, and both would go on for ever.
final class Damper {
  /// The label of the conflict by which an item is paused.
  static final String PAUSED = "paused";

  static final int MOST = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private Damper() {}

  /// Whether an item is paused.
  static boolean isPaused(Handle handle, SpecRef spec) {
    return ConflictBook.unsettled(handle, spec).stream()
        .anyMatch(one -> one.what().label().equals(PAUSED) && one.state() == Conflict.State.OPEN);
  }

  /// Notes a write; pauses the item where it was one too many.
  static void wrote(Handle handle, SpecRef spec, String side, Instant now) {
    long since = now.minus(WINDOW).toEpochMilli();
    PlainSql.update(handle, "DELETE FROM mirror_write WHERE at < ?", since);
    PlainSql.update(
        handle,
        "INSERT INTO mirror_write (spec, at, side) VALUES (?, ?, ?)",
        spec.number(),
        now.toEpochMilli(),
        side);
    List<String> sides =
        handle
            .createQuery("SELECT side FROM mirror_write WHERE spec = :spec ORDER BY at")
            .bind("spec", spec.number())
            .mapTo(String.class)
            .list();
    if (bounces(sides) > MOST) {
      ConflictBook.open(
          handle,
          spec,
          new Clash(PAUSED, Optional.empty(), Optional.empty(), Optional.empty()),
          now);
    }
  }

  /// How often a write to one side followed one to the other.
  static int bounces(List<String> sides) {
    int bounces = 0;
    for (int i = 1; i < sides.size(); i++) {
      bounces += sides.get(i).equals(sides.get(i - 1)) ? 0 : 1;
    }
    return bounces;
  }
}
