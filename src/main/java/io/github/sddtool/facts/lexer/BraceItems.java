package io.github.sddtool.facts.lexer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the declarations of languages with braces in one walk over the tokens: only where a
/// statement or member may begin, and never inside what was already taken for one at that level.
final class BraceItems {
  private static final int MAX_DEPTH = 500;

  private final Code code;
  private final HeaderReader headers;
  private final Map<Integer, Level.Kind> bodies = new HashMap<>();
  private final List<Item> items = new ArrayList<>();

  /// What stands between a bracket and its partner, and where declarations may begin again in it.
  static final class Level {
    enum Kind {
      TOP,
      TYPE,
      OBJECT,
      BLOCK,
      OTHER
    }

    final Kind kind;
    final int end;
    private int resumeAt;

    Level(Kind kind, int end) {
      this.kind = kind;
      this.end = end;
    }
  }

  private BraceItems(Code code, Dialect dialect) {
    this.code = code;
    this.headers = new HeaderReader(code, dialect);
  }

  static List<Item> find(Code code, Dialect dialect) {
    var finder = new BraceItems(code, dialect);
    finder.walk();
    finder.items.sort(Comparator.comparingInt(Item::first));
    return finder.items;
  }

  private void walk() {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(Level.Kind.TOP, code.size()));
    for (int i = 0; i < code.size(); i++) {
      while (levels.size() > 1 && i >= levels.element().end) {
        levels.pop();
      }
      Level level = levels.element();
      if (i >= level.resumeAt && mayBegin(i, level.kind)) {
        declare(i, level);
      }
      if (code.jump(i) > i && levels.size() < MAX_DEPTH) {
        levels.push(new Level(kind(i), code.partner(i)));
      }
    }
  }

  private boolean mayBegin(int i, Level.Kind kind) {
    boolean boundary =
        i == 0
            || code.isFirstOnLine(i)
            || code.isOneOf(i - 1, ";{}>")
            || code.beginsWith(i - 1, "<?")
            || (code.is(i - 1, ',') && kind == Level.Kind.OBJECT);
    return boundary && kind != Level.Kind.OTHER;
  }

  private Level.Kind kind(int open) {
    if (!code.is(open, '{')) {
      return Level.Kind.OTHER;
    }
    Level.Kind known = bodies.get(open);
    if (known != null) {
      return known;
    }
    boolean arrow = code.is(open - 1, '>') && code.is(open - 2, '=');
    boolean value = code.isOneOf(open - 1, "=(,:[?") || code.is(open - 1, "return");
    return value && !arrow ? Level.Kind.OBJECT : Level.Kind.BLOCK;
  }

  private void declare(int i, Level level) {
    Optional<HeaderReader.Found> found = headers.read(i, level);
    found.ifPresent(f -> {
      f.typeBody().ifPresent(open -> bodies.put(open, Level.Kind.TYPE));
      f.codeBody().ifPresent(open -> bodies.put(open, Level.Kind.BLOCK));
      items.add(f.item());
    });
    level.resumeAt = Math.max(i + 1, headers.readUntil());
  }
}
