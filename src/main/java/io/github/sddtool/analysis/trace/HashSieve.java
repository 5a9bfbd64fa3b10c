package io.github.sddtool.analysis.trace;

import java.util.Collection;

/// The hashes of words and of pairs of neighbouring words, to tell quickly and without garbage that
/// a word is none of many. Sometimes wrongly says that it may be one.
final class HashSieve {
  /// The hash of no characters; others are mixed in one by one (FNV-1a).
  static final long SEED = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;
  private static final long GAP = 0x9e3779b97f4a7c15L;

  private final long[] table;
  private final int mask;
  private final boolean empty;

  HashSieve(Collection<Long> hashes) {
    this.empty = hashes.isEmpty();
    int size = Integer.highestOneBit(Math.max(8, hashes.size() * 4)) * 2;
    this.table = new long[size];
    this.mask = size - 1;
    hashes.forEach(this::put);
  }

  static long mixed(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  static long pair(long first, long second) {
    return (first ^ GAP) * PRIME + second;
  }

  boolean isEmpty() {
    return empty;
  }

  boolean has(long hash) {
    int i = slot(hash);
    while (table[i] != 0) {
      if (table[i] == hash) {
        return true;
      }
      i = (i + 1) & mask;
    }
    return false;
  }

  private void put(long hash) {
    int i = slot(hash);
    while (table[i] != 0 && table[i] != hash) {
      i = (i + 1) & mask;
    }
    table[i] = hash;
  }

  private int slot(long hash) {
    return (int) (hash ^ (hash >>> 32)) & mask;
  }
}
