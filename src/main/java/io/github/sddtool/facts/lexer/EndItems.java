package io.github.sddtool.facts.lexer;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the declarations of languages that close a block with `end`, by the indentation of that
/// word: it stands below the beginning of the line that opened the block.
final class EndItems {
  private static final Set<String> OPENERS =
      Set.of(
          "def",
          "defp",
          "defmacro",
          "defmodule",
          "defprotocol",
          "defimpl",
          "class",
          "module",
          "function",
          "macro",
          "struct");

  private static final Set<String> PREFIXES =
      Set.of("private", "protected", "public", "local", "mutable", "abstract", "memoize", "RSpec");

  /// Words at the indentation of the opening line that go on with its block.
  private static final Set<String> CONTINUATIONS =
      Set.of(
          "else", "elsif", "elseif", "rescue", "ensure", "catch", "finally", "when", "after", "in");

  /// What Elixir writes above a function and means for it.
  private static final Set<String> ATTRIBUTES =
      Set.of("doc", "spec", "impl", "tag", "typedoc", "since", "deprecated");

  private final Code code;
  private final TestCalls tests;
  private final Nesting nesting = new Nesting();
  private int attribute = -1;

  EndItems(Code code, TestCalls tests) {
    this.code = code;
    this.tests = tests;
  }

  List<Item> find() {
    for (int i = 0; i < code.size(); i++) {
      if (code.isFirstOnLine(i)) {
        line(i);
      }
      i = code.isOneOf(i, "([") ? code.jump(i) : i;
    }
    return nesting.finish(code.size());
  }

  private void line(int i) {
    int indent = code.lines().column(code.start(i)) - 1;
    if (code.is(i, "end") || code.is(i, '}')) {
      nesting.endWith(indent, i, i);
      return;
    }
    if (CONTINUATIONS.contains(code.word(i)) || code.isOneOf(i, ".)],|")) {
      return;
    }
    if (attribute < 0) {
      nesting.endBefore(indent, i);
    }
    if (code.is(i, '@') && ATTRIBUTES.contains(code.word(i + 1))) {
      attribute = attribute < 0 ? i : attribute;
      return;
    }
    int first = attribute < 0 ? i : attribute;
    attribute = -1;
    header(i, first)
        .ifPresent(item -> {
          nesting.open(indent, item);
          int last = lineLast(i);
          if (code.is(last, "end") && last > i) {
            nesting.endWith(indent, last, last);
          }
        });
  }

  private Optional<Item> header(int i, int first) {
    var test = tests.titleAt(i);
    if (test.isPresent()) {
      return test.map(t -> Item.of(t.text(), t.at(), first, i).titled(t));
    }
    int keyword = i;
    while (PREFIXES.contains(code.word(keyword)) && keyword < i + 4) {
      keyword++;
    }
    if (!OPENERS.contains(code.word(keyword)) || code.isFirstOnLine(keyword + 1)) {
      return Optional.empty();
    }
    int name = keyword + 1;
    while ((code.is(name + 1, '.') || code.is(name + 1, ':')) && code.touchesPrevious(name + 2)) {
      name += code.isWord(name + 2) ? 2 : 1;
    }
    return code.isWord(name)
        ? Optional.of(Item.of(code.word(name), name, first, i))
        : Optional.empty();
  }

  private int lineLast(int i) {
    int last = i;
    while (last + 1 < code.size() && !code.isFirstOnLine(last + 1)) {
      last++;
    }
    return last;
  }
}
