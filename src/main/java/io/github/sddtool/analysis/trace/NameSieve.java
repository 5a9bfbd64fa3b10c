package io.github.sddtool.analysis.trace;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Tells quickly that a text names no spec: by the hashes of the last two segments of specs' names
/// and paths, and by numbers behind `feature` and `spec`. Linear in the text and without garbage;
/// sometimes wrongly says yes.
final class NameSieve {
  /// A path through these leads to a spec that stands elsewhere, so its segments tell nothing.
  private static final Set<String> MOVING = Set.of("changes", "archive", "archived");

  private static final int MAX_GAP = 3;

  private final HashSieve segments;
  private final HashSieve moving;
  private final boolean numbered;

  /// A sieve of names.
  ///
  /// @param names of specs and their folders, as they may stand in a text
  /// @param numbered whether a number behind `feature` or `spec` may name one
  NameSieve(Collection<String> names, boolean numbered) {
    var hashes = new HashSet<Long>();
    for (String name : names) {
      // what stands before a colon is the name of a root, and a word of its own in a text
      String path = name.substring(name.lastIndexOf(':') + 1);
      int slash = path.lastIndexOf('/');
      long last = hash(path.substring(slash + 1));
      int before = path.lastIndexOf('/', slash - 1) + 1;
      hashes.add(slash < 0 ? last : HashSieve.pair(hash(path.substring(before, slash)), last));
    }
    this.segments = new HashSieve(hashes);
    this.moving = new HashSieve(MOVING.stream().map(NameSieve::hash).toList());
    this.numbered = numbered;
  }

  /// False only where no spec is named in the text.
  boolean mayBeIn(String text) {
    if (segments.isEmpty() && !numbered) {
      return false;
    }
    long before = 0;
    long hash = HashSieve.SEED;
    long trimmed = HashSieve.SEED;
    int start = 0;
    char[] chars = text.toCharArray();
    for (int i = 0; i <= chars.length; i++) {
      char c = i < chars.length ? chars[i] : ' ';
      if (SpecNames.isPart(c) && c != '/') {
        hash = HashSieve.mixed(hash, c);
        trimmed = c == '.' || c == '-' || c == '_' ? trimmed : hash;
        continue;
      }
      if (i > start
          && (has(before, hash)
              || (trimmed != hash && has(before, trimmed))
              || (c == '/' && moving.has(hash))
              || (numbered && isNumber(text, start)))) {
        return true;
      }
      before = c == '/' ? hash : 0;
      hash = HashSieve.SEED;
      trimmed = HashSieve.SEED;
      start = i + 1;
    }
    return false;
  }

  private boolean has(long before, long hash) {
    return segments.has(hash) || (before != 0 && segments.has(HashSieve.pair(before, hash)));
  }

  /// Whether `feature` or `spec` begins here, and a number follows.
  private boolean isNumber(String text, int start) {
    for (String word : SpecNames.BEFORE_NUMBERS) {
      if (text.regionMatches(true, start, word, 0, word.length())) {
        int i = start + word.length();
        int end = Math.min(text.length(), i + MAX_GAP);
        while (i < end && " :#\t-".indexOf(text.charAt(i)) >= 0) {
          i++;
        }
        // the number may stand behind `./`, as any name
        return i < text.length() && "0123456789./".indexOf(text.charAt(i)) >= 0;
      }
    }
    return false;
  }

  private static long hash(String segment) {
    long hash = HashSieve.SEED;
    for (int i = 0; i < segment.length(); i++) {
      hash = HashSieve.mixed(hash, segment.charAt(i));
    }
    return hash;
  }
}
