package io.github.sddtool.pipeline.queue;

import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Which processes work on the queue. Each moves a beat in the database. One whose beat stood still
/// while we moved ours so many times counts as dead: its sessions are ended and its jobs wait
/// again.
///
/// No clock is asked, so none can be wrong: while the database is away nobody's beat moves, and
/// whoever was stopped for a while looks before it judges.
final class Leases {
  private static final System.Logger LOG = System.getLogger(Leases.class.getName());

  /// With a beat every three seconds a process is missed after 15.
  private static final int MOST_MISSED = 5;

  /// What we saw of another process.
  private record Seen(long beat, int missed) {}

  private final Database database;
  private Map<String, Seen> others = Map.of();
  private Set<Long> strays = Set.of();

  Leases(Database database) {
    this.database = database;
  }

  /// Begins to beat. Gives the jobs of processes that left without giving them back.
  List<JobRow> enter(Handle handle) {
    PlainSql.update(
        handle,
        "INSERT INTO process (id, beat) VALUES (?, 1) ON CONFLICT (id) DO NOTHING",
        database.process());
    return JobTable.ownerless(handle);
  }

  /// Moves our beat; false when the others had counted us as dead.
  boolean renew(Handle handle) {
    int moved =
        PlainSql.update(
            handle, "UPDATE process SET beat = beat + 1 WHERE id = ?", database.process());
    if (moved == 0) {
      enter(handle);
    }
    return moved == 1;
  }

  /// The jobs of processes that count as dead now, and those that count as ours and do not run: a
  /// claim that was on the disk when the connection was lost, before we heard of it.
  ///
  /// @param running here
  List<JobRow> lapsed(Handle handle, Set<Long> running) {
    var left = new ArrayList<JobRow>();
    var seen = new HashMap<String, Seen>();
    beats(handle)
        .forEach((process, beat) -> {
          Seen before = others.getOrDefault(process, new Seen(beat - 1, 0));
          int missed = before.beat() == beat ? before.missed() + 1 : 0;
          if (missed < MOST_MISSED) {
            seen.put(process, new Seen(beat, missed));
          } else if (!process.equals(database.process())) {
            LOG.log(System.Logger.Level.WARNING, "event=process-dead process={0}", process);
            left.addAll(JobTable.running(handle, process));
            remove(handle, process);
            database.end(handle, process);
          }
        });
    others = Map.copyOf(seen);
    left.addAll(strays(handle, running));
    return left;
  }

  /// Only what was one at the last beat too: a claim is on the disk before it runs.
  private List<JobRow> strays(Handle handle, Set<Long> running) {
    var all = new HashSet<Long>();
    var left = new ArrayList<JobRow>();
    for (JobRow row : JobTable.running(handle, database.process())) {
      if (!running.contains(row.id())) {
        all.add(row.id());
        if (strays.contains(row.id())) {
          left.add(row);
        }
      }
    }
    strays = Set.copyOf(all);
    return left;
  }

  /// Stops beating; gives what still counts as running here.
  List<JobRow> leave(Handle handle) {
    remove(handle, database.process());
    return JobTable.running(handle, database.process());
  }

  private static void remove(Handle handle, String process) {
    PlainSql.update(handle, "DELETE FROM process WHERE id = ?", process);
  }

  private static Map<String, Long> beats(Handle handle) {
    var beats = new HashMap<String, Long>();
    handle
        .createQuery("SELECT id, beat FROM process")
        .map((row, _) -> beats.put(row.getString("id"), row.getLong("beat")))
        .list();
    return beats;
  }
}
