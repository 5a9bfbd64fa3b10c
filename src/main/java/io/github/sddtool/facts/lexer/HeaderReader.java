package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.BraceItems.Level;
import java.util.Optional;
import java.util.Set;

/// Reads the declaration that may begin at a token: annotations, modifiers, name and end.
final class HeaderReader {
  private final Code code;
  private final Dialect dialect;
  private final Extents extents;
  private int readUntil;

  /// A declaration and where its body opens, so that what stands in it is read as members.
  record Found(Item item, Optional<Integer> typeBody, Optional<Integer> codeBody) {}

  HeaderReader(Code code, Dialect dialect) {
    this.code = code;
    this.dialect = dialect;
    this.extents = new Extents(code, dialect);
  }

  /// Up to here the last attempt read this level; what stands before need not be tried again.
  int readUntil() {
    return readUntil;
  }

  Optional<Found> read(int first, Level level) {
    readUntil = first + 1;
    int j = skipAnnotations(first, level.end);
    j = skipModifiers(j, level.end);
    readUntil = Math.max(readUntil, j);
    if (j >= level.end) {
      return Optional.empty();
    }
    String word = code.word(j);
    if (dialect.types().contains(word) && !code.isOneOf(j + 1, "(=:.,;?")) {
      var type = type(first, j, level);
      if (type.isPresent()) {
        return type;
      }
    }
    if (dialect.functions().contains(word) && isFunction(j)) {
      return function(first, functionName(j), level);
    }
    if (dialect.values().contains(word) && !code.isOneOf(j + 1, "(=:.,;?")) {
      return value(first, j + 1, level);
    }
    return wordless(first, j, level);
  }

  private boolean isFunction(int j) {
    return !code.isOneOf(j + 1, "=:.,;") && !(dialect.typed() && isTypedDef(j));
  }

  /// Groovy's `def name = value` is a value.
  private boolean isTypedDef(int j) {
    return !code.is(j + 2, '(');
  }

  private int skipAnnotations(int from, int end) {
    int j = from;
    while (j < end) {
      int next = annotationEnd(j);
      if (next == j) {
        return j;
      }
      j = next;
    }
    return j;
  }

  private int annotationEnd(int j) {
    if (code.is(j, '@') && code.isWord(j + 1) && !code.is(j + 1, "interface")) {
      int name = j + 1;
      while ((code.is(name + 1, '.') || code.is(name + 1, ':')) && code.isWord(name + 2)) {
        name += 2;
      }
      return code.is(name + 1, '(') ? code.jump(name + 1) + 1 : name + 1;
    }
    if (code.is(j, '#') && code.is(j + 1, '[')) {
      return code.jump(j + 1) + 1;
    }
    if (code.is(j, '[') && dialect.typed()) {
      return code.jump(j) + 1;
    }
    if (code.is(j, "template") && code.is(j + 1, '<')) {
      int k = j + 1;
      for (int depth = 0; k < code.size() && k < j + 200; k++) {
        depth += code.is(k, '<') ? 1 : code.is(k, '>') ? -1 : 0;
        if (depth == 0) {
          return k + 1;
        }
      }
    }
    return j;
  }

  private int skipModifiers(int from, int end) {
    int j = from;
    while (j < end && isModifier(j)) {
      boolean scoped = code.is(j, "pub") && code.is(j + 1, '(');
      j =
          scoped
              ? code.jump(j + 1) + 1
              : code.isText(j + 1) && code.is(j, "extern") ? j + 2 : j + 1;
    }
    return j;
  }

  private boolean isModifier(int j) {
    boolean beforeKeyword = isTypeWord(j + 1) || dialect.functions().contains(code.word(j + 1));
    boolean keyword =
        isTypeWord(j) || code.is(j, "fun") || code.is(j, "case") || code.is(j, "const");
    return (keyword && beforeKeyword)
        || (code.is(j, "class") && dialect.values().contains(code.word(j + 1)))
        || (code.is(j, "const") && j > 0 && !dialect.values().contains("const"))
        || (Dialect.MODIFIERS.contains(code.word(j)) && continuesAfter(j));
  }

  private boolean isTypeWord(int j) {
    return dialect.types().contains(code.word(j));
  }

  /// A modifier is followed by more of the declaration; `get(` and `static =` are names.
  private boolean continuesAfter(int j) {
    boolean more = code.isWord(j + 1) || code.isText(j + 1) || code.isOneOf(j + 1, "@#[*~$\\{<");
    return more || (code.is(j, "pub") && code.is(j + 1, '('));
  }

  private Optional<Found> type(int first, int keyword, Level level) {
    int name = keyword + 1;
    if (code.is(keyword, "impl") || code.is(keyword, "extension")) {
      while (code.is(name, '<')) {
        name = extents.angleEnd(name);
      }
    }
    if (dialect.typed() && !code.is(keyword, "class") && isTypeOfOther(name + 1)) {
      return Optional.empty();
    }
    // A macro may stand between the keyword and the name of a class in C++.
    boolean macro = code.isWord(name + 1) && !code.is(name + 1, "final");
    name += macro && dialect.types().contains("union") ? 1 : 0;
    int body = -1;
    int last = name;
    for (int j = name; j < level.end; j = code.jump(j) + 1) {
      if (code.is(j, '{')) {
        body = j;
        last = code.partner(j);
        break;
      }
      if (code.is(j, ';')) {
        last = j;
        break;
      }
      if (dialect.typed() && (code.is(j, '=') || (code.is(j, '(') && !isRecordLike(keyword)))) {
        return Optional.empty();
      }
      if (extents.endsBeforeLine(j, name)) {
        break;
      }
      last = code.jump(j);
    }
    boolean named = code.isWord(name) && body != name;
    int nameAt = named ? name : keyword;
    return found(Item.of(code.word(nameAt), nameAt, first, last), at(body), Optional.empty());
  }

  /// `struct point *origin()` uses a type and declares none.
  private boolean isTypeOfOther(int next) {
    return code.isOneOf(next, "*&") || (code.isWord(next) && !code.is(next, "final"));
  }

  /// Types that may have parameters before their body.
  private boolean isRecordLike(int keyword) {
    return Set.of("record", "class", "struct", "enum").contains(code.word(keyword));
  }

  /// Where the name of a function stands whose keyword is known: after a receiver, type parameters,
  /// a star.
  private int functionName(int keyword) {
    int name = keyword + 1;
    if (code.is(name, '(') && code.isWord(code.jump(name) + 1)) {
      name = code.jump(name) + 1;
    }
    while (code.isOneOf(name, "*&")) {
      name++;
    }
    if (code.is(name, '<')) {
      name = extents.angleEnd(name);
    }
    while (code.isWord(name) && code.is(name + 1, '.') && code.isWord(name + 2)) {
      name += 2;
    }
    boolean named = code.isWord(name) || code.isText(name);
    return named ? name : keyword;
  }

  private Optional<Found> function(int first, int name, Level level) {
    int last = name;
    int body = -1;
    for (int j = name + 1; j < level.end; j = code.jump(j) + 1) {
      if (code.is(j, '{') && !extents.isTypeOrInitializer(j)) {
        body = j;
        last = code.partner(j);
        break;
      }
      if (code.is(j, ';')) {
        last = j;
        break;
      }
      if (code.is(j, '=') && !extents.isOperator(j)) {
        last = extents.valueEnd(j + 1, level);
        break;
      }
      if (extents.endsBeforeLine(j, name)) {
        break;
      }
      last = code.jump(j);
    }
    String text = code.isText(name) ? code.literal(name) : code.word(name);
    return found(Item.of(text, name, first, last), Optional.empty(), at(body));
  }

  private static Optional<Integer> at(int index) {
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  private Optional<Found> value(int first, int from, Level level) {
    int name = from;
    while (code.is(name, "mut") || code.isOneOf(name, "&*")) {
      name++;
    }
    int last = extents.valueEnd(name, level);
    readUntil = last + 1;
    if (level.kind == Level.Kind.BLOCK && !extents.holdsFunction(name, last)) {
      return Optional.empty();
    }
    return code.isWord(name) ? found(first, name, last) : Optional.empty();
  }

  /// Declarations without a word of their own: members, and types before names.
  private Optional<Found> wordless(int first, int j, Level level) {
    if (dialect.methods()) {
      return member(first, j, level);
    }
    boolean place = level.kind == Level.Kind.TOP || level.kind == Level.Kind.TYPE;
    if (dialect.typed() && place) {
      return typed(first, j, level);
    }
    int variable = j;
    while (variable < j + 8 && (code.isWord(variable) || code.isOneOf(variable, "?|\\&"))) {
      variable++;
    }
    boolean property =
        level.kind == Level.Kind.TYPE && code.is(variable, '$') && code.isWord(variable + 1);
    return property
        ? found(first, variable + 1, extents.valueEnd(variable, level))
        : Optional.empty();
  }

  private Optional<Found> member(int first, int from, Level level) {
    int j = from;
    while (code.isOneOf(j, "*#")) {
      j++;
    }
    boolean name = code.isWord(j) || (code.isText(j) && level.kind == Level.Kind.OBJECT);
    if (!name || Dialect.STATEMENTS.contains(code.word(j))) {
      return Optional.empty();
    }
    int open = code.is(j + 1, '<') ? extents.angleEnd(j + 1) : j + 1;
    if (code.is(open, '(')) {
      int after = code.jump(open) + 1;
      boolean typeOrBody =
          code.is(after, '{') || (code.is(after, ':') && level.kind != Level.Kind.TOP);
      boolean inBlock = level.kind == Level.Kind.BLOCK;
      return typeOrBody && !inBlock ? function(first, j, level) : Optional.empty();
    }
    if (level.kind == Level.Kind.TYPE
        && (code.isOneOf(open, "=:;?!") || code.isFirstOnLine(open))) {
      return found(first, j, extents.valueEnd(j, level));
    }
    if (level.kind == Level.Kind.OBJECT
        && code.is(open, ':')
        && extents.holdsFunctionAt(open + 1)) {
      return found(first, j, extents.valueEnd(j, level));
    }
    return Optional.empty();
  }

  /// `Type name(…) {`, `Type name = …;`, `Name(…) {`, `Type Name { get; }`, and constants: `NAME,`.
  private Optional<Found> typed(int first, int from, Level level) {
    int words = 0;
    for (int j = from; j < level.end; j++) {
      if (code.isWord(j)) {
        if (Dialect.STATEMENTS.contains(code.word(j)) && words == 0) {
          return Optional.empty();
        }
        words++;
      } else if (code.is(j, ':') && words == 1 && code.isFirstOnLine(j + 1)) {
        return Optional.empty();
      } else if (code.is(j, ',') && words == 1 && code.isFirstOnLine(j + 1)) {
        return found(first, j - 1, j);
      } else if (code.is(j, '(') && words == 1 && code.is(code.jump(j) + 1, ',')) {
        return found(first, j - 1, code.jump(j) + 1);
      } else if (code.is(j, '(')) {
        return typedFunction(first, j, words, level);
      } else if (code.isOneOf(j, "=;")) {
        readUntil = j;
        boolean field = (words > 1 || from > first) && code.isWord(j - 1);
        return field ? found(first, j - 1, extents.valueEnd(j, level)) : Optional.empty();
      } else if (code.is(j, '{')) {
        readUntil = j;
        boolean property = words > 1 && code.isWord(j - 1);
        return property ? typedProperty(first, j) : Optional.empty();
      } else if (code.is(j, '[')) {
        j = code.jump(j);
      } else if (!code.isOneOf(j, "<>,.?*&:~@$") && !code.isText(j)) {
        readUntil = j;
        return Optional.empty();
      }
    }
    readUntil = level.end;
    return Optional.empty();
  }

  private Optional<Found> typedProperty(int first, int open) {
    return found(first, open - 1, code.partner(open));
  }

  private Optional<Found> typedFunction(int first, int open, int words, Level level) {
    int name = code.is(open - 1, '>') ? extents.angleStart(open - 1) - 1 : open - 1;
    boolean text = code.isText(name);
    if ((!code.isWord(name) && !text) || Dialect.STATEMENTS.contains(code.word(name))) {
      readUntil = code.jump(open);
      return Optional.empty();
    }
    var function = function(first, name, level);
    boolean body = function.filter(f -> f.codeBody().isPresent()).isPresent();
    return words > 1 || body ? function : Optional.empty();
  }

  private Optional<Found> found(int first, int name, int last) {
    String text = code.isText(name) ? code.literal(name) : code.word(name);
    return found(Item.of(text, name, first, last), Optional.empty(), Optional.empty());
  }

  private Optional<Found> found(Item item, Optional<Integer> type, Optional<Integer> function) {
    readUntil = Math.max(readUntil, item.last() + 1);
    return Optional.of(new Found(item, type, function));
  }
}
