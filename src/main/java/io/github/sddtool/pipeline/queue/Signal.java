package io.github.sddtool.pipeline.queue;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes those who wait for something to change, also when it changed while they were looking: look
/// at [#count()], look for work, then wait for the count to move on.
public final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private long count;

  public long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  public void raise() {
    lock.lock();
    try {
      count++;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns once the count is no longer `seen`, or the time is up.
  public void await(long seen, Duration longest) throws InterruptedException {
    long nanos = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (count == seen && nanos > 0) {
        nanos = raised.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
