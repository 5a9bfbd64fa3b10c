package io.github.sddtool.forge;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One lock a key, kept only while someone holds it or waits for it. Where several processes serve
/// one forge, it holds among them too, as far as the present [Ledger] reaches.
public final class KeyedLocks {
  private static final class Entry {
    private final ReentrantLock lock = new ReentrantLock(true);
    private int users;
  }

  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  /// Does work while nobody else does any under the same key.
  public <T> T holding(String key, Supplier<T> work) {
    Entry mine = enter(key);
    mine.lock.lock();
    try {
      return Ledger.present().alone(key, work);
    } finally {
      mine.lock.unlock();
      leave(key);
    }
  }

  private Entry enter(String key) {
    return entries.compute(
        key,
        (_, present) -> {
          Entry entry = present == null ? new Entry() : present;
          entry.users++;
          return entry;
        });
  }

  private void leave(String key) {
    entries.computeIfPresent(key, (_, entry) -> --entry.users == 0 ? null : entry);
  }
}
