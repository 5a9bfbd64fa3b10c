package io.github.sddtool.fake.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// One PostgreSQL for all tests of a process, begun when the first of them needs it. It ends with
/// the process.
public final class Postgres {
  private static final Set<String> DATABASES = new HashSet<>();

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();
  }

  private Postgres() {}

  /// The address of a database, which is created where it is missing.
  ///
  /// @param name lower-case letters and digits
  public static synchronized String url(String name) {
    if (DATABASES.add(name)) {
      try (var connection = Running.SERVER.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return "jdbc:postgresql://localhost:%d/%s".formatted(Running.SERVER.getPort(), name);
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("max_connections", "200")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
