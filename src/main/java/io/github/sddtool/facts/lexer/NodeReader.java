package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Grammar.Role;
import io.github.sddtool.facts.lexer.SyntaxTree.Lent;
import io.github.sddtool.facts.lexer.SyntaxTree.Name;
import io.github.sddtool.facts.lexer.SyntaxTree.Part;
import io.github.sddtool.facts.lexer.SyntaxTree.Value;
import java.util.List;
import java.util.Optional;
import org.treesitter.TSNode;

/// Reads from one node what a declaration needs: its extent, its name, what it lends or holds.
final class NodeReader {
  private static final int UNIT = 2;
  private static final int MAX_STEPS = 16;

  /// Fields that lead to a name, the surest first.
  private static final List<String> TO_NAME =
      List.of("name", "declarator", "property", "key", "pattern", "left");

  private static final List<String> TO_VALUE = List.of("value", "right");

  private final LoadedGrammar grammar;
  private final TSNode node;

  NodeReader(LoadedGrammar grammar, TSNode node) {
    this.grammar = grammar;
    this.node = node;
  }

  /// Empty for a node that uses a type and declares none.
  Optional<Part> part(Role role) {
    if (isUse()) {
      return Optional.empty();
    }
    boolean wrapper = role == Role.WRAPPER;
    boolean named = !wrapper && role != Role.PREFIX && role != Role.LAMBDA;
    return Optional.of(
        new Part(
            role,
            start(node),
            end(node),
            named ? name() : new Name(0, 0),
            value(role),
            wrapper ? lent() : Lent.NONE));
  }

  /// `struct point *origin()`.
  private boolean isUse() {
    return node.getType().endsWith("_specifier") && field(node, "body").isEmpty();
  }

  private Name name() {
    TSNode at = node;
    for (int step = 0; step < MAX_STEPS; step++) {
      Optional<TSNode> next = towardsName(at, step == 0);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    return at.equals(node) ? new Name(0, 0) : new Name(start(at), end(at));
  }

  private static Optional<TSNode> towardsName(TSNode at, boolean first) {
    if (isIdentifier(at)) {
      return Optional.empty();
    }
    for (String field : TO_NAME) {
      Optional<TSNode> next = field(at, field);
      if (next.isPresent()) {
        return next;
      }
    }
    // An implementation or extension is known by its type.
    return firstIdentifier(at).or(() -> first ? field(at, "type") : Optional.empty());
  }

  private static boolean isIdentifier(TSNode at) {
    String type = at.getType();
    boolean qualified = type.startsWith("qualified") || type.startsWith("scoped");
    return type.endsWith("identifier") && !qualified;
  }

  /// Some grammars do not say which child is the name.
  private static Optional<TSNode> firstIdentifier(TSNode at) {
    int count = Math.min(at.getNamedChildCount(), MAX_STEPS);
    for (int i = 0; i < count; i++) {
      TSNode child = at.getNamedChild(i);
      String type = child.getType();
      if (type.endsWith("identifier")
          || type.endsWith("declarator")
          || type.equals("variable_declaration")
          || type.endsWith("_element")
          || type.equals("variable_name")
          || type.equals("name")) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  private Value value(Role role) {
    boolean mayHold = role == Role.VALUE || role == Role.HOLDER;
    if (mayHold && holdsFunction()) {
      return Value.FUNCTION;
    }
    return (mayHold || role == Role.MEMBER) && node.hasError() ? Value.BROKEN : Value.PLAIN;
  }

  private boolean holdsFunction() {
    return TO_VALUE.stream()
        .flatMap(field -> field(node, field).stream())
        .map(TSNode::getType)
        .flatMap(type -> grammar.role(type).stream())
        .anyMatch(role -> role == Role.LAMBDA || role == Role.TYPE);
  }

  private Lent lent() {
    Optional<TSNode> taker = Optional.empty();
    int takers = 0;
    int count = node.getNamedChildCount();
    for (int i = 0; i < Math.min(count, MAX_STEPS); i++) {
      TSNode child = node.getNamedChild(i);
      Optional<Role> role = grammar.role(child.getType());
      if (role.isPresent() && role.get() != Role.PREFIX) {
        takers++;
        taker = taker.isEmpty() ? Optional.of(child) : taker;
      }
    }
    boolean only = takers == 1 && count <= MAX_STEPS;
    return taker.map(t -> new Lent(start(t), end(t), only)).orElse(Lent.NONE);
  }

  private static Optional<TSNode> field(TSNode node, String name) {
    TSNode child = node.getChildByFieldName(name);
    return child.isNull() ? Optional.empty() : Optional.of(child);
  }

  private static int start(TSNode node) {
    return node.getStartByte() / UNIT;
  }

  private static int end(TSNode node) {
    return node.getEndByte() / UNIT;
  }
}
