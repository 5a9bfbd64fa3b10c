package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Grammar.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

// @spec engine/markers#REQ-MARK-030, engine/markers#REQ-MARK-031
/// What a grammar finds in a text. Nothing of the parser outlives the call that makes one.
///
/// @param parts the outer before the inner, by their beginnings; they nest
/// @param errors how many UTF-16 units the grammar could not place, outside all declarations
record SyntaxTree(List<Part> parts, int errors) {
  /// Longer texts are not worth the time and memory.
  static final int MAX_LENGTH = 1 << 18;

  private static final String ERROR = "ERROR";
  private static final int UNIT = 2;

  /// A node that has a role, as offsets in UTF-16 units, ends excluded.
  ///
  /// @param lent who takes over its extent
  record Part(Role role, int start, int end, Name name, Value value, Lent lent) {}

  /// What a declaration without a body holds, as far as it matters.
  enum Value {
    PLAIN,
    FUNCTION,
    /// It holds what the grammar could not read, so its extent is doubtful.
    BROKEN
  }

  /// The offsets of a name; empty where there is none.
  record Name(int start, int end) {
    boolean isEmpty() {
      return start == end;
    }
  }

  /// The declaration that takes over the extent of a wrapper, and whether it is the only one in it.
  record Lent(int start, int end, boolean only) {
    static final Lent NONE = new Lent(0, 0, false);
  }

  SyntaxTree {
    parts = List.copyOf(parts);
  }

  /// The tree that understands most of a text; empty where none is at hand, none understands three
  /// quarters of it, or reading it takes more steps than a text of its length should.
  static Optional<SyntaxTree> of(Language language, String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<SyntaxTree> best = Optional.empty();
    for (Grammar grammar : Grammar.of(language)) {
      Optional<SyntaxTree> tree = read(grammar, text);
      int least = least(best);
      best = tree.filter(t -> t.errors < least).isPresent() ? tree : best;
      if (least(best) == 0) {
        break;
      }
    }
    return best.filter(tree -> tree.errors <= text.length() / 4);
  }

  private static int least(Optional<SyntaxTree> best) {
    return best.map(SyntaxTree::errors).orElse(Integer.MAX_VALUE);
  }

  private static Optional<SyntaxTree> read(Grammar grammar, String text) {
    return LoadedGrammar.of(grammar).flatMap(loaded -> parse(loaded, text));
  }

  private static Optional<SyntaxTree> parse(LoadedGrammar grammar, String text) {
    var input = new BoundedInput(text.getBytes(StandardCharsets.UTF_16LE));
    try (var parser = new TSParser()) {
      if (!parser.setLanguage(grammar.language())) {
        return Optional.empty();
      }
      try (TSTree tree =
          parser.parseWithOptions(
              new byte[BoundedInput.CHUNK],
              null,
              input,
              TSInputEncoding.TSInputEncodingUTF16LE,
              input)) {
        boolean complete = tree != null && !input.isExhausted();
        return complete ? Optional.of(nodes(grammar, tree)) : Optional.empty();
      }
    }
  }

  /// Walks with a cursor, step by step: queries take time quadratic in the children of a node, and
  /// recursion ends where nesting does not.
  private static SyntaxTree nodes(LoadedGrammar grammar, TSTree tree) {
    var parts = new ArrayList<Part>();
    int errors = 0;
    int end = 0;
    try (var cursor = new TSTreeCursor(tree.getRootNode())) {
      do {
        TSNode node = cursor.currentNode();
        String type = node.getType();
        Optional<Part> part = grammar.role(type).flatMap(new NodeReader(grammar, node)::part);
        part.ifPresent(parts::add);
        boolean function = part.filter(p -> p.role() == Role.FUNCTION).isPresent();
        boolean error = type.equals(ERROR) && node.getStartByte() / UNIT >= end;
        if (function || error) {
          int last = Math.max(end, node.getEndByte() / UNIT);
          errors += error ? last - node.getStartByte() / UNIT : 0;
          end = last;
        }
      } while (advance(cursor));
    }
    return new SyntaxTree(parts, errors);
  }

  /// Moves to the next node, the outer before the inner; false after the last one.
  private static boolean advance(TSTreeCursor cursor) {
    boolean moved = cursor.gotoFirstChild();
    while (!moved) {
      if (cursor.gotoNextSibling()) {
        moved = true;
      } else if (!cursor.gotoParent()) {
        return false;
      }
    }
    return true;
  }
}
