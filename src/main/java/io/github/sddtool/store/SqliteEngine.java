package io.github.sddtool.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/// One SQLite file in the data folder, kept to one process.
final class SqliteEngine implements Engine {
  private static final int BUSY_MILLIS = 5_000;
  private static final int LARGEST_JOURNAL_BYTES = 64 << 20;

  private final Path file;
  private final SQLiteDataSource source;

  SqliteEngine(Path file) {
    this.file = file;
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(LARGEST_JOURNAL_BYTES);
    // Statements that want one say RETURNING; else every insert would be followed by a query for
    // it.
    config.setGetGeneratedKeys(false);
    this.source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public void migrate() {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration/sqlite")
        // The default lets tables of a newer version pass.
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
  }

  @Override
  public Handle writer() {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.setStatementBuilderFactory(_ -> new KeptStatements());
    return jdbi.open();
  }

  /// Not SQLite's own read-only mode: a reader of a WAL must be able to write its index.
  @Override
  public Handle reader() {
    Handle handle = writer();
    handle.execute("PRAGMA query_only = ON");
    return handle;
  }

  @Override
  public void begin(Handle handle) {
    handle.execute("BEGIN IMMEDIATE");
  }

  @Override
  public boolean isPassing(SQLException failure) {
    return false;
  }

  @Override
  public String trouble(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return "could not be used; the log says more.";
    }
    // Extended codes carry the primary one in their lowest byte.
    return switch (sqlite.getResultCode().code & 0xff) {
      case 5, 6 -> "is locked by another program; close that program.";
      case 8, 3 -> "cannot be written; give the user that runs sdd write access to its folder.";
      case 14 -> "cannot be opened; check that its folder exists and may be written.";
      case 11, 26 -> "is damaged; restore it from a backup, or move it away to start empty.";
      case 13 -> "cannot grow because the disk is full; free some space.";
      case 10 -> "cannot be read or written; check the disk.";
      default -> "refused a statement; the log says more.";
    };
  }

  @Override
  public void announce(Handle handle) {
    // Nobody else is there.
  }

  @Override
  public void hear(Runnable heard) {
    // Nobody else is there.
  }

  @Override
  public <T> T alone(String key, Supplier<T> work) {
    return work.get();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public void end(Handle handle, String process) {
    // Nobody else is there.
  }

  @Override
  public void close() {
    // Each connection is closed by whoever opened it.
  }
}
