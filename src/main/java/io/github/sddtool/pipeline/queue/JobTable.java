package io.github.sddtool.pipeline.queue;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements on the job table, each part of somebody's unit of work.
final class JobTable {
  /// How a job ends, beside being replaced.
  enum End {
    DONE,
    FAILED
  }

  private JobTable() {}

  static Optional<JobRow> waiting(Handle handle, String key) {
    return handle
        .createQuery("SELECT * FROM job WHERE key = :key AND state = 'waiting'")
        .bind("key", key)
        .map((row, _) -> JobRow.of(row))
        .findOne();
  }

  /// The row of a claim that is not settled yet.
  static Optional<JobRow> running(Handle handle, Claimed claimed) {
    return handle
        .createQuery(
            "SELECT * FROM job WHERE id = :id AND state = 'running' AND attempts = :attempt")
        .bind("id", claimed.id())
        .bind("attempt", claimed.attempt())
        .map((row, _) -> JobRow.of(row))
        .findOne();
  }

  static List<JobRow> running(Handle handle) {
    return handle
        .createQuery("SELECT * FROM job WHERE state = 'running' ORDER BY place")
        .map((row, _) -> JobRow.of(row))
        .list();
  }

  /// The next one to run: of the repository that was served longest ago, the first in its queue
  /// whose key is free.
  static Optional<JobRow> next(Handle handle, Lane lane, long now) {
    return handle
        .createQuery(
            "SELECT job.* FROM job LEFT JOIN job_turn turn"
                + " ON turn.lane = job.lane AND turn.repo = job.repo"
                + " WHERE job.lane = :lane AND job.state = 'waiting' AND job.ready_at <= :now"
                + " AND NOT EXISTS (SELECT 1 FROM job other"
                + " WHERE other.key = job.key AND other.state = 'running')"
                + " ORDER BY COALESCE(turn.served, 0), job.place LIMIT 1")
        .bind("lane", lane.name())
        .bind("now", now)
        .map((row, _) -> JobRow.of(row))
        .findOne();
  }

  /// When the first waiting job of the lane whose key is free may be claimed.
  static Optional<Long> nextReadyAt(Handle handle, Lane lane) {
    return handle
        .createQuery(
            "SELECT MIN(ready_at) AS at FROM job WHERE lane = :lane AND state = 'waiting'"
                + " AND NOT EXISTS (SELECT 1 FROM job other"
                + " WHERE other.key = job.key AND other.state = 'running')")
        .bind("lane", lane.name())
        .map((row, _) -> {
          long at = row.getLong("at");
          return row.wasNull() ? Optional.<Long>empty() : Optional.of(at);
        })
        .one();
  }

  /// Inserts a waiting job; without a turn it goes to the end. Returns its id.
  static long insert(
      Handle handle, Job job, Optional<JobRow.Turn> turn, Optional<Long> delivery, long now) {
    long id =
        handle
            .createQuery(
                "INSERT INTO job"
                    + " (key, repo, lane, state, place, waiting_since, ready_at, delivery, body)"
                    + " VALUES (:key, :repo, :lane, 'waiting', :place, :since, :now, :delivery,"
                    + " :body) RETURNING id")
            .bind("key", job.key())
            .bind("repo", job.repo().toString())
            .bind("lane", Lane.of(job).name())
            .bind("place", turn.map(JobRow.Turn::place).orElse(0L))
            .bind("since", turn.map(JobRow.Turn::waitingSince).orElse(now))
            .bind("now", now)
            .bind("delivery", delivery.orElse(null))
            .bind("body", JobCodec.write(job))
            .mapTo(Long.class)
            .one();
    if (turn.isEmpty()) {
      handle.createUpdate("UPDATE job SET place = id WHERE id = :id").bind("id", id).execute();
    }
    return id;
  }

  static void start(Handle handle, JobRow row) {
    handle
        .createUpdate("UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id = :id")
        .bind("id", row.id())
        .execute();
    handle
        .createUpdate(
            "INSERT INTO job_turn (lane, repo, served) VALUES (:lane, :repo,"
                + " (SELECT COALESCE(MAX(served), 0) + 1 FROM job_turn WHERE lane = :lane))"
                + " ON CONFLICT (lane, repo) DO UPDATE SET served = excluded.served")
        .bind("lane", row.content().lane())
        .bind("repo", row.content().repo())
        .execute();
  }

  /// Back among the waiting, with what the row says of attempts and failure.
  static void wait(Handle handle, JobRow row, long readyAt, String reason) {
    handle
        .createUpdate(
            "UPDATE job SET state = 'waiting', ready_at = :at, attempts = :attempts,"
                + " failure = :failure, reason = :reason WHERE id = :id")
        .bind("id", row.id())
        .bind("at", readyAt)
        .bind("attempts", row.attempts())
        .bind("failure", row.content().failure().orElse(null))
        .bind("reason", reason)
        .execute();
  }

  static void end(Handle handle, JobRow row, End end, String reason, long now) {
    handle
        .createUpdate(
            "UPDATE job SET state = :state, reason = :reason, ended_at = :now WHERE id = :id")
        .bind("id", row.id())
        .bind("state", end == End.DONE ? "done" : "failed")
        .bind("reason", reason)
        .bind("now", now)
        .execute();
  }

  /// Frees the key of a job that another one will replace.
  static void replaced(Handle handle, JobRow row, long now) {
    handle
        .createUpdate("UPDATE job SET state = 'replaced', ended_at = :now WHERE id = :id")
        .bind("id", row.id())
        .bind("now", now)
        .execute();
  }

  static void replacedBy(Handle handle, JobRow row, long newer) {
    handle
        .createUpdate("UPDATE job SET replaced_by = :newer WHERE id = :id")
        .bind("id", row.id())
        .bind("newer", newer)
        .execute();
  }

  static void moveTo(Handle handle, JobRow row, JobRow.Turn turn) {
    handle
        .createUpdate("UPDATE job SET place = :place, waiting_since = :since WHERE id = :id")
        .bind("id", row.id())
        .bind("place", turn.place())
        .bind("since", turn.waitingSince())
        .execute();
  }

  /// The deliveries whose work this job does: its own, and those of the jobs it replaced.
  static List<Long> deliveries(Handle handle, JobRow row) {
    return handle
        .createQuery(
            "WITH RECURSIVE merged (id) AS (SELECT :id UNION"
                + " SELECT job.id FROM job JOIN merged ON job.replaced_by = merged.id)"
                + " SELECT DISTINCT delivery FROM job JOIN merged USING (id)"
                + " WHERE delivery IS NOT NULL")
        .bind("id", row.id())
        .mapTo(Long.class)
        .list();
  }

  static int forget(Handle handle, long limit, int most) {
    return handle
        .createUpdate(
            "DELETE FROM job WHERE id IN (SELECT id FROM job"
                + " WHERE ended_at < :limit AND ended_at IS NOT NULL LIMIT :most)")
        .bind("limit", limit)
        .bind("most", most)
        .execute();
  }
}
