package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Grammar.Role;
import io.github.sddtool.facts.lexer.SyntaxTree.Lent;
import io.github.sddtool.facts.lexer.SyntaxTree.Name;
import io.github.sddtool.facts.lexer.SyntaxTree.Part;
import io.github.sddtool.facts.lexer.SyntaxTree.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns the nodes of a syntax tree into declarations on tokens.
final class TreeItems {
  /// Calls that Ruby writes before the definition they change.
  private static final Set<String> RUBY_PREFIXES =
      Set.of("private", "protected", "public", "private_class_method", "module_function");

  private final Language language;
  private final Code code;
  private final ItemTree scanned;
  private final List<Item> items = new ArrayList<>();
  private final Deque<Part> scopes = new ArrayDeque<>();
  private final Map<Extent, Loan> loans = new HashMap<>();
  private int prefixFirst = -1;
  private int prefixNext = -1;

  private record Extent(int start, int end) {}

  /// The extent a declaration takes over; with its own beside it where others share the wrapper.
  private record Loan(Extent extent, boolean only) {}

  private TreeItems(Language language, Code code, ItemTree scanned) {
    this.language = language;
    this.code = code;
    this.scanned = scanned;
  }

  /// The declarations, the outer before the inner; empty where no tree is to be had.
  ///
  /// @param scanned stands in where the tree is in doubt
  static Optional<List<Item>> find(Language language, Code code, ItemTree scanned) {
    return SyntaxTree.of(language, code.text())
        .map(tree -> {
          var finder = new TreeItems(language, code, scanned);
          tree.parts().forEach(finder::add);
          return List.copyOf(finder.items);
        });
  }

  private void add(Part part) {
    while (!scopes.isEmpty() && scopes.element().end() <= part.start()) {
      scopes.pop();
    }
    var own = new Extent(part.start(), part.end());
    Optional<Loan> loan = Optional.ofNullable(loans.remove(own));
    switch (part.role()) {
      case PREFIX -> prefix(part);
      case WRAPPER -> lend(part, loan.map(Loan::extent).orElse(own));
      case TYPE, FUNCTION -> {
        declare(part, own, loan);
        scopes.push(part);
      }
      case MEMBER -> declare(part, own, loan);
      case LAMBDA -> {
        loan.ifPresent(l -> item(part, l.extent()));
        scopes.push(part);
      }
      case VALUE -> {
        if (part.value() == Value.FUNCTION || (!isLocal() && isPlain(part))) {
          declare(part, own, loan);
        }
      }
      case HOLDER -> {
        if (part.value() == Value.FUNCTION) {
          declare(part, own, loan);
        }
      }
    }
  }

  private boolean isLocal() {
    return !scopes.isEmpty() && scopes.element().role() != Role.TYPE;
  }

  /// In Python `a = 1` declares `a`, while `a.b = 1` declares nothing.
  private boolean isPlain(Part part) {
    return language != Language.PYTHON || code.isOneOf(code.firstFrom(part.start()) + 1, "=:");
  }

  private void prefix(Part part) {
    int first = code.firstFrom(part.start());
    prefixFirst = first == prefixNext ? prefixFirst : first;
    prefixNext = code.firstFrom(part.end());
  }

  private void lend(Part wrapper, Extent extent) {
    Lent lent = wrapper.lent();
    if (!lent.equals(Lent.NONE)) {
      loans.put(new Extent(lent.start(), lent.end()), new Loan(extent, lent.only()));
    }
  }

  private void declare(Part part, Extent own, Optional<Loan> loan) {
    if (part.name().isEmpty() && loan.isEmpty()) {
      return;
    }
    loan.ifPresent(l -> item(part, l.extent()));
    if (loan.filter(Loan::only).isEmpty()) {
      item(part, own);
    }
  }

  private void item(Part part, Extent extent) {
    int begin = code.firstFrom(extent.start());
    int first = begin == prefixNext ? prefixFirst : withRubyPrefix(begin);
    int last = code.firstFrom(extent.end()) - 1;
    if (last < begin) {
      return;
    }
    int nameAt = nameAt(part.name(), begin);
    String name = code.isText(nameAt) ? code.literal(nameAt) : code.word(nameAt);
    Item seen = Item.of(name, nameAt, first, withSemicolon(last));
    // A macro before a function looks like a declaration that ends too early.
    boolean doubtful = part.value() == Value.BROKEN;
    items.add(doubtful ? scanned.beginningAt(first).orElse(seen) : seen);
  }

  /// Scripts leave the end of a member to their block.
  private int withSemicolon(int last) {
    boolean script = language == Language.TYPESCRIPT || language == Language.JAVASCRIPT;
    return script && code.is(last + 1, ';') && !code.isOneOf(last, ";}") ? last + 1 : last;
  }

  private int withRubyPrefix(int begin) {
    boolean prefixed =
        language == Language.RUBY
            && !code.isFirstOnLine(begin)
            && RUBY_PREFIXES.contains(code.word(begin - 1));
    return prefixed ? begin - 1 : begin;
  }

  /// The last word of a name that may be qualified.
  private int nameAt(Name name, int begin) {
    if (name.isEmpty()) {
      return begin;
    }
    int first = code.firstFrom(name.start());
    int last = code.firstFrom(name.end()) - 1;
    for (int i = last; i > first && code.isWord(first); i--) {
      if (code.isWord(i)) {
        return i;
      }
    }
    boolean sign = code.isWord(first + 1) && last == first + 1;
    return sign && !code.isText(first) ? first + 1 : first;
  }
}
