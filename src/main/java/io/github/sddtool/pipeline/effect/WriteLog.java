package io.github.sddtool.pipeline.effect;

import io.github.sddtool.forge.Ledger;
import io.github.sddtool.pipeline.queue.Claimed;
import io.github.sddtool.pipeline.queue.JobQueue;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

// @spec app/ledger#REQ-LED-001, app/ledger#REQ-LED-002, app/ledger#REQ-LED-003
/// Every write to a forge, by the job that made it. It is on the disk before it leaves, under a key
/// that the same job's same write has again, and once more when it was answered.
///
/// A job that was lost to another process, or told to stop, writes nothing more: that is refused
/// here, at the last moment there is.
public final class WriteLog {
  private static final int KEY_LENGTH = 32;

  private final Database database;
  private final JobQueue queue;
  private final Clock clock;

  public WriteLog(Database database, JobQueue queue, Clock clock) {
    this.database = database;
    this.queue = queue;
    this.clock = clock;
  }

  /// A write and what came of it.
  ///
  /// @param key the same for the same write of the same job, also when it is made again
  /// @param status of the answer; 0 where none came, empty where nobody knows: the process died
  public record Written(
      long job,
      String key,
      String method,
      String path,
      Instant begun,
      Optional<Instant> ended,
      Optional<Integer> status) {}

  /// A write that must not leave.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /// The ledger of a job that runs now.
  public Ledger of(Claimed claimed) {
    return new Ledger() {
      @Override
      public Entry begin(Write write) {
        long seq = WriteLog.this.begin(claimed, write);
        return status -> end(seq, status);
      }

      @Override
      public <T> T alone(String key, Supplier<T> work) {
        return database.alone(key, work);
      }
    };
  }

  private long begin(Claimed claimed, Ledger.Write write) {
    if (Thread.currentThread().isInterrupted()) {
      throw new Refused("the job was told to stop");
    }
    long now = clock.millis();
    Optional<Long> seq =
        database.write(handle ->
            queue.holds(handle, claimed) ? begin(handle, claimed, write, now) : Optional.empty());
    return seq.orElseThrow(() -> new Refused("the job was lost to another process"));
  }

  private static Optional<Long> begin(
      Handle handle, Claimed claimed, Ledger.Write write, long now) {
    return PlainSql.number(
        handle,
        "INSERT INTO forge_write (job, fence, key, method, path, begun_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
        claimed.id(),
        claimed.fence(),
        key(claimed.id(), write),
        write.method(),
        write.path(),
        now);
  }

  private void end(long seq, int status) {
    long now = clock.millis();
    database.write(handle ->
        PlainSql.update(
            handle,
            "UPDATE forge_write SET ended_at = ?, status = ? WHERE seq = ?",
            now,
            status,
            seq));
  }

  /// What a job wrote, in the order it left.
  public static List<Written> of(Handle handle, long job) {
    return handle
        .createQuery("SELECT * FROM forge_write WHERE job = :job ORDER BY seq")
        .bind("job", job)
        .map((row, _) -> {
          long ended = row.getLong("ended_at");
          boolean open = row.wasNull();
          int status = row.getInt("status");
          return new Written(
              row.getLong("job"),
              row.getString("key"),
              row.getString("method"),
              row.getString("path"),
              Instant.ofEpochMilli(row.getLong("begun_at")),
              open ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
              open ? Optional.empty() : Optional.of(status));
        })
        .list();
  }

  private static String key(long job, Ledger.Write write) {
    String head = job + " " + write.forge() + " " + write.method() + " " + write.path() + "\n";
    return digest(head, write.body());
  }

  private static String digest(String head, Bytes body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(head.getBytes(StandardCharsets.UTF_8));
      sha256.update(body.toArray());
      return HexFormat.of().formatHex(sha256.digest()).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
