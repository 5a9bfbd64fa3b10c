package io.github.sddtool.analysis.trace;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells quickly that none of many phrases begins anywhere in a text: by the hashes of their first
/// two words. Linear in the text and without garbage; sometimes wrongly says yes.
final class PhraseSieve {
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long GAP = 0x9e3779b97f4a7c15L;

  private final long[] table;
  private final int mask;
  private final boolean empty;

  /// A sieve of phrases.
  ///
  /// @param phrases each as its words in lower case
  PhraseSieve(Collection<List<String>> phrases) {
    Set<Long> hashes = new HashSet<>();
    for (List<String> phrase : phrases) {
      long first = hash(phrase.getFirst());
      hashes.add(phrase.size() == 1 ? first : pair(first, hash(phrase.get(1))));
    }
    this.empty = hashes.isEmpty();
    int size = Integer.highestOneBit(Math.max(8, hashes.size() * 4)) * 2;
    this.table = new long[size];
    this.mask = size - 1;
    hashes.forEach(this::put);
  }

  /// False only where no phrase stands in the text.
  boolean mayBeIn(String text) {
    if (empty) {
      return false;
    }
    long before = 0;
    long hash = SEED;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (isWordPart(c)) {
        hash = (hash ^ lower(c)) * PRIME;
      } else if (hash != SEED) {
        if (has(hash) || has(pair(before, hash))) {
          return true;
        }
        before = hash;
        hash = SEED;
      }
    }
    return false;
  }

  private static long hash(String word) {
    long hash = SEED;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ lower(word.charAt(i))) * PRIME;
    }
    return hash;
  }

  /// Halves of wide characters count as letters on both sides of the comparison.
  private static boolean isWordPart(char c) {
    return c < 128
        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static char lower(char c) {
    return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
  }

  private static long pair(long first, long second) {
    return (first ^ GAP) * PRIME + second;
  }

  private void put(long hash) {
    int i = slot(hash);
    while (table[i] != 0 && table[i] != hash) {
      i = (i + 1) & mask;
    }
    table[i] = hash;
  }

  private boolean has(long hash) {
    int i = slot(hash);
    while (table[i] != 0) {
      if (table[i] == hash) {
        return true;
      }
      i = (i + 1) & mask;
    }
    return false;
  }

  private int slot(long hash) {
    return (int) (hash ^ (hash >>> 32)) & mask;
  }
}
