package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.TestTitle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// Which tests and suites a line lies in.
final class Enclosure {
  private static final int DEEPEST = 50;

  private final List<TestTitle> tests;

  /// For each test the index of the one around it, or -1.
  private final int[] outer;

  Enclosure(List<TestTitle> titles) {
    this.tests =
        titles.stream()
            .sorted(
                Comparator.comparingInt(TestTitle::line)
                    .thenComparing(Comparator.comparingInt(TestTitle::endLine).reversed()))
            .toList();
    this.outer = new int[tests.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < tests.size(); i++) {
      while (!open.isEmpty() && tests.get(open.element()).endLine() < tests.get(i).line()) {
        open.pop();
      }
      outer[i] = open.isEmpty() ? -1 : open.element();
      open.push(i);
    }
  }

  /// All of them, outer ones first.
  List<TestTitle> tests() {
    return tests;
  }

  /// The tests and suites around a line, the innermost first.
  List<TestTitle> at(int line) {
    var around = new ArrayList<TestTitle>();
    for (int i = lastUpTo(line); i >= 0 && around.size() < DEEPEST; i = outer[i]) {
      if (tests.get(i).endLine() >= line) {
        around.add(tests.get(i));
      }
    }
    return around;
  }

  /// Whether a test begins within these lines.
  boolean beginsIn(int line, int endLine) {
    int last = lastUpTo(endLine);
    return last >= 0 && tests.get(last).line() >= line;
  }

  private int lastUpTo(int line) {
    int low = 0;
    int high = tests.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tests.get(middle).line() <= line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
