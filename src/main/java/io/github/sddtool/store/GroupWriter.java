package io.github.sddtool.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The one thread that writes. Units of work that wait at the same time share one transaction and
/// so one write to the disk; each is told its outcome only after the commit. Where one of them
/// fails, all are undone and run again, each in a transaction of its own: a unit does nothing but
/// read and write the database, and one that fails does not disturb the others. Where the
/// connection is lost, the units are done again on a new one: one may be done twice when it was
/// lost between the commit and our hearing of it, so each must bear that.
///
/// A platform thread: SQLite is native code, which would hold a virtual thread's carrier anyway.
final class GroupWriter implements AutoCloseable {
  /// So that the first unit of a group does not wait for ever longer queues behind it.
  private static final int LARGEST_GROUP = 256;

  private final Engine engine;
  private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private Optional<Handle> connected;
  private boolean closed;

  /// Connects, and begins to work.
  GroupWriter(Engine engine) {
    this.engine = engine;
    this.connected = Optional.of(engine.writer());
    this.thread = Thread.ofPlatform().name("sdd-store-writer").start(this::work);
  }

  /// Units are run in the order they are submitted in. The future completes after the commit.
  <T> CompletableFuture<T> submit(Function<Handle, T> work) {
    var unit = new Unit<>(work, new CompletableFuture<T>(), Retries.begin(engine));
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
    Joining.of(thread);
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
    disconnect();
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
    while (true) {
      try {
        inOneTransaction(units).forEach(Runnable::run);
        return;
      } catch (Throwable lost) {
        // Those who wait longest decide: the others came after them.
        if (units.getFirst().retries().again(lost)) {
          continue;
        }
        if (units.size() == 1) {
          units.getFirst().outcome().completeExceptionally(lost);
        } else {
          units.forEach(unit -> commit(List.of(unit)));
        }
        return;
      }
    }
  }

  /// Gives back how to tell the outcomes, which are on the disk.
  private List<Runnable> inOneTransaction(List<Unit<?>> units) {
    var outcomes = new ArrayList<Runnable>(units.size());
    Handle handle = connected.orElseGet(engine::writer);
    connected = Optional.of(handle);
    try {
      engine.begin(handle);
      for (Unit<?> unit : units) {
        outcomes.add(unit.run(handle));
      }
      handle.execute("COMMIT");
    } catch (Throwable lost) {
      rollBack(handle, lost);
      throw lost;
    }
    return outcomes;
  }

  private void rollBack(Handle handle, Throwable lost) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException none) {
      // SQLite has rolled back by itself, as it does when the disk is full; a server rolls back
      // what it has no connection for.
      lost.addSuppressed(none);
      if (engine.isShared()) {
        disconnect();
      }
    }
  }

  private void disconnect() {
    try {
      connected.ifPresent(Handle::close);
    } catch (RuntimeException e) {
      // It was lost; there is nothing to close.
    }
    connected = Optional.empty();
  }

  private sealed interface Entry {}

  private record Stop() implements Entry {}

  private record Unit<T>(Function<Handle, T> work, CompletableFuture<T> outcome, Retries retries)
      implements Entry {
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
