package io.github.sddtool.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fault.StoreFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  @BeforeEach
  void createTable() {
    try (var database = Database.open(folder)) {
      database.write(handle -> handle.execute("CREATE TABLE note (text TEXT UNIQUE)"));
    }
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    try (var database = Database.open(folder)) {
      database.write(handle -> note(handle, "kept"));
    }
    try (var database = Database.open(folder)) {
      assertThat(notes(database)).isEqualTo(1);
    }
  }

  @Test
  void everyCommitIsFlushedToTheDisk() {
    try (var database = Database.open(folder)) {
      assertThat(database.<String>write(handle -> pragma(handle, "journal_mode"))).isEqualTo("wal");
      assertThat(database.<String>write(handle -> pragma(handle, "synchronous"))).isEqualTo("2");
      assertThat(database.<String>write(handle -> pragma(handle, "foreign_keys"))).isEqualTo("1");
    }
  }

  @Test
  void whatIsAcknowledgedIsInACopyTakenAtThatMoment(@TempDir Path elsewhere) throws IOException {
    try (var database = Database.open(folder)) {
      database.write(handle -> note(handle, "acknowledged"));
      copyDatabase(folder, elsewhere);
    }
    try (var copy = Database.open(elsewhere)) {
      assertThat(notes(copy)).isEqualTo(1);
    }
  }

  @Test
  void concurrentUnitsAreAllWrittenAndAFailingOneDisturbsNoOther() throws Exception {
    int writers = 200;
    try (var database = Database.open(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var start = new CountDownLatch(1);
      var tasks = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < writers; i++) {
        int number = i;
        Callable<Boolean> task =
            () -> {
              start.await();
              return number % 10 == 0 ? failing(database, number) : writing(database, number);
            };
        tasks.add(threads.submit(task));
      }
      start.countDown();
      for (var task : tasks) {
        assertThat(task.get()).isTrue();
      }
      assertThat(notes(database)).isEqualTo(writers - writers / 10);
    }
  }

  private static boolean writing(Database database, int number) {
    return database.write(handle -> note(handle, "note " + number)) == 1;
  }

  private static boolean failing(Database database, int number) {
    assertThatThrownBy(() ->
            database.write(handle -> {
              note(handle, "undone " + number);
              throw new IllegalStateException("unit " + number);
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("unit " + number);
    return true;
  }

  /// Units that wait while another one runs see each other's rows before anybody else does.
  @Test
  void waitingUnitsShareOneCommit() throws Exception {
    try (var database = Database.open(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var entered = new CountDownLatch(1);
      var leave = new CountDownLatch(1);
      Callable<Integer> first =
          () ->
              database.write(handle -> {
                entered.countDown();
                awaitQuietly(leave);
                return note(handle, "first");
              });
      var firstDone = threads.submit(first);
      entered.await();
      var callers = new ArrayList<Thread>();
      var seenOutside = new ConcurrentSkipListSet<Long>();
      for (int i = 0; i < 20; i++) {
        String text = "waits " + i;
        callers.add(
            Thread.startVirtualThread(() ->
                database.write(handle -> {
                  note(handle, text);
                  return seenOutside.add(notes(database));
                })));
      }
      Eventually.until(() -> callers.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
      leave.countDown();
      firstDone.get();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(seenOutside).containsExactly(1L);
      assertThat(notes(database)).isEqualTo(21);
    }
  }

  @Test
  void aStatementThatTheDatabaseRefusesIsAStoreFaultNamingFileAndCause() {
    try (var database = Database.open(folder)) {
      database.write(handle -> note(handle, "same"));
      assertThatThrownBy(() -> database.write(handle -> note(handle, "same")))
          .isInstanceOf(StoreFault.class)
          .hasMessageContaining(folder.resolve("sdd.db").toString())
          .hasMessageContaining("UNIQUE");
      assertThatThrownBy(() -> database.read(handle -> handle.execute("SELECT text FROM nowhere")))
          .isInstanceOf(StoreFault.class)
          .hasMessageContaining("no such table");
      assertThat(notes(database)).isEqualTo(1);
    }
  }

  @Test
  void aReaderCannotWrite() {
    try (var database = Database.open(folder)) {
      assertThatThrownBy(() -> database.read(handle -> note(handle, "by a reader")))
          .isInstanceOf(StoreFault.class);
      assertThat(notes(database)).isZero();
    }
  }

  @Test
  void aReaderSeesOneSnapshotAndDoesNotWaitForAWriter() {
    try (var database = Database.open(folder)) {
      var between = new AtomicBoolean();
      long seen =
          database.read(handle -> {
            long before = count(handle);
            database.write(writer -> note(writer, "meanwhile"));
            between.set(true);
            return before + count(handle);
          });
      assertThat(between).isTrue();
      assertThat(seen).isZero();
      assertThat(notes(database)).isEqualTo(1);
    }
  }

  @Test
  void theSecondProcessOnAFolderIsRefusedInOneSentence() {
    try (var database = Database.open(folder)) {
      assertThatThrownBy(() -> Database.open(folder))
          .isInstanceOf(StoreFault.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use by another sdd process")
          .hasMessageNotContaining("\n");
      database.probe();
    }
    Database.open(folder).close();
  }

  @Test
  void aDamagedFileIsToldAsDamaged(@TempDir Path damaged) throws IOException {
    Files.writeString(damaged.resolve("sdd.db"), "this was never a database\n".repeat(200));
    assertThatThrownBy(() -> Database.open(damaged))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining(damaged.resolve("sdd.db").toString())
        .hasMessageContaining("is damaged; restore it from a backup");
    Files.delete(damaged.resolve("sdd.db"));
    Database.open(damaged).close();
  }

  @Test
  void aFileThatCannotBeOpenedSaysWhoMustAct(@TempDir Path blocked) throws IOException {
    Files.createDirectory(blocked.resolve("sdd.db"));
    assertThatThrownBy(() -> Database.open(blocked))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("cannot be opened; check that its folder");
  }

  @Test
  void aDataFolderThatIsAFileSaysWhoMustAct(@TempDir Path parent) throws IOException {
    Path file = Files.writeString(parent.resolve("data"), "");
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("give the user that runs sdd write access");
  }

  @Test
  void aDatabaseLockedByAnotherProgramIsToldAsLocked() throws Exception {
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sdd.db"));
        var statement = other.createStatement();
        var database = Database.open(folder)) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(database::probe)
          .isInstanceOf(StoreFault.class)
          .hasMessageContaining("is locked by another program");
      statement.execute("ROLLBACK");
      database.probe();
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() {
    try (var database = Database.open(folder)) {
      database.write(handle ->
          handle.execute(
              "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                  + " script, installed_by, installed_on, execution_time, success)"
                  + " VALUES (99, '99', 'newer', 'SQL', 'V99__newer.sql', '', '', 0, 1)"));
    }
    assertThatThrownBy(() -> Database.open(folder))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("was written by another version of sdd");
  }

  @Test
  void aClosedDatabaseRefusesWorkInsteadOfHanging() {
    var database = Database.open(folder);
    database.close();
    database.close();
    assertThatThrownBy(database::probe)
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> notes(database)).isInstanceOf(StoreFault.class);
  }

  @Test
  void closingFinishesWhatWasSubmitted() throws Exception {
    var database = Database.open(folder);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var entered = new CountDownLatch(1);
      var leave = new CountDownLatch(1);
      var unit =
          threads.submit(() ->
              database.write(handle -> {
                entered.countDown();
                awaitQuietly(leave);
                return note(handle, "last");
              }));
      entered.await();
      var closing = threads.submit(database::close);
      leave.countDown();
      assertThat(unit.get()).isEqualTo(1);
      closing.get();
    }
    try (var reopened = Database.open(folder)) {
      assertThat(notes(reopened)).isEqualTo(1);
    }
  }

  static void copyDatabase(Path from, Path to) throws IOException {
    for (String name : List.of("sdd.db", "sdd.db-wal")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  private static int note(Handle handle, String text) {
    return handle.execute("INSERT INTO note (text) VALUES (?)", text);
  }

  private static long notes(Database database) {
    return database.read(DatabaseTest::count);
  }

  private static long count(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM note").mapTo(Long.class).one();
  }

  private static String pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
