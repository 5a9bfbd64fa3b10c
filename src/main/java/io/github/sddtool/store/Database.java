package io.github.sddtool.store;

import io.github.sddtool.fault.StoreFault;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One SQLite file in the data folder, kept to one process. Writing is durable when it returns;
/// writers at the same time share one commit. Reading sees one snapshot and waits for nobody.
///
/// A failure of the database is a [StoreFault] that names the file and who must act; what a unit of
/// work throws otherwise comes back to its caller unchanged.
public final class Database implements AutoCloseable {
  /// The file's name in the data folder.
  public static final String FILE = "sdd.db";

  private static final int BUSY_MILLIS = 5_000;
  private static final int LARGEST_JOURNAL_BYTES = 64 << 20;

  private final Path file;
  private final FolderLock lock;
  private final Readers readers;
  private final GroupWriter writer;

  private Database(Path file, FolderLock lock, Readers readers, GroupWriter writer) {
    this.file = file;
    this.lock = lock;
    this.readers = readers;
    this.writer = writer;
  }

  /// Opens the folder's database, creates it where it is missing, and brings its tables up to date.
  public static Database open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Path file = root.resolve(FILE);
    var lock = FolderLock.take(root);
    try {
      SQLiteDataSource source = source(file);
      migrate(source);
      return new Database(
          file, lock, new Readers(() -> reader(source)), new GroupWriter(connect(source)));
    } catch (FlywayValidateException e) {
      lock.close();
      throw new StoreFault(
          "The database "
              + file
              + " was written by another version of sdd; run that version, or move the file away"
              + " to start empty.",
          e);
    } catch (FlywayException | JdbiException e) {
      lock.close();
      throw Diagnosis.of(file, e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(LARGEST_JOURNAL_BYTES);
    // Statements that want one say RETURNING; else every insert would be followed by a query for
    // it.
    config.setGetGeneratedKeys(false);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static Handle connect(SQLiteDataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.setStatementBuilderFactory(_ -> new KeptStatements());
    return jdbi.open();
  }

  /// Not SQLite's own read-only mode: a reader of a WAL must be able to write its index.
  private static Handle reader(SQLiteDataSource source) {
    Handle handle = connect(source);
    handle.execute("PRAGMA query_only = ON");
    return handle;
  }

  private static void migrate(SQLiteDataSource source) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration/sqlite")
        // The default lets tables of a newer version pass.
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
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

  /// Runs queries on one snapshot.
  public <T> T read(Function<Handle, T> query) {
    try {
      return readers.read(query);
    } catch (JdbiException | GroupWriter.DatabaseClosed e) {
      throw Diagnosis.of(file, e);
    }
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
        case JdbiException jdbi -> throw Diagnosis.of(file, jdbi);
        case GroupWriter.DatabaseClosed closed -> throw Diagnosis.of(file, closed);
        case RuntimeException own -> throw own;
        case Error own -> throw own;
        default -> throw new StoreFault("The database " + file + " failed: " + cause, cause);
      }
    }
  }

  /// Finishes what was begun, then lets go of the folder.
  @Override
  public void close() {
    readers.close();
    writer.close();
    lock.close();
  }
}
