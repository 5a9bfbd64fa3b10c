package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Item.Title;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Finds the declarations of languages that nest by indentation, by order of their headings or by
/// statement.
final class LineItems {
  private static final int MAX_NAME = 120;

  private static final Set<String> SQL_NOISE =
      Set.of(
          "or",
          "replace",
          "temp",
          "temporary",
          "unique",
          "if",
          "not",
          "exists",
          "materialized",
          "unlogged",
          "table",
          "view",
          "function",
          "procedure",
          "trigger",
          "index",
          "type",
          "schema",
          "sequence",
          "policy",
          "extension",
          "role",
          "domain",
          "database",
          "concurrently",
          "alter",
          "recursive",
          "external",
          "package",
          "body");

  private final Code code;
  private final Nesting nesting = new Nesting();

  LineItems(Code code) {
    this.code = code;
  }

  /// Functions, classes, and the assignments of modules and classes, decorators included.
  List<Item> python() {
    int decorator = -1;
    for (int i = 0; i < code.size(); i++) {
      if (beginsLine(i) && !code.is(i - 1, '\\')) {
        int indent = indent(i);
        boolean declared = decorator >= 0;
        if (!declared) {
          nesting.endBefore(indent, i);
        }
        if (code.is(i, '@')) {
          decorator = declared ? decorator : i;
        } else {
          openPython(i, declared ? decorator : i, indent);
          decorator = -1;
        }
      }
      i = code.jump(i);
    }
    return nesting.finish(code.size());
  }

  private void openPython(int i, int first, int indent) {
    int keyword = code.is(i, "async") ? i + 1 : i;
    if (code.is(keyword, "def") || code.is(keyword, "class")) {
      nesting.open(indent, item(keyword + 1, first));
      return;
    }
    OptionalInt outer = nesting.enclosingName();
    boolean place = outer.isEmpty() || code.is(outer.getAsInt() - 1, "class");
    boolean assignment = code.is(i + 1, '=') && !code.is(i + 2, '=');
    if (place && code.isWord(i) && (assignment || (code.is(i + 1, ':') && isSimple(i)))) {
      nesting.open(indent, item(i, first));
    }
  }

  /// `name: Type` is a property, `else:` is none.
  private boolean isSimple(int i) {
    return !code.isFirstOnLine(i + 2) && !Set.of("else", "try", "finally").contains(code.word(i));
  }

  private Item item(int nameAt, int first) {
    return Item.of(code.word(nameAt), nameAt, first, first);
  }

  /// Keys and what is indented below them.
  List<Item> yaml() {
    for (int i = 0; i < code.size(); i++) {
      if (!code.isFirstOnLine(i)) {
        continue;
      }
      int key = i;
      while (code.is(key, '-') && key + 1 < code.size() && !code.isFirstOnLine(key + 1)) {
        key++;
      }
      nesting.endBefore(indent(i), i);
      int colon = key;
      while (colon < key + 20 && !code.is(colon, ':') && sameLine(key, colon)) {
        colon++;
      }
      if (code.is(colon, ':') && colon > key && sameLine(key, colon)) {
        nesting.open(indent(key), Item.of(span(key, colon - 1), key, i, i));
      }
    }
    return nesting.finish(code.size());
  }

  /// `CREATE … name …;`.
  List<Item> sql() {
    int first = 0;
    for (int i = 0; i < code.size(); i++) {
      i = dollarQuotedEnd(i);
      boolean last = code.is(i, ';') || i == code.size() - 1;
      if (last && code.word(first).equalsIgnoreCase("create")) {
        int name = first + 1;
        while (name < i && SQL_NOISE.contains(code.word(name).toLowerCase(Locale.ROOT))) {
          name++;
        }
        nesting.open(0, Item.of(span(name, name), name, first, i));
        nesting.endWith(0, i, i);
      }
      first = last ? i + 1 : first;
      i = code.is(i, '(') ? code.jump(i) : i;
    }
    return nesting.finish(code.size());
  }

  /// A semicolon in the body of a function does not end the statement around it.
  private int dollarQuotedEnd(int i) {
    int end = i;
    if (code.kind(i) == Token.Kind.TEXT_OPEN) {
      while (end < code.size() - 1 && code.kind(end) != Token.Kind.TEXT_CLOSE) {
        end++;
      }
    }
    return end;
  }

  /// Features, rules and scenarios with their tags.
  List<Item> gherkin() {
    int tags = -1;
    for (int i = 0; i < code.size(); i++) {
      if (!code.isFirstOnLine(i)) {
        continue;
      }
      if (code.is(i, '@')) {
        tags = tags < 0 ? i : tags;
        continue;
      }
      int colon = code.is(i + 1, ':') ? i + 1 : i + 2;
      int depth = gherkinDepth(i, colon);
      if (depth > 0) {
        int first = tags < 0 ? i : tags;
        nesting.endBefore(depth, first);
        boolean suite = depth < 3;
        nesting.open(depth, titled(colon + 1, first, suite));
      }
      tags = -1;
    }
    return nesting.finish(code.size());
  }

  private int gherkinDepth(int i, int colon) {
    if (!code.is(colon, ':') || !sameLine(i, colon)) {
      return 0;
    }
    return switch (code.word(i)) {
      case "Feature" -> 1;
      case "Rule" -> 2;
      case "Scenario", "Example" -> 3;
      default -> 0;
    };
  }

  /// The names that stand at the margin of the test case section.
  List<Item> robot() {
    boolean cases = false;
    for (int i = 0; i < code.size(); i++) {
      if (!code.isFirstOnLine(i) || indent(i) > 0) {
        continue;
      }
      nesting.endBefore(0, i);
      if (code.is(i, '*')) {
        cases = span(i, lineLast(i)).toLowerCase(Locale.ROOT).contains("test case");
      } else if (cases) {
        nesting.open(0, titled(i, i, false));
      }
    }
    return nesting.finish(code.size());
  }

  private Item titled(int at, int first, boolean suite) {
    boolean present = at < code.size() && (at == first || !code.isFirstOnLine(at));
    int nameAt = present ? at : first;
    String text = present ? span(at, lineLast(at)) : "";
    var kind = suite ? TestTitle.Kind.SUITE : TestTitle.Kind.CASE;
    return new Item(text, nameAt, first, first, Optional.of(new Title(kind, nameAt, text)));
  }

  /// Blocks with a heading before their brace, as in HCL and style sheets.
  List<Item> blocks() {
    int first = 0;
    for (int i = 0; i < code.size(); i++) {
      if (code.is(i, '{') && i > first && !code.is(i - 1, '=')) {
        nesting.open(0, Item.of(span(first, i - 1), first, first, i));
        nesting.endWith(0, i, code.partner(i));
      }
      boolean assigned = code.is(i, '{') && code.is(i - 1, '=');
      i = assigned || code.isOneOf(i, "([") ? code.jump(i) : i;
      if (code.isOneOf(i, "{};") || (code.isFirstOnLine(i + 1) && !code.is(i, ','))) {
        first = i + 1;
      }
    }
    return nesting.finish(code.size());
  }

  /// A token that begins a line outside all brackets; callers jump over those.
  private boolean beginsLine(int i) {
    return code.isFirstOnLine(i);
  }

  private int indent(int i) {
    return code.lines().column(code.start(i)) - 1;
  }

  private boolean sameLine(int one, int other) {
    return other < code.size() && code.line(one) == code.line(other);
  }

  private int lineLast(int i) {
    int last = i;
    while (last + 1 < code.size() && !code.isFirstOnLine(last + 1)) {
      last++;
    }
    return last;
  }

  private String span(int first, int last) {
    if (first >= code.size()) {
      return "";
    }
    int start = code.start(first);
    int end = Math.min(code.end(Math.max(first, last)), start + MAX_NAME);
    return code.text().substring(start, end).strip();
  }
}
