package io.github.sddtool.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The one thread that writes. Units of work that wait at the same time share one transaction and
/// so one write to the disk; each is told its outcome only after the commit. Where one of them
/// fails, all are undone and run again, each in a transaction of its own: a unit does nothing but
/// read and write the database, and one that fails does not disturb the others.
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

  /// All at once; where that fails, each alone, so that everybody gets the outcome of their own
  /// unit.
  private void commit(List<Unit<?>> units) {
    try {
      List<Runnable> outcomes = inOneTransaction(units);
      outcomes.forEach(Runnable::run);
    } catch (Throwable lost) {
      if (units.size() == 1) {
        units.getFirst().outcome().completeExceptionally(lost);
      } else {
        units.forEach(unit -> commit(List.of(unit)));
      }
    }
  }

  /// Gives back how to tell the outcomes, which are on the disk.
  private List<Runnable> inOneTransaction(List<Unit<?>> units) {
    var outcomes = new ArrayList<Runnable>(units.size());
    try {
      handle.execute("BEGIN IMMEDIATE");
      for (Unit<?> unit : units) {
        outcomes.add(unit.run(handle));
      }
      handle.execute("COMMIT");
    } catch (Throwable lost) {
      rollBack(lost);
      throw lost;
    }
    return outcomes;
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
    Runnable run(Handle handle) {
      T value = work.apply(handle);
      return () -> outcome.complete(value);
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
