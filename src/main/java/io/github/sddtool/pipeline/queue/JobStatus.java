package io.github.sddtool.pipeline.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// How a job stands, for people who ask what became of a delivery.
///
/// @param id as the audit log names the job
/// @param state `waiting`, `running`, `done`, `failed` or `replaced`
/// @param reason of the latest retry or end; empty where there is none
/// @param waitingSince since when its subject waits, older jobs that it replaced included
/// @param startedAt of the latest run
/// @param replacedBy the job that does its work too
/// @param job empty for a row that this version cannot read
public record JobStatus(
    long id,
    String key,
    String state,
    int attempts,
    String reason,
    Instant waitingSince,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<Long> replacedBy,
    Optional<Job> job) {

  /// What a row of the job table says.
  public static JobStatus of(ResultSet row) throws SQLException {
    return new JobStatus(
        row.getLong("id"),
        row.getString("key"),
        row.getString("state"),
        row.getInt("attempts"),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("waiting_since")),
        number(row, "started_at").map(Instant::ofEpochMilli),
        number(row, "ended_at").map(Instant::ofEpochMilli),
        number(row, "replaced_by"),
        JobCodec.read(row.getString("body")));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
