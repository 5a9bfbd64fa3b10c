package io.github.sddtool.store;

import io.github.sddtool.fault.StoreFault;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The database: SQLite in the data folder, for one process, or a PostgreSQL that several share.
/// Writing is durable when it returns; writers at the same time share one commit. Reading sees one
/// snapshot and waits for nobody.
///
/// A failure of the database is a [StoreFault] that names it and who must act; what a unit of work
/// throws otherwise comes back to its caller unchanged.
public final class Database implements Reading, AutoCloseable {
  /// The file's name in the data folder.
  public static final String FILE = "sdd.db";

  private final Engine engine;
  private final String process;
  private final FolderLock lock;
  private final Readers readers;
  private final GroupWriter writer;

  private Database(Engine engine, String process, FolderLock lock) {
    this.engine = engine;
    this.process = process;
    this.lock = lock;
    this.readers = new Readers(engine);
    this.writer = new GroupWriter(engine);
  }

  /// Opens the database in a folder.
  public static Database open(Path folder) {
    return open(folder, new Place.Folder());
  }

  /// Opens the database, creates it where it is missing, and brings its tables up to date. The
  /// folder is kept to this process either way.
  public static Database open(Path folder, Place place) {
    Path root = folder.toAbsolutePath().normalize();
    String process = "sdd-" + UUID.randomUUID();
    Engine engine =
        switch (place) {
          case Place.Folder _ -> new SqliteEngine(root.resolve(FILE));
          case Place.Postgres postgres -> new PostgresEngine(postgres, process);
        };
    var lock = FolderLock.take(root);
    try {
      engine.migrate();
      return new Database(engine, process, lock);
    } catch (FlywayValidateException e) {
      lock.close();
      throw new StoreFault(
          "The database "
              + engine.name()
              + " was written by another version of sdd; run that version, or move it away"
              + " to start empty.",
          e);
    } catch (FlywayException | JdbiException e) {
      lock.close();
      throw engine.fault(e);
    }
  }

  /// Ours among the processes that share the database; another one each time it is opened.
  public String process() {
    return process;
  }

  /// Whether other processes may work on it too.
  public boolean isShared() {
    return engine.isShared();
  }

  /// Part of a unit of work: the other processes hear of it once it is on the disk.
  public void announce(Handle handle) {
    engine.announce(handle);
  }

  /// Lets somebody hear what other processes announce, and ours. Not every announcement arrives:
  /// whoever hears looks by itself now and then.
  public void hear(Runnable heard) {
    engine.hear(heard);
  }

  /// Does work while no other process that shares the database does any under the same key; what
  /// the work throws comes back unchanged. For work that takes long: no transaction is open.
  public <T> T alone(String key, Supplier<T> work) {
    try {
      return engine.alone(key, work);
    } catch (JdbiException e) {
      throw engine.fault(e);
    }
  }

  /// Part of a unit of work: what a process that counts as dead still holds open is ended.
  public void end(Handle handle, String other) {
    engine.end(handle, other);
  }

  /// Runs a unit of work, alone and whole; returns once it is on the disk. The unit must neither
  /// wait for anything nor begin or end a transaction.
  public <T> T write(Function<Handle, T> unit) {
    return writeSoon(unit).await();
  }

  /// As [#write], without waiting: who hands in several units gets them done in this order, and
  /// waits for the disk once.
  public <T> Pending<T> writeSoon(Function<Handle, T> unit) {
    CompletableFuture<T> future = writer.submit(unit);
    return () -> outcome(future);
  }

  @Override
  public <T> T read(Function<Handle, T> query) {
    return readers.read(query);
  }

  /// Throws the [StoreFault] that a write would meet now.
  public void probe() {
    write(handle -> handle.execute("UPDATE probe SET at = at + 1 WHERE id = 1"));
  }

  private <T> T outcome(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      switch (cause) {
        case JdbiException jdbi -> throw engine.fault(jdbi);
        case GroupWriter.DatabaseClosed closed -> throw engine.fault(closed);
        case RuntimeException own -> throw own;
        case Error own -> throw own;
        default ->
            throw new StoreFault("The database " + engine.name() + " failed: " + cause, cause);
      }
    }
  }

  /// Finishes what was begun, then lets go of the folder.
  @Override
  public void close() {
    engine.close();
    readers.close();
    writer.close();
    lock.close();
  }
}
