package io.github.sddtool.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The one thread that writes. Units of work that wait at the same time share one transaction and
/// so one write to the disk; each is told its outcome only after the commit. A unit that fails is
/// undone by its savepoint and does not disturb the others.
///
/// A platform thread: SQLite is native code, which would hold a virtual thread's carrier anyway.
final class GroupWriter implements AutoCloseable {
  /// So that the first unit of a group does not wait for ever longer queues behind it.
  private static final int LARGEST_GROUP = 256;

  private final Handle handle;
  private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private boolean closed;

  GroupWriter(Handle handle) {
    this.handle = handle;
    this.thread = Thread.ofPlatform().name("sdd-store-writer").start(this::work);
  }

  /// Units are run in the order they are submitted in. The future completes after the commit.
  <T> CompletableFuture<T> submit(Function<Handle, T> work) {
    var unit = new Unit<>(work, new CompletableFuture<T>());
    synchronized (waiting) {
      if (closed) {
        return CompletableFuture.failedFuture(new DatabaseClosed());
      }
      waiting.add(unit);
    }
    return unit.outcome();
  }

  /// Commits what was submitted, then ends the thread and the connection.
  @Override
  public void close() {
    synchronized (waiting) {
      if (!closed) {
        closed = true;
        waiting.add(new Stop());
      }
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean open = true;
    while (open) {
      var group = new ArrayList<Entry>();
      group.add(takeFirst());
      waiting.drainTo(group, LARGEST_GROUP - 1);
      var units = new ArrayList<Unit<?>>();
      for (Entry entry : group) {
        switch (entry) {
          case Unit<?> unit -> units.add(unit);
          case Stop _ -> open = false;
        }
      }
      if (!units.isEmpty()) {
        commit(units);
      }
    }
    handle.close();
  }

  private Entry takeFirst() {
    while (true) {
      try {
        return waiting.take();
      } catch (InterruptedException e) {
        // Only close() ends this thread: whoever waits for a commit must get an answer.
      }
    }
  }

  private void commit(List<Unit<?>> units) {
    var outcomes = new ArrayList<Runnable>();
    try {
      handle.execute("BEGIN IMMEDIATE");
      for (Unit<?> unit : units) {
        outcomes.add(unit.run(handle));
      }
      handle.execute("COMMIT");
    } catch (Throwable lost) {
      rollBack(lost);
      units.forEach(unit -> unit.outcome().completeExceptionally(lost));
      return;
    }
    outcomes.forEach(Runnable::run);
  }

  private void rollBack(Throwable lost) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException none) {
      // SQLite has rolled back by itself, as it does when the disk is full.
      lost.addSuppressed(none);
    }
  }

  private sealed interface Entry {}

  private record Stop() implements Entry {}

  private record Unit<T>(Function<Handle, T> work, CompletableFuture<T> outcome) implements Entry {
    /// Runs in a savepoint; gives back how to tell the outcome once it is committed.
    Runnable run(Handle handle) {
      handle.execute("SAVEPOINT unit");
      T value;
      try {
        value = work.apply(handle);
      } catch (Throwable failure) {
        undo(handle, failure);
        return () -> outcome.completeExceptionally(failure);
      }
      handle.execute("RELEASE unit");
      return () -> outcome.complete(value);
    }

    private static void undo(Handle handle, Throwable failure) {
      try {
        handle.execute("ROLLBACK TO unit");
        handle.execute("RELEASE unit");
      } catch (RuntimeException gone) {
        // The transaction itself is gone, and with it the units before this one.
        throw new TransactionLost(failure);
      }
    }
  }

  /// A failure that took the whole group with it.
  static final class TransactionLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransactionLost(Throwable cause) {
      super(cause);
    }
  }

  /// Work that came after [#close()].
  static final class DatabaseClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseClosed() {
      super("it was closed");
    }
  }
}
