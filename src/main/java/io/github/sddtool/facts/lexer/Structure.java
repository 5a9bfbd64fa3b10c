package io.github.sddtool.facts.lexer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Finds the declarations of a text in the way its language writes them.
final class Structure {
  /// Deeper declarations belong to the one around them, so that the cost of fingerprints, each over
  /// a whole declaration, stays proportional to the text.
  private static final int MAX_DEPTH = 32;

  private final Language language;
  private final Code code;
  private final TestCalls tests;

  private Structure(Language language, Code code) {
    this.language = language;
    this.code = code;
    this.tests = new TestCalls(language, code);
  }

  /// The declarations in the order of their beginnings, one at most a beginning.
  static List<Item> items(Language language, Code code, BitSet preamble) {
    return new Structure(language, code).join(preamble, Optional.empty());
  }

  /// The same with declarations that were found otherwise; tests stay as they are read here.
  static List<Item> items(Language language, Code code, BitSet preamble, List<Item> declared) {
    return new Structure(language, code).join(preamble, Optional.of(declared));
  }

  private List<Item> join(BitSet preamble, Optional<List<Item>> known) {
    List<Item> declared = known.orElseGet(this::declared);
    var byFirst = new TreeMap<Integer, Item>();
    for (Item item : testItems(known.isPresent())) {
      byFirst.putIfAbsent(item.first(), item);
    }
    for (Item item : declared) {
      if (!preamble.get(item.first())) {
        byFirst.putIfAbsent(item.first(), item);
      }
    }
    var names = new TestNames(language, code);
    return shallow(byFirst.values()).stream().map(names::mark).toList();
  }

  /// @param alone where false, languages whose declarations and tests are read in one walk give
  ///   none
  private List<Item> testItems(boolean alone) {
    return switch (language) {
      case RUBY, ELIXIR ->
          alone ? declared().stream().filter(item -> item.title().isPresent()).toList() : List.of();
      default -> tests.items();
    };
  }

  private List<Item> declared() {
    return switch (language) {
      case PYTHON -> new LineItems(code).python();
      case YAML -> new LineItems(code).yaml();
      case SQL -> new LineItems(code).sql();
      case GHERKIN -> new LineItems(code).gherkin();
      case ROBOT -> new LineItems(code).robot();
      case HCL, CSS, SCSS -> new LineItems(code).blocks();
      case RUBY, ELIXIR, LUA, JULIA -> new EndItems(code, tests).find();
      default -> Dialect.of(language).map(d -> BraceItems.find(code, d)).orElse(List.of());
    };
  }

  private static List<Item> shallow(Collection<Item> sorted) {
    var kept = new ArrayList<Item>();
    Deque<Item> around = new ArrayDeque<>();
    for (Item item : sorted) {
      while (!around.isEmpty() && around.element().last() < item.first()) {
        around.pop();
      }
      if (around.size() < MAX_DEPTH) {
        around.push(item);
        kept.add(item);
      }
    }
    return kept;
  }
}
