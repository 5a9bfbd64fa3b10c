package io.github.sddtool.pipeline.notice;

import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.pipeline.notice.channel.Parcel;
import io.github.sddtool.store.PlainSql;
import io.github.sddtool.store.StorableText;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

// @spec app/notifications#REQ-NOTE-004, app/notifications#REQ-NOTE-007
/// What is on its way out of the outbox. Each method is part of a unit of work.
final class ParcelBook {
  private static final int MOST_WAITING = 2_000;
  private static final int MOST_DUE = 100;

  private ParcelBook() {}

  /// A notice that is in no parcel.
  record Waiting(long number, String key, String recipient, boolean urgent, Instant created) {}

  /// A parcel that is to be sent.
  record Due(
      long number, String id, String recipient, String endpoint, boolean urgent, int failures) {}

  /// Notices of a channel that are in no parcel, the oldest first.
  static List<Waiting> waiting(Handle handle, String channel) {
    return handle
        .createQuery(
            "SELECT number, key, recipient, urgent, created FROM notice"
                + " WHERE channel = :channel AND parcel = 0 ORDER BY number LIMIT :most")
        .bind("channel", channel)
        .bind("most", MOST_WAITING)
        .map((row, _) ->
            new Waiting(
                row.getLong("number"),
                row.getString("key"),
                row.getString("recipient"),
                row.getInt("urgent") == 1,
                Instant.ofEpochMilli(row.getLong("created"))))
        .list();
  }

  /// Whether a channel has notices in no parcel, or parcels that are due.
  static boolean hasWork(Handle handle, List<String> channels, Instant now) {
    return !channels.isEmpty()
        && handle
            .createQuery(
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM notice WHERE parcel = 0"
                    + " AND channel IN (<channels>)) OR EXISTS (SELECT 1 FROM notice_parcel"
                    + " WHERE state = 'waiting' AND due <= :now AND channel IN (<channels>))"
                    + " THEN 1 ELSE 0 END")
            .bindList("channels", channels)
            .bind("now", now.toEpochMilli())
            .mapTo(Integer.class)
            .one()
            .equals(1);
  }

  /// Puts notices of one recipient into a parcel. Its id follows from the first of them, so it is
  /// nobody else's.
  static void pack(
      Handle handle, String channel, String endpoint, List<Waiting> notices, Instant now) {
    Waiting first = notices.getFirst();
    long number =
        handle
            .createQuery(
                "INSERT INTO notice_parcel (id, channel, recipient, endpoint, urgent, state, due,"
                    + " changed) VALUES (:id, :channel, :recipient, :endpoint, :urgent, 'waiting',"
                    + " :now, :now) RETURNING number")
            .bind("id", "msg_" + first.key())
            .bind("channel", channel)
            .bind("recipient", first.recipient())
            .bind("endpoint", endpoint)
            .bind("urgent", notices.stream().anyMatch(Waiting::urgent) ? 1 : 0)
            .bind("now", now.toEpochMilli())
            .mapTo(Long.class)
            .one();
    PlainSql.each(
        handle,
        "UPDATE notice SET parcel = ? WHERE number = ?",
        notices.stream().map(one -> List.<Object>of(number, one.number())).toList());
  }

  /// Parcels that are to be sent, the longest due first.
  static List<Due> due(Handle handle, String channel, Instant now) {
    return handle
        .createQuery(
            "SELECT number, id, recipient, endpoint, urgent, failures FROM notice_parcel"
                + " WHERE state = 'waiting' AND due <= :now AND channel = :channel"
                + " AND endpoint NOT IN (SELECT endpoint FROM notice_disabled)"
                + " ORDER BY due, number LIMIT :most")
        .bind("channel", channel)
        .bind("now", now.toEpochMilli())
        .bind("most", MOST_DUE)
        .map((row, _) ->
            new Due(
                row.getLong("number"),
                row.getString("id"),
                row.getString("recipient"),
                row.getString("endpoint"),
                row.getInt("urgent") == 1,
                row.getInt("failures")))
        .list();
  }

  /// What is in a parcel.
  static Parcel parcel(Handle handle, Due due) {
    return new Parcel(
        due.id(),
        due.recipient(),
        handle
            .createQuery("SELECT * FROM notice WHERE parcel = :parcel ORDER BY number")
            .bind("parcel", due.number())
            .map((row, _) -> item(row))
            .list());
  }

  private static Parcel.Item item(ResultSet row) throws SQLException {
    return new Parcel.Item(
        row.getString("key"),
        row.getString("title"),
        row.getString("body"),
        Optional.of(row.getString("page")).filter(page -> !page.isEmpty()).map(URI::create),
        new Parcel.Kind(row.getString("rule"), row.getString("subject"), row.getInt("urgent") == 1),
        Instant.ofEpochMilli(row.getLong("created")));
  }

  /// A parcel was taken.
  static void sent(Handle handle, Due due, Instant now) {
    PlainSql.update(
        handle,
        "UPDATE notice_parcel SET state = 'sent', changed = ?, why = '' WHERE number = ?",
        now.toEpochMilli(),
        due.number());
  }

  /// A parcel was not taken, and will be sent again.
  static void again(Handle handle, Due due, String why, Instant now, Instant next) {
    PlainSql.update(
        handle,
        "UPDATE notice_parcel SET failures = failures + 1, due = ?, changed = ?, why = ?"
            + " WHERE number = ?",
        next.toEpochMilli(),
        now.toEpochMilli(),
        StorableText.of(why),
        due.number());
  }

  /// A parcel was not taken, and will not be.
  static void failed(Handle handle, Due due, String why, Instant now) {
    PlainSql.update(
        handle,
        "UPDATE notice_parcel SET state = 'failed', failures = failures + 1, changed = ?, why = ?"
            + " WHERE number = ?",
        now.toEpochMilli(),
        StorableText.of(why),
        due.number());
  }

  /// A parcel waits until a moment.
  static void hold(Handle handle, Due due, Instant until) {
    PlainSql.update(
        handle,
        "UPDATE notice_parcel SET due = ? WHERE number = ?",
        until.toEpochMilli(),
        due.number());
  }

  /// Nothing is sent there any more; whether something was until now.
  static boolean disable(Handle handle, String channel, String endpoint, String why, Instant now) {
    return PlainSql.update(
            handle,
            "INSERT INTO notice_disabled (endpoint, channel, since, why) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (endpoint) DO NOTHING",
            endpoint,
            channel,
            now.toEpochMilli(),
            StorableText.of(why))
        == 1;
  }

  /// Where nothing is sent.
  static Set<String> disabled(Handle handle) {
    return Set.copyOf(
        handle
            .createQuery("SELECT endpoint FROM notice_disabled ORDER BY endpoint")
            .mapTo(String.class)
            .list());
  }

  /// A channel is tried again, with all that waited for it; whether any of it was disabled.
  static boolean enable(Handle handle, String channel, Instant now) {
    int enabled = PlainSql.update(handle, "DELETE FROM notice_disabled WHERE channel = ?", channel);
    if (enabled > 0) {
      PlainSql.update(
          handle,
          "UPDATE notice_parcel SET failures = 0, due = ? WHERE channel = ? AND state = 'waiting'",
          now.toEpochMilli(),
          channel);
    }
    return enabled > 0 && !channel.equals(ChannelSettings.IN_APP);
  }
}
