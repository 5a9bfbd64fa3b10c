package io.github.sddtool.store;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// A few connections that only read, each query on one snapshot. They never wait for the writer.
final class Readers implements AutoCloseable {
  private static final int MOST = 4;

  private final Supplier<Handle> connect;
  private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(MOST);
  private volatile boolean closed;

  Readers(Supplier<Handle> connect) {
    this.connect = connect;
  }

  <T> T read(Function<Handle, T> query) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new GroupWriter.DatabaseClosed();
      }
      return readWith(borrow(), query);
    } finally {
      permits.release();
    }
  }

  private Handle borrow() {
    Handle handle = idle.pollFirst();
    return handle == null ? connect.get() : handle;
  }

  private <T> T readWith(Handle handle, Function<Handle, T> query) {
    boolean sound = false;
    try {
      handle.execute("BEGIN");
      T result = query.apply(handle);
      handle.execute("ROLLBACK");
      sound = true;
      return result;
    } finally {
      if (sound) {
        idle.addFirst(handle);
      } else {
        handle.close();
      }
    }
  }

  /// Waits for the queries that run.
  @Override
  public void close() {
    closed = true;
    permits.acquireUninterruptibly(MOST);
    idle.forEach(Handle::close);
    idle.clear();
    permits.release(MOST);
  }
}
