package io.github.sddtool.pipeline.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// A job as it lies in the database. Times are milliseconds since 1970.
record JobRow(
    long id,
    String key,
    Turn turn,
    int attempts,
    int crashes,
    long fence,
    Optional<Long> delivery,
    Content content) {

  /// The same after more or fewer attempts.
  JobRow attempted(int other) {
    return new JobRow(id, key, turn, other, crashes, fence, delivery, content);
  }

  /// The same after the process ended while it ran: that was no attempt.
  JobRow crashed() {
    return new JobRow(
        id, key, turn, Math.max(0, attempts - 1), crashes + 1, fence, delivery, content);
  }

  /// The same with only the last word left to say.
  JobRow failed(String failure) {
    var last = new Content(content.repo(), content.lane(), Optional.of(failure), content.body());
    return new JobRow(id, key, turn, 0, 0, fence, delivery, last);
  }

  /// Where it stands in the queue, and since when its subject waits.
  record Turn(long place, long waitingSince) {
    /// The better of two turns.
    Turn merge(Turn other) {
      return new Turn(Math.min(place, other.place), Math.min(waitingSince, other.waitingSince));
    }
  }

  /// What is to be done; `failure` is there when only the last word is left to say.
  record Content(String repo, String lane, Optional<String> failure, String body) {}

  Optional<Job> job() {
    return JobCodec.read(content.body());
  }

  static JobRow of(ResultSet row) throws SQLException {
    long delivery = row.getLong("delivery");
    Optional<Long> noDelivery = Optional.empty();
    return new JobRow(
        row.getLong("id"),
        row.getString("key"),
        new Turn(row.getLong("place"), row.getLong("waiting_since")),
        row.getInt("attempts"),
        row.getInt("crashes"),
        row.getLong("fence"),
        delivery == 0 ? noDelivery : Optional.of(delivery),
        new Content(
            row.getString("repo"),
            row.getString("lane"),
            Optional.ofNullable(row.getString("failure")),
            row.getString("body")));
  }
}
