package io.github.sddtool.analysis.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Ids that may be meant by a wrong one: they differ in leading zeros only, or in one character.
/// Asking costs no more than the ids of the same length.
final class NearIds {
  private static final int MOST = 3;

  private final List<String> ids;

  /// By length, and by what is left without leading zeros; the places of ids in their list.
  private final Map<Integer, List<Integer>> byLength = new HashMap<>();

  private final Map<String, List<Integer>> byNumber = new HashMap<>();

  /// @param ids each once; those first are preferred
  NearIds(List<String> ids) {
    this.ids = ids;
  }

  private synchronized void index() {
    for (int i = byLength.isEmpty() ? 0 : ids.size(); i < ids.size(); i++) {
      byLength.computeIfAbsent(ids.get(i).length(), _ -> new ArrayList<>()).add(i);
      byNumber.computeIfAbsent(withoutZeros(ids.get(i)), _ -> new ArrayList<>()).add(i);
    }
  }

  /// The ids near to one, three at most, in their order.
  List<String> to(String id) {
    index();
    var near = new TreeSet<>(byNumber.getOrDefault(withoutZeros(id), List.of()));
    for (int place : byLength.getOrDefault(id.length(), List.of())) {
      if (differsInOne(ids.get(place), id)) {
        near.add(place);
      }
    }
    return near.stream().limit(MOST).map(ids::get).toList();
  }

  /// Without the zeros behind a hyphen that a further digit follows.
  private static String withoutZeros(String id) {
    var kept = new StringBuilder(id.length());
    int i = 0;
    while (i < id.length()) {
      char c = id.charAt(i++);
      kept.append(c);
      while (c == '-' && i + 1 < id.length() && id.charAt(i) == '0' && isDigit(id.charAt(i + 1))) {
        i++;
      }
    }
    return kept.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean differsInOne(String a, String b) {
    int differences = 0;
    for (int i = 0; i < a.length() && differences < 2; i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences == 1;
  }
}
