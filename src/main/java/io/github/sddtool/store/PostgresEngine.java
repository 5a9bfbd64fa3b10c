package io.github.sddtool.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL that several processes share.
final class PostgresEngine implements Engine {
  private static final System.Logger LOG = System.getLogger(PostgresEngine.class.getName());

  /// The lock that a transaction takes before it writes; the number is ours alone in a database.
  private static final long WRITING = 0x5dd_0001L;

  private static final String CHANNEL = "sdd_changed";

  private static final int CONNECT_SECONDS = 5;

  /// An answer that takes longer does not come: the server is gone, or we were.
  private static final int SOCKET_SECONDS = 60;

  private static final Duration LISTEN = Duration.ofSeconds(2);

  /// Who waits for the lock longer than this, or stops in the middle of a transaction, gives up
  /// before a forge does that waits for our answer (10 seconds).
  private static final String WRITER =
      "-c synchronous_commit=on -c lock_timeout=8s -c idle_in_transaction_session_timeout=5s";

  /// Longer than a forge's answers take.
  private static final String ALONE = "-c lock_timeout=60s";

  private static final String READER =
      "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read";

  private final Place.Postgres place;
  private final String process;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<Optional<Connection>> listening =
      new AtomicReference<>(Optional.empty());
  private Optional<Thread> listener = Optional.empty();

  /// A shared database.
  ///
  /// @param process names ours among the database's sessions
  PostgresEngine(Place.Postgres place, String process) {
    this.place = place;
    this.process = process;
  }

  private PGSimpleDataSource source(String options) {
    var source = new PGSimpleDataSource();
    source.setUrl(place.url());
    place.user().ifPresent(source::setUser);
    place.password().ifPresent(password -> source.setPassword(password.reveal()));
    source.setApplicationName(process);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(SOCKET_SECONDS);
    source.setTcpKeepAlive(true);
    source.setOptions(options);
    return source;
  }

  @Override
  public String name() {
    // What follows may be a login.
    return place.url().replaceFirst("\\?.*", "");
  }

  @Override
  public void migrate() {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source(""))
        .locations("classpath:db/migration/postgresql")
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
  }

  @Override
  public Handle writer() {
    return connect(WRITER);
  }

  @Override
  public Handle reader() {
    return connect(READER);
  }

  private Handle connect(String options) {
    Jdbi jdbi = Jdbi.create(source(options));
    jdbi.setStatementBuilderFactory(_ -> new KeptStatements());
    return jdbi.open();
  }

  @Override
  public void begin(Handle handle) {
    handle.execute("BEGIN");
    handle
        .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(" + WRITING + ")) AS taken")
        .mapTo(Integer.class)
        .one();
  }

  /// The connection was lost, or two transactions stood in each other's way.
  @Override
  public boolean isPassing(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return isLost(state) || state.equals("40001") || state.equals("40P01");
  }

  private static boolean isLost(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
  }

  @Override
  public String trouble(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (isLost(state)) {
      return "cannot be reached; check that it runs and that database.url names it.";
    }
    return switch (state) {
      case "3D000" -> "does not exist; create it, or mend database.url.";
      case "42501" -> "does not let us do that; give the user its rights on it.";
      case "53100" -> "cannot grow because its disk is full; free some space.";
      case "53300" -> "has too many connections; raise its max_connections.";
      case "55P03" -> "is busy for too long; the log says more.";
      default ->
          state.startsWith("28")
              ? "refused the login; check database.user and database.password_file."
              : "refused a statement; the log says more.";
    };
  }

  @Override
  public void announce(Handle handle) {
    handle.execute("NOTIFY " + CHANNEL);
  }

  @Override
  public synchronized void hear(Runnable heard) {
    listener =
        Optional.of(Thread.ofPlatform().name("sdd-store-listener").start(() -> listen(heard)));
  }

  private void listen(Runnable heard) {
    while (!closed.get()) {
      try (Handle handle = connect("")) {
        listening.set(Optional.of(handle.getConnection()));
        handle.execute("LISTEN " + CHANNEL);
        // Of what was said until now nothing was heard.
        heard.run();
        var session = handle.getConnection().unwrap(PGConnection.class);
        while (!closed.get()) {
          if (session.getNotifications((int) LISTEN.toMillis()).length > 0) {
            heard.run();
          }
        }
      } catch (SQLException | JdbiException e) {
        if (!closed.get()) {
          LOG.log(System.Logger.Level.WARNING, "event=listening-ended next=" + LISTEN, e);
          pause();
        }
      }
    }
  }

  /// Whoever waits for an answer on it need not wait longer.
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It was lost already.
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LISTEN);
    } catch (InterruptedException e) {
      // Only close() ends this thread.
    }
  }

  /// The lock is the session's: whoever dies, or counts as dead, lets go of it.
  @Override
  public <T> T alone(String key, Supplier<T> work) {
    try (Handle handle = connect(ALONE)) {
      handle
          .createQuery(
              "SELECT 1 FROM (SELECT pg_advisory_lock(hashtextextended(:key, 1))) AS taken")
          .bind("key", key)
          .mapTo(Integer.class)
          .one();
      return work.get();
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /// Of the same user, which every user may.
  @Override
  public void end(Handle handle, String other) {
    handle
        .createQuery(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE application_name = :other AND usename = current_user"
                + " AND datname = current_database() AND pid <> pg_backend_pid()")
        .bind("other", other)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Optional<Thread> ending;
      synchronized (this) {
        ending = listener;
      }
      ending.ifPresent(thread -> {
        thread.interrupt();
        listening.get().ifPresent(PostgresEngine::abort);
        Joining.of(thread);
      });
    }
  }
}
