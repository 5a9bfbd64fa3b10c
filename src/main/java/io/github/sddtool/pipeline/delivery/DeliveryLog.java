package io.github.sddtool.pipeline.delivery;

import io.github.sddtool.forge.Delivery;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.Pending;
import io.github.sddtool.store.PlainSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

// @spec app/webhooks#REQ-HOOK-003
/// Every delivery that was let in, by forge and id. Headers are not kept: they hold signatures.
public final class DeliveryLog {
  /// A delivery that waits to be planned; `seq` is its place in the order of arrival.
  public record Unplanned(long seq, Delivery delivery) {
    public DeliveryRef ref() {
      return DeliveryRef.of(delivery);
    }
  }

  /// Reasons are for people; a longer one is cut.
  private static final int LONGEST_REASON = 500;

  /// So that forgetting never holds up those who write.
  private static final int FORGOTTEN_AT_ONCE = 200;

  private final Database database;

  public DeliveryLog(Database database) {
    this.database = database;
  }

  /// Keeps a delivery; it is on the disk when this returns. One whose work failed before goes back
  /// to received.
  public Kept keep(Delivery delivery) {
    PackedBody body = PackedBody.of(delivery.body());
    return database.write(handle -> keep(handle, delivery, body));
  }

  private Kept keep(Handle handle, Delivery delivery, PackedBody body) {
    Optional<Long> seq =
        PlainSql.number(
            handle,
            "INSERT INTO delivery (forge, id, event, received_at, keeper, state)"
                + " VALUES (?, ?, ?, ?, ?, 'received')"
                + " ON CONFLICT (forge, id) DO NOTHING RETURNING seq",
            delivery.forge(),
            delivery.id(),
            delivery.event(),
            delivery.receivedAt().toEpochMilli(),
            database.process());
    if (seq.isPresent()) {
      PlainSql.update(
          handle,
          "INSERT INTO delivery_body (delivery, packing, body) VALUES (?, ?, ?)",
          seq.get(),
          body.packing(),
          body.content().toArray());
      return Kept.NEW;
    }
    int reopened =
        handle
            .createUpdate(
                "UPDATE delivery SET state = 'received', reason = '', keeper = :keeper"
                    + " WHERE forge = :forge AND id = :id AND state = 'failed'")
            .bind("forge", delivery.forge())
            .bind("id", delivery.id())
            .bind("keeper", database.process())
            .execute();
    return reopened == 1 ? Kept.FAILED_BEFORE : Kept.KNOWN;
  }

  /// Sends a delivery through again, of whichever forge, whatever became of it; false when it is
  /// not known or waits to be planned anyway.
  public boolean reopen(String id) {
    return 0
        < database.write(handle ->
            handle
                .createUpdate(
                    "UPDATE delivery SET state = 'received', reason = '', keeper = :keeper"
                        + " WHERE id = :id AND state <> 'received'")
                .bind("id", id)
                .bind("keeper", database.process())
                .execute());
  }

  /// Those whose jobs are not planned yet, in the order they came, after the one numbered `after`
  /// (0 for the first): at most `most`, and no more once they hold `bytes` together. What another
  /// process kept that lives is left to it.
  public List<Unplanned> unplanned(long after, int most, long bytes) {
    return database.read(handle -> {
      try (ResultIterator<Unplanned> rows =
          handle
              .createQuery(
                  // First which, then their bodies: else all bodies that are kept may be read.
                  "SELECT * FROM (SELECT * FROM delivery"
                      + " WHERE state = 'received' AND seq > :after"
                      + (database.isShared()
                          ? " AND (keeper = '%s' OR keeper NOT IN (SELECT id FROM process))"
                              .formatted(database.process())
                          : "")
                      + " ORDER BY seq LIMIT :most) AS due"
                      + " JOIN delivery_body ON delivery = seq ORDER BY seq")
              .bind("after", after)
              .bind("most", most)
              .map((row, _) -> new Unplanned(row.getLong("seq"), delivery(row)))
              .iterator()) {
        var some = new ArrayList<Unplanned>();
        long held = 0;
        while (held < bytes && rows.hasNext()) {
          some.add(rows.next());
          held += some.getLast().delivery().body().size();
        }
        return List.copyOf(some);
      }
    });
  }

  /// How much is to be done yet: deliveries to be planned, and jobs that wait.
  public long waiting() {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT (SELECT COUNT(*) FROM delivery WHERE state = 'received')"
                    + " + (SELECT COUNT(*) FROM job WHERE state = 'waiting')")
            .mapTo(Long.class)
            .one());
  }

  public Optional<Delivery> find(DeliveryRef ref) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT * FROM delivery JOIN delivery_body ON delivery = seq"
                    + " WHERE forge = :forge AND id = :id")
            .bind("forge", ref.forge())
            .bind("id", ref.id())
            .map((row, _) -> delivery(row))
            .findOne());
  }

  public Optional<DeliveryState> state(DeliveryRef ref) {
    return database.read(handle ->
        handle
            .createQuery("SELECT state, reason FROM delivery WHERE forge = :forge AND id = :id")
            .bind("forge", ref.forge())
            .bind("id", ref.id())
            .map((row, _) -> state(row))
            .findOne());
  }

  /// A received delivery that needs no job.
  public Pending<Integer> ignore(DeliveryRef ref, String reason) {
    return database.writeSoon(handle -> leaveReceived(handle, ref, "ignored", reason));
  }

  /// A received delivery that could not be understood.
  public Pending<Integer> unreadable(DeliveryRef ref, String reason) {
    return database.writeSoon(handle -> leaveReceived(handle, ref, "unreadable", reason));
  }

  /// A received delivery that nothing here can work on; sent again it is tried again.
  public Pending<Integer> fail(DeliveryRef ref, String reason) {
    return database.writeSoon(handle -> leaveReceived(handle, ref, "failed", reason));
  }

  /// Part of the unit of work that enqueues its jobs: the delivery's number when it was received
  /// and is planned now, empty when somebody else has settled it.
  public static Optional<Long> plan(Handle handle, DeliveryRef ref) {
    if (leaveReceived(handle, ref, "planned", "") == 0) {
      return Optional.empty();
    }
    return handle
        .createQuery("SELECT seq FROM delivery WHERE forge = :forge AND id = :id")
        .bind("forge", ref.forge())
        .bind("id", ref.id())
        .mapTo(Long.class)
        .findOne();
  }

  /// Part of a unit of work: the delivery of a number, while it is kept.
  public static Optional<DeliveryRef> ref(Handle handle, long seq) {
    return handle
        .createQuery("SELECT forge, id FROM delivery WHERE seq = :seq")
        .bind("seq", seq)
        .map((row, _) -> new DeliveryRef(row.getString("forge"), row.getString("id")))
        .findOne();
  }

  /// Part of the unit of work that ends one of its jobs. A delivery that was sent again meanwhile,
  /// and waits to be planned, stays as it is.
  public static void workFailed(Handle handle, long seq, String reason) {
    handle
        .createUpdate(
            "UPDATE delivery SET state = 'failed', reason = :reason"
                + " WHERE seq = :seq AND state = 'planned'")
        .bind("seq", seq)
        .bind("reason", cut(reason))
        .execute();
  }

  private static int leaveReceived(Handle handle, DeliveryRef ref, String state, String reason) {
    return PlainSql.update(
        handle,
        "UPDATE delivery SET state = ?, reason = ?"
            + " WHERE forge = ? AND id = ? AND state = 'received'",
        state,
        cut(reason),
        ref.forge(),
        ref.id());
  }

  /// Removes deliveries that came before `limit` and are settled: none of their jobs waits or runs.
  /// Returns how many.
  public int forgetBefore(Instant limit) {
    int all = 0;
    int some;
    do {
      some = database.write(handle -> forgetSome(handle, limit));
      all += some;
    } while (some == FORGOTTEN_AT_ONCE);
    return all;
  }

  private static int forgetSome(Handle handle, Instant limit) {
    return handle
        .createUpdate(
            "DELETE FROM delivery WHERE seq IN (SELECT seq FROM delivery d"
                + " WHERE received_at < :limit AND state <> 'received'"
                + " AND NOT EXISTS (SELECT 1 FROM job WHERE job.delivery = d.seq"
                + " AND job.state IN ('waiting', 'running'))"
                + " LIMIT :most)")
        .bind("limit", limit.toEpochMilli())
        .bind("most", FORGOTTEN_AT_ONCE)
        .execute();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("forge"),
        row.getString("id"),
        row.getString("event"),
        Instant.ofEpochMilli(row.getLong("received_at")),
        new PackedBody(row.getString("packing"), Bytes.of(row.getBytes("body"))).body());
  }

  /// The state that a row of the table tells of.
  public static DeliveryState state(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    String state = row.getString("state");
    return switch (state) {
      case "received" -> new DeliveryState.Received();
      case "planned" -> new DeliveryState.Planned();
      case "ignored" -> new DeliveryState.Ignored(reason);
      case "unreadable" -> new DeliveryState.Unreadable(reason);
      case "failed" -> new DeliveryState.Failed(reason);
      default -> throw new SQLException("a delivery in an unknown state: " + state);
    };
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
