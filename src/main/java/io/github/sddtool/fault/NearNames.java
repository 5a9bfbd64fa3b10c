package io.github.sddtool.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Names that someone who mistyped may have meant.
public final class NearNames {
  private static final int SHOWN = 3;
  private static final int LONGEST = 100;

  private NearNames() {}

  /// At most three of the names, nearest first: those that contain what was given, and those a few
  /// letters away from it, whole or without their family.
  public static List<String> of(String given, List<String> names) {
    String wanted = given.toLowerCase(Locale.ROOT).strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      return List.of();
    }
    int most = Math.max(1, wanted.length() / 3);
    return names.stream()
        .filter(name -> far(wanted, name) <= most)
        .sorted(Comparator.comparingInt(name -> far(wanted, name)))
        .limit(SHOWN)
        .toList();
  }

  private static int far(String wanted, String name) {
    if (name.contains(wanted)) {
      return 0;
    }
    int slash = name.indexOf('/');
    return Math.min(distance(wanted, name), distance(wanted, name.substring(slash + 1)));
  }

  /// How many letters must be put in, left out, replaced or exchanged with their neighbour.
  public static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[one.length()][other.length()];
  }
}
