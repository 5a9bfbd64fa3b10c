package io.github.sddtool.fake.github;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps matching calls waiting until a test lets them go; then it holds nothing any more.
public final class Hold implements AutoCloseable {
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch caught = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  Hold() {}

  public void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
  }

  /// How many calls are waiting now.
  public int waiting() {
    return waiting.get();
  }

  /// Waits until at least one call was caught; false when none came in time.
  public boolean awaitCaught(Duration atMost) throws InterruptedException {
    return caught.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  void pass() throws InterruptedException {
    if (released.getCount() == 0) {
      return;
    }
    waiting.incrementAndGet();
    caught.countDown();
    try {
      released.await();
    } finally {
      waiting.decrementAndGet();
    }
  }
}
