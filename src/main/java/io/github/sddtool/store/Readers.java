package io.github.sddtool.store;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A few connections that only read, each query on one snapshot. They never wait for the writer. A
/// connection that was lost is replaced: reading twice harms nobody.
final class Readers implements AutoCloseable {
  private static final int MOST = 4;

  private final Engine engine;
  private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(MOST);
  private volatile boolean closed;

  Readers(Engine engine) {
    this.engine = engine;
  }

  /// @throws io.github.sddtool.fault.StoreFault when the database cannot be read
  <T> T read(Function<Handle, T> query) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new GroupWriter.DatabaseClosed();
      }
      Retries retries = Retries.begin(engine);
      while (true) {
        try {
          return readWith(borrow(), query);
        } catch (RuntimeException e) {
          if (!retries.again(e)) {
            throw e;
          }
        }
      }
    } catch (JdbiException | GroupWriter.DatabaseClosed e) {
      throw engine.fault(e);
    } finally {
      permits.release();
    }
  }

  private Handle borrow() {
    Handle handle = idle.pollFirst();
    return handle == null ? engine.reader() : handle;
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
