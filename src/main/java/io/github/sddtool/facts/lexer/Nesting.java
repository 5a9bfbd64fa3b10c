package io.github.sddtool.facts.lexer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/// Collects declarations whose end is told by the depth of what follows.
final class Nesting {
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Item> items = new ArrayList<>();

  /// A declaration without its end yet; its `last` is meaningless.
  private record Open(int depth, Item item) {}

  void open(int depth, Item item) {
    open.push(new Open(depth, item));
  }

  /// Ends what stands at this depth or deeper before a token.
  void endBefore(int depth, int token) {
    while (!open.isEmpty() && open.element().depth() >= depth) {
      end(open.pop().item(), token - 1);
    }
  }

  /// Ends the declaration at exactly this depth with a token, and deeper ones before it.
  void endWith(int depth, int token, int tokenAfter) {
    endBefore(depth + 1, token);
    if (!open.isEmpty() && open.element().depth() == depth) {
      end(open.pop().item(), tokenAfter);
    }
  }

  private void end(Item item, int last) {
    int end = Math.max(item.first(), last);
    items.add(new Item(item.name(), item.nameAt(), item.first(), end, item.title()));
  }

  /// Where the innermost declaration that is still open has its name.
  OptionalInt enclosingName() {
    return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(open.element().item().nameAt());
  }

  List<Item> finish(int size) {
    endBefore(Integer.MIN_VALUE, size);
    items.sort(Comparator.comparingInt(Item::first));
    return items;
  }
}
