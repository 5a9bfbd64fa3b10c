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

  // @spec app/jobs#REQ-JOB-010
  /// Whether a waiting job's moment has come. One whose subject waits since a moment that is yet to
  /// come was put off by a clock that was set back since; clocks of replicas differ by less.
  private static final String READY = " (job.ready_at <= :now OR job.waiting_since > :now + 60000)";

  private JobTable() {}

  static Optional<JobRow> waiting(Handle handle, String key) {
    return handle
        .createQuery("SELECT * FROM job WHERE key = :key AND state = 'waiting'")
        .bind("key", key)
        .map((row, _) -> JobRow.of(row))
        .findOne();
  }

  /// The row of a claim that is not settled yet, and was not lost to another process.
  static Optional<JobRow> running(Handle handle, Claimed claimed) {
    return handle
        .createQuery("SELECT * FROM job WHERE id = :id AND state = 'running' AND fence = :fence")
        .bind("id", claimed.id())
        .bind("fence", claimed.fence())
        .map((row, _) -> JobRow.of(row))
        .findOne();
  }

  static List<JobRow> running(Handle handle) {
    return handle
        .createQuery("SELECT * FROM job WHERE state = 'running' ORDER BY place")
        .map((row, _) -> JobRow.of(row))
        .list();
  }

  /// Those that run in a process.
  static List<JobRow> running(Handle handle, String owner) {
    return handle
        .createQuery("SELECT * FROM job WHERE state = 'running' AND owner = :owner ORDER BY place")
        .bind("owner", owner)
        .map((row, _) -> JobRow.of(row))
        .list();
  }

  /// Those that run in no process that beats.
  static List<JobRow> ownerless(Handle handle) {
    return handle
        .createQuery(
            "SELECT * FROM job WHERE state = 'running'"
                + " AND COALESCE(owner, '') NOT IN (SELECT id FROM process) ORDER BY place")
        .map((row, _) -> JobRow.of(row))
        .list();
  }

  /// Those that a process runs in a lane, by what turns are kept for.
  static List<String> scopes(Handle handle, Lane lane, String owner, String column) {
    return handle
        .createQuery(
            "SELECT "
                + column
                + " FROM job WHERE state = 'running' AND lane = :lane AND owner = :owner")
        .bind("lane", lane.name())
        .bind("owner", owner)
        .mapTo(String.class)
        .list();
  }

  /// Whether a scope of the same kind as this one was served lately.
  static boolean othersActive(Handle handle, Lane lane, String scope, long since) {
    return handle
        .createQuery(
            "SELECT 1 FROM job_turn WHERE lane = :lane AND at > :since AND scope <> :scope"
                + " AND scope "
                + (scope.endsWith("/") ? "LIKE" : "NOT LIKE")
                + " '%/' LIMIT 1")
        .bind("lane", lane.name())
        .bind("since", since)
        .bind("scope", scope)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// The next one to run: of the tenant that was served longest ago, of its repositories likewise,
  /// the first in its queue whose key is free.
  ///
  /// @param barred a tenant and a repository that have as much as they may; empty for none
  static Optional<JobRow> next(Handle handle, Lane lane, long now, List<String> barred) {
    return handle
        .createQuery(
            "SELECT job.* FROM job"
                + " LEFT JOIN job_turn tenant ON tenant.lane = job.lane AND tenant.scope = job.tenant"
                + " LEFT JOIN job_turn repo ON repo.lane = job.lane AND repo.scope = job.repo"
                + " WHERE job.lane = :lane AND job.state = 'waiting' AND"
                + READY
                + " AND job.tenant <> :tenant AND job.repo <> :repo"
                + " AND NOT EXISTS (SELECT 1 FROM job other"
                + " WHERE other.key = job.key AND other.state = 'running')"
                + " ORDER BY COALESCE(tenant.served, 0), COALESCE(repo.served, 0), job.place LIMIT 1")
        .bind("lane", lane.name())
        .bind("now", now)
        .bind("tenant", barred.getFirst())
        .bind("repo", barred.getLast())
        .map((row, _) -> JobRow.of(row))
        .findOne();
  }

  /// Whether anything is ready; a moment later it may not be any more.
  static boolean anyReady(Handle handle, Lane lane, long now) {
    return handle
        .createQuery(
            "SELECT 1 FROM job WHERE lane = :lane AND state = 'waiting' AND" + READY + " LIMIT 1")
        .bind("lane", lane.name())
        .bind("now", now)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// When jobs of a key began to run, the newest first, at most so many.
  static List<Long> starts(Handle handle, String key, long since, int most) {
    return handle
        .createQuery(
            "SELECT started_at FROM job WHERE key = :key AND started_at > :since"
                + " ORDER BY started_at DESC LIMIT :most")
        .bind("key", key)
        .bind("since", since)
        .bind("most", most)
        .mapTo(Long.class)
        .list();
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
      Handle handle, Job job, Optional<Long> place, Times times, Optional<Long> delivery) {
    long id =
        handle
            .createQuery(
                "INSERT INTO job (key, repo, tenant, lane, state, place, waiting_since, ready_at,"
                    + " delivery, body) VALUES (:key, :repo, :tenant, :lane, 'waiting', :place,"
                    + " :since, :ready, :delivery, :body) RETURNING id")
            .bind("key", job.key())
            .bind("repo", job.repo().toString())
            .bind("tenant", job.tenant())
            .bind("lane", Lane.of(job).name())
            .bind("place", place.orElse(0L))
            .bind("since", times.waitingSince())
            .bind("ready", times.readyAt())
            .bind("delivery", delivery.orElse(null))
            .bind("body", JobCodec.write(job))
            .mapTo(Long.class)
            .one();
    if (place.isEmpty()) {
      handle.createUpdate("UPDATE job SET place = id WHERE id = :id").bind("id", id).execute();
    }
    return id;
  }

  /// Since when a job's subject waits, and from when it may run.
  record Times(long waitingSince, long readyAt) {}

  static void start(Handle handle, JobRow row, Job job, String owner, long now) {
    handle
        .createUpdate(
            "UPDATE job SET state = 'running', attempts = attempts + 1, fence = fence + 1,"
                + " owner = :owner, started_at = :now WHERE id = :id")
        .bind("id", row.id())
        .bind("owner", owner)
        .bind("now", now)
        .execute();
    served(handle, row, job.tenant(), now);
    served(handle, row, job.repo().toString(), now);
  }

  private static void served(Handle handle, JobRow row, String scope, long now) {
    handle
        .createUpdate(
            "INSERT INTO job_turn (lane, scope, served, at) VALUES (:lane, :scope,"
                + " (SELECT COALESCE(MAX(served), 0) + 1 FROM job_turn WHERE lane = :lane), :now)"
                + " ON CONFLICT (lane, scope) DO UPDATE SET served = excluded.served,"
                + " at = excluded.at")
        .bind("lane", row.content().lane())
        .bind("scope", scope)
        .bind("now", now)
        .execute();
  }

  /// Back among the waiting, with what the row says of attempts and failure.
  static void wait(Handle handle, JobRow row, long readyAt, String reason) {
    handle
        .createUpdate(
            "UPDATE job SET state = 'waiting', ready_at = :at, attempts = :attempts,"
                + " crashes = :crashes, failure = :failure, reason = :reason WHERE id = :id")
        .bind("id", row.id())
        .bind("at", readyAt)
        .bind("attempts", row.attempts())
        .bind("crashes", row.crashes())
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
    handle
        .createUpdate(
            "DELETE FROM forge_write WHERE job IN (SELECT id FROM job"
                + " WHERE ended_at < :limit AND ended_at IS NOT NULL LIMIT :most)")
        .bind("limit", limit)
        .bind("most", most)
        .execute();
    return handle
        .createUpdate(
            "DELETE FROM job WHERE id IN (SELECT id FROM job"
                + " WHERE ended_at < :limit AND ended_at IS NOT NULL LIMIT :most)")
        .bind("limit", limit)
        .bind("most", most)
        .execute();
  }
}
