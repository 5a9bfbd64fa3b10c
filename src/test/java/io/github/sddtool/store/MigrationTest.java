package io.github.sddtool.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A database of every earlier version, with something in it, is opened by this one.
class MigrationTest {
  private static final int LATEST = 18;

  // @spec app/replicas#REQ-REPL-003
  @TestFactory
  Stream<DynamicTest> whatAnEarlierVersionKeptIsThere(@TempDir Path folder) {
    return IntStream.rangeClosed(1, LATEST)
        .mapToObj(version ->
            DynamicTest.dynamicTest(
                "version " + version, () -> opened(folder.resolve("v" + version), version)));
  }

  private static void opened(Path folder, int version) throws SQLException {
    assertThat(folder.toFile().mkdirs()).isTrue();
    String url = "jdbc:sqlite:" + folder.resolve(Database.FILE);
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration/sqlite")
        .target(version + "?")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO delivery (forge, id, event, received_at, state)"
              + " VALUES ('hub', 'd-1', 'push', 1, 'planned')");
      statement.execute("INSERT INTO delivery_body (delivery, body) VALUES (1, X'7b7d')");
      statement.execute(
          "INSERT INTO job (key, repo, lane, state, place, waiting_since, ready_at, delivery, body)"
              + " VALUES ('pull hub:octo/shop#17', 'hub:octo/shop', 'ASSESS', 'running', 1, 1, 1,"
              + " 1, '{\"v\":1}')");
      statement.execute(
          "INSERT INTO audit (job, at, effect, what, place, detail)"
              + " VALUES (1, 1, 'created', 'check', 'octo/shop@a', '7')");
    }
    try (Database database = Database.open(folder)) {
      assertThat(
              database.<Long>read(handle ->
                  handle
                      .createQuery(
                          "SELECT COUNT(*) FROM delivery JOIN delivery_body ON delivery_body.delivery = delivery.seq"
                              + " JOIN job ON job.delivery = delivery.seq JOIN audit ON audit.job = job.id"
                              + " WHERE packing = '' AND job.fence = 0 AND keeper = ''")
                      .mapTo(Long.class)
                      .one()))
          .isEqualTo(1);
      database.probe();
    }
    // It is the same that a new one is.
    try (Database database = Database.open(folder)) {
      assertThat(
              database.<String>read(handle ->
                  handle
                      .createQuery(
                          "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history")
                      .mapTo(String.class)
                      .one()))
          .isEqualTo(Integer.toString(LATEST));
    }
  }
}
