package io.github.sddtool.store;

import io.github.sddtool.fault.StoreFault;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// What differs between the databases. The tables, and every statement on them, are the same.
///
/// Both let one unit of work at a time write: SQLite by nature, PostgreSQL because each transaction
/// that writes begins by taking one lock. So what holds between two units holds on both, and no two
/// replicas can block each other by touching rows in another order.
sealed interface Engine extends AutoCloseable permits SqliteEngine, PostgresEngine {
  /// In messages, without secrets.
  String name();

  /// Where its changes of the tables are, and how it is reached while they are made.
  void migrate();

  /// A connection that may write.
  Handle writer();

  /// A connection that only reads; each of its transactions sees one snapshot.
  Handle reader();

  /// Begins a transaction that may write, alone.
  void begin(Handle handle);

  /// Whether the same work may succeed in a moment, on a new connection: nothing came of it.
  boolean isPassing(SQLException failure);

  /// What is wrong and what to do about it, as the end of a sentence that begins with the name.
  String trouble(SQLException failure);

  /// Part of a unit of work: others that share the database hear of it once it is on the disk.
  void announce(Handle handle);

  /// Lets somebody hear what others announce. Whoever hears looks for what changed: an announcement
  /// may be missed while the database is away, and one more may come.
  void hear(Runnable heard);

  /// Does work while no other process does any under the same key.
  <T> T alone(String key, Supplier<T> work);

  /// Whether several processes may work on it.
  boolean isShared();

  /// Ends what another process still has open, because it counts as dead.
  void end(Handle handle, String process);

  @Override
  void close();

  /// A failure as a fault that names the database and who must act.
  default StoreFault fault(Throwable failure) {
    return Diagnosis.of(this, failure);
  }
}
