package io.github.sddtool.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Names that someone who mistyped may have meant.
final class NearNames {
  private static final int SHOWN = 3;
  private static final int LONGEST = 100;

  private NearNames() {}

  /// At most three of the names, nearest first: those that contain what was given, and those a few
  /// letters away from it, whole or without their family.
  static List<String> of(String given, List<String> names) {
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

  /// How many letters must be put in, left out or replaced.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
