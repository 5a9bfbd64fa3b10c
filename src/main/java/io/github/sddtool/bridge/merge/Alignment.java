package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Which part of one text is which part of another: by its name where that is one of a kind, else
/// by what it says. A wrong guess costs a question to a person, never a text.
final class Alignment {
  static final int NEW = -1;

  /// As for requirements that were renamed.
  private static final double ALIKE = 0.6;

  /// More comparisons than these are not made.
  private static final int MOST_COMPARED = 10_000;

  private final List<Part> base;
  private final List<Part> side;
  private final int[] toBase;
  private final boolean[] taken;

  private Alignment(List<Part> base, List<Part> side) {
    this.base = base;
    this.side = side;
    this.toBase = new int[side.size()];
    this.taken = new boolean[base.size()];
    Arrays.fill(toBase, NEW);
  }

  /// For each part of a side the index of the base's part that it is; [#NEW] for none.
  static int[] of(List<Part> base, List<Part> side) {
    var alignment = new Alignment(base, side);
    alignment.byName();
    alignment.byText();
    alignment.byLikeness();
    alignment.byPlace();
    return alignment.toBase;
  }

  /// The same for parts that are new on both sides: only a name or the very text tells.
  static int[] ofNew(List<Part> base, List<Part> side) {
    var alignment = new Alignment(base, side);
    alignment.byName();
    alignment.byText();
    return alignment.toBase;
  }

  private record Name(Part.Kind kind, String name) {}

  private void byName() {
    Map<Name, Integer> ours = unique(base);
    unique(side)
        .forEach((name, at) -> {
          Integer there = ours.get(name);
          if (there != null) {
            match(there, at);
          }
        });
  }

  private static Map<Name, Integer> unique(List<Part> parts) {
    var found = new HashMap<Name, Integer>();
    var repeated = new HashSet<Name>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      var name = new Name(part.kind(), part.name());
      if (part.isNamed() && found.put(name, i) != null) {
        repeated.add(name);
      }
    }
    found.keySet().removeAll(repeated);
    return found;
  }

  private void byText() {
    var free = new HashMap<String, Deque<Integer>>();
    for (int i = 0; i < base.size(); i++) {
      if (!taken[i]) {
        free.computeIfAbsent(base.get(i).text(), _ -> new ArrayDeque<>()).add(i);
      }
    }
    for (int j = 0; j < side.size(); j++) {
      Deque<Integer> same = free.get(side.get(j).text());
      if (toBase[j] == NEW && same != null && !same.isEmpty()) {
        match(same.removeFirst(), j);
      }
    }
  }

  private void byLikeness() {
    if ((long) free() * side.size() > MOST_COMPARED) {
      return;
    }
    for (int j = 0; j < side.size(); j++) {
      if (toBase[j] == NEW) {
        int best = NEW;
        double most = ALIKE;
        for (int i = 0; i < base.size(); i++) {
          double alike = taken[i] ? 0 : likeness(base.get(i), side.get(j));
          if (alike >= most && (best == NEW || alike > most)) {
            best = i;
            most = alike;
          }
        }
        if (best != NEW) {
          match(best, j);
        }
      }
    }
  }

  private int free() {
    int free = 0;
    for (boolean one : taken) {
      free += one ? 0 : 1;
    }
    return free;
  }

  private static double likeness(Part one, Part other) {
    return mayBeOne(one, other) ? Likeness.of(one.text(), other.text()) : 0;
  }

  /// Another name is another part; of one name there may be several.
  private static boolean mayBeOne(Part one, Part other) {
    return one.kind() == other.kind()
        && (!one.isNamed() || !other.isNamed() || one.name().equals(other.name()));
  }

  /// One part that is gone and one that is new, between the same neighbours.
  private void byPlace() {
    for (int j = 0; j < side.size(); j++) {
      int before = j == 0 ? -1 : toBase[j - 1];
      boolean alone =
          toBase[j] == NEW
              && (j == 0 || before != NEW)
              && (j + 1 == side.size() || toBase[j + 1] == before + 2)
              && before + 1 < base.size()
              && (j + 1 < side.size() || before + 2 == base.size());
      if (alone && !taken[before + 1] && mayBeOne(base.get(before + 1), side.get(j))) {
        match(before + 1, j);
      }
    }
  }

  private void match(int inBase, int inSide) {
    toBase[inSide] = inBase;
    taken[inBase] = true;
  }
}
