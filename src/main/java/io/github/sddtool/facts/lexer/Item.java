package io.github.sddtool.facts.lexer;

import java.util.Optional;

/// A declaration as indices of code tokens, both ends included.
record Item(String name, int nameAt, int first, int last, Optional<Title> title) {
  /// What makes an item a test: where its title begins and what it says.
  record Title(TestTitle.Kind kind, int at, String text) {}

  static Item of(String name, int nameAt, int first, int last) {
    return new Item(name, nameAt, first, last, Optional.empty());
  }

  Item titled(Title title) {
    return new Item(name, nameAt, first, last, Optional.of(title));
  }
}
