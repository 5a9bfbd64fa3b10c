package io.github.sddtool.bridge.merge;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// How much two texts are alike.
public final class Likeness {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Likeness() {}

  /// The share of words that two texts have in common, of those that the longer has; from 0 to 1.
  public static double of(String one, String other) {
    Set<String> these = words(one);
    Set<String> those = words(other);
    var common = new HashSet<>(these);
    common.retainAll(those);
    int most = Math.max(these.size(), those.size());
    return most == 0 ? 0 : (double) common.size() / most;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(SPACE.split(text, -1)));
  }
}
