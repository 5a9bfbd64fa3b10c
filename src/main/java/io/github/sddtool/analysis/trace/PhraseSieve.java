package io.github.sddtool.analysis.trace;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells quickly that none of many phrases begins anywhere in a text: by the hashes of their first
/// two words. Linear in the text and without garbage; sometimes wrongly says yes.
final class PhraseSieve {
  private final HashSieve beginnings;

  /// A sieve of phrases.
  ///
  /// @param phrases each as its words in lower case
  PhraseSieve(Collection<List<String>> phrases) {
    Set<Long> hashes = new HashSet<>();
    for (List<String> phrase : phrases) {
      long first = hash(phrase.getFirst());
      hashes.add(phrase.size() == 1 ? first : HashSieve.pair(first, hash(phrase.get(1))));
    }
    this.beginnings = new HashSieve(hashes);
  }

  /// False only where no phrase stands in the text.
  boolean mayBeIn(String text) {
    if (beginnings.isEmpty()) {
      return false;
    }
    long before = 0;
    long hash = HashSieve.SEED;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (isWordPart(c)) {
        hash = HashSieve.mixed(hash, lower(c));
      } else if (hash != HashSieve.SEED) {
        if (beginnings.has(hash) || beginnings.has(HashSieve.pair(before, hash))) {
          return true;
        }
        before = hash;
        hash = HashSieve.SEED;
      }
    }
    return false;
  }

  private static long hash(String word) {
    long hash = HashSieve.SEED;
    for (int i = 0; i < word.length(); i++) {
      hash = HashSieve.mixed(hash, lower(word.charAt(i)));
    }
    return hash;
  }

  /// Halves of wide characters count as letters on both sides of the comparison.
  private static boolean isWordPart(char c) {
    return c < 128
        ? Words.isLetterOrDigit(c)
        : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static char lower(char c) {
    return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
  }
}
