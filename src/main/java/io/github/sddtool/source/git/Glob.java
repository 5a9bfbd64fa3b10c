package io.github.sddtool.source.git;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A pattern of git's ignore files. It works on bytes, as git does, and in time proportional to the
/// pattern times the text, whatever the pattern holds: all ways through it are followed at once.
final class Glob {
  /// What one step of the pattern takes from the text.
  private sealed interface Step {
    /// This byte.
    record Literal(int value) implements Step {}

    /// One of these bytes.
    record OneOf(BitSet values) implements Step {}

    /// Any bytes within a segment, also none.
    record Star() implements Step {}

    /// Any bytes, across segments, also none.
    record Deep() implements Step {}

    /// Nothing; the two steps that follow may be left out, as those of `**/` may.
    record Skippable() implements Step {}
  }

  private final List<Step> steps;
  private final int literalHead;
  private final int literalTail;

  private Glob(List<Step> steps) {
    this.steps = steps;
    int head = 0;
    while (head < steps.size() && steps.get(head) instanceof Step.Literal) {
      head++;
    }
    int tail = 0;
    while (tail < steps.size() && isFixed(steps.size() - 1 - tail)) {
      tail++;
    }
    this.literalHead = head;
    this.literalTail = tail;
  }

  /// Whether every text that matches has this byte here: not so the slash of a `**/`.
  private boolean isFixed(int step) {
    return steps.get(step) instanceof Step.Literal
        && (step < 2 || !(steps.get(step - 2) instanceof Step.Skippable));
  }

  /// Empty where git takes the pattern for malformed: an open class, a backslash at the end.
  static Optional<Glob> parse(byte[] pattern) {
    return new Parser(pattern).parse();
  }

  /// Whether the pattern matches the text from `start` to its end.
  boolean matches(byte[] text, int start) {
    int length = text.length - start;
    if (literalHead == steps.size()) {
      return length == literalHead && literal(0, text, start, literalHead);
    }
    if (length < Math.max(literalHead, literalTail)
        || !literal(0, text, start, literalHead)
        || !literal(steps.size() - literalTail, text, text.length - literalTail, literalTail)) {
      return false;
    }
    var reached = new BitSet(steps.size() + 1);
    reached.set(literalHead);
    leap(reached);
    for (int i = start + literalHead; i < text.length && !reached.isEmpty(); i++) {
      reached = advance(reached, text[i] & 0xFF);
    }
    return reached.get(steps.size());
  }

  private boolean literal(int firstStep, byte[] text, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (!(steps.get(firstStep + i) instanceof Step.Literal(int value))
          || value != (text[from + i] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  private BitSet advance(BitSet reached, int value) {
    var next = new BitSet(steps.size() + 1);
    for (int i = reached.nextSetBit(0); i >= 0 && i < steps.size(); i = reached.nextSetBit(i + 1)) {
      switch (steps.get(i)) {
        case Step.Literal(int wanted) -> next.set(i + 1, next.get(i + 1) || wanted == value);
        case Step.OneOf(BitSet wanted) -> next.set(i + 1, next.get(i + 1) || wanted.get(value));
        case Step.Star() -> next.set(i, next.get(i) || value != '/');
        case Step.Deep() -> next.set(i);
        case Step.Skippable() -> {}
      }
    }
    leap(next);
    return next;
  }

  /// Adds what is reached without taking a byte. Steps only ever lead forward, so one pass is all.
  private void leap(BitSet reached) {
    for (int i = reached.nextSetBit(0); i >= 0 && i < steps.size(); i = reached.nextSetBit(i + 1)) {
      switch (steps.get(i)) {
        case Step.Star(), Step.Deep() -> reached.set(i + 1);
        case Step.Skippable() -> {
          reached.set(i + 1);
          reached.set(i + 3);
        }
        case Step.Literal(_), Step.OneOf(_) -> {}
      }
    }
  }

  /// Reads a pattern in one pass, with git's own view of what is odd.
  private static final class Parser {
    private static final int END = -1;

    private final byte[] pattern;
    private final int plainLength;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    Parser(byte[] pattern) {
      this.pattern = pattern;
      int plain = 0;
      while (plain < pattern.length && "*?[\\".indexOf(pattern[plain]) < 0) {
        plain++;
      }
      this.plainLength = plain;
    }

    Optional<Glob> parse() {
      while (at < pattern.length) {
        int value = peek(0);
        boolean sound =
            switch (value) {
              case '\\' -> escaped();
              case '[' -> oneOf();
              case '*' -> stars();
              case '?' -> any();
              default -> literal(value);
            };
        if (!sound) {
          return Optional.empty();
        }
      }
      return Optional.of(new Glob(List.copyOf(steps)));
    }

    private int peek(int ahead) {
      return at + ahead < pattern.length ? pattern[at + ahead] & 0xFF : END;
    }

    private boolean literal(int value) {
      steps.add(new Step.Literal(value));
      at++;
      return true;
    }

    private boolean escaped() {
      at++;
      return peek(0) != END && literal(peek(0));
    }

    private boolean any() {
      var values = new BitSet(256);
      values.set(0, 256);
      values.clear('/');
      steps.add(new Step.OneOf(values));
      at++;
      return true;
    }

    private boolean stars() {
      int first = at;
      while (peek(0) == '*') {
        at++;
      }
      // Git compares the plain beginning of a pattern by itself and hands on the rest, so that two
      // stars right behind it stand "at the beginning" as well.
      boolean opens = first == plainLength || first == 0 || pattern[first - 1] == '/';
      boolean closes = peek(0) == END || peek(0) == '/' || (peek(0) == '\\' && peek(1) == '/');
      if (at - first == 1 || !opens || !closes) {
        steps.add(new Step.Star());
      } else if (peek(0) == '/') {
        steps.add(new Step.Skippable());
        steps.add(new Step.Deep());
        return literal('/');
      } else {
        steps.add(new Step.Deep());
      }
      return true;
    }

    private boolean oneOf() {
      at++;
      boolean negated = peek(0) == '!' || peek(0) == '^';
      if (negated) {
        at++;
      }
      var values = new BitSet(256);
      int previous = 0;
      boolean first = true;
      while (first || peek(0) != ']') {
        first = false;
        int value = peek(0);
        if (value == END) {
          return false;
        }
        if (value == '\\') {
          at++;
          value = peek(0);
          if (value == END) {
            return false;
          }
          values.set(value);
          previous = value;
        } else if (value == '-' && previous != 0 && peek(1) != END && peek(1) != ']') {
          if (!range(values, previous)) {
            return false;
          }
          previous = 0;
        } else if (value == '[' && peek(1) == ':') {
          Optional<Integer> named = named(values);
          if (named.isEmpty()) {
            return false;
          }
          previous = named.get();
        } else {
          values.set(value);
          previous = value;
        }
        at++;
      }
      at++;
      if (negated) {
        values.flip(0, 256);
      }
      values.clear('/');
      steps.add(new Step.OneOf(values));
      return true;
    }

    /// At a `-` between two ends; leaves the position on the last byte of the upper one.
    private boolean range(BitSet values, int lower) {
      at++;
      if (peek(0) == '\\') {
        at++;
      }
      int upper = peek(0);
      if (upper == END) {
        return false;
      }
      if (lower <= upper) {
        values.set(lower, upper + 1);
      }
      return true;
    }

    /// At `[:`; leaves the position on the closing `]`, or on the `[` when it opens no class after
    /// all. Gives what a range that follows would begin with.
    private Optional<Integer> named(BitSet values) {
      int begin = at + 2;
      int close = begin;
      while (close < pattern.length && pattern[close] != ']') {
        close++;
      }
      if (close == pattern.length) {
        return Optional.empty();
      }
      if (close == begin || pattern[close - 1] != ':') {
        values.set('[');
        return Optional.of((int) '[');
      }
      var name =
          new String(pattern, begin, close - 1 - begin, java.nio.charset.StandardCharsets.US_ASCII);
      if (!addClass(values, name)) {
        return Optional.empty();
      }
      at = close;
      return Optional.of(0);
    }

    private static boolean addClass(BitSet values, String name) {
      switch (name) {
        case "digit" -> values.set('0', '9' + 1);
        case "lower" -> values.set('a', 'z' + 1);
        case "upper" -> values.set('A', 'Z' + 1);
        case "alpha" -> letters(values);
        case "alnum" -> {
          letters(values);
          values.set('0', '9' + 1);
        }
        case "xdigit" -> {
          values.set('0', '9' + 1);
          values.set('a', 'f' + 1);
          values.set('A', 'F' + 1);
        }
        case "blank" -> {
          values.set(' ');
          values.set('\t');
        }
        case "space" -> {
          values.set(' ');
          values.set('\t', '\r' + 1);
        }
        case "cntrl" -> {
          values.set(0, ' ');
          values.set(127);
        }
        case "print" -> values.set(' ', 127);
        case "graph" -> values.set('!', 127);
        case "punct" -> {
          values.set('!', '/' + 1);
          values.set(':', '@' + 1);
          values.set('[', '`' + 1);
          values.set('{', '~' + 1);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private static void letters(BitSet values) {
      values.set('a', 'z' + 1);
      values.set('A', 'Z' + 1);
    }
  }
}
