package io.github.sddtool.facts.lexer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The declarations of a file and which lies in which.
final class ItemTree {
  private final List<Item> items;
  private final int[] parents;
  private final Map<Integer, Item> titled = new HashMap<>();

  /// @param items in the order of their beginnings, one at most a beginning
  ItemTree(List<Item> items) {
    this.items = List.copyOf(items);
    this.parents = parents(items);
    for (Item item : items) {
      item.title().ifPresent(title -> titled.putIfAbsent(title.at(), item));
    }
  }

  private static int[] parents(List<Item> items) {
    int[] parents = new int[items.size()];
    for (int i = 0; i < parents.length; i++) {
      int parent = i - 1;
      while (parent >= 0 && items.get(parent).last() < items.get(i).first()) {
        parent = parents[parent];
      }
      parents[i] = parent;
    }
    return parents;
  }

  List<Item> all() {
    return items;
  }

  /// The test whose title stands at a token.
  Optional<Item> titledAt(int token) {
    return Optional.ofNullable(titled.get(token));
  }

  Optional<Item> beginningAt(int token) {
    int i = lastFrom(token);
    return i >= 0 && items.get(i).first() == token ? Optional.of(items.get(i)) : Optional.empty();
  }

  /// The innermost declaration that holds two tokens and satisfies a condition.
  Optional<Item> around(int first, int last, Predicate<Item> condition) {
    int i = lastFrom(first);
    while (i >= 0 && (items.get(i).last() < last || !condition.test(items.get(i)))) {
      i = parents[i];
    }
    return i >= 0 ? Optional.of(items.get(i)) : Optional.empty();
  }

  /// The last declaration that begins at or before a token.
  private int lastFrom(int token) {
    int low = 0;
    int high = items.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (items.get(middle).first() <= token) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
