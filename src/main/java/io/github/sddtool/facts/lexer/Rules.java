package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.TextMode.Quote;
import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Set;
import java.util.function.Predicate;

/// The rules that many languages share.
final class Rules {
  /// Longer than any escape in a character literal, a code point in hexadecimal included.
  private static final int MAX_CHARACTER = 14;

  /// Words after which an expression begins, so that `/` opens a pattern and does not divide.
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "instanceof",
          "do",
          "else",
          "yield",
          "await",
          "if",
          "elsif",
          "unless",
          "while",
          "until",
          "when",
          "and",
          "or",
          "not",
          "then",
          "default",
          "extends",
          "export",
          "split",
          "grep",
          "map",
          "join");

  private Rules() {}

  /// A comment from a prefix to the end of its line.
  static Rule lineComment(String prefix) {
    return lineComment(prefix, _ -> true);
  }

  /// A comment from a prefix, where a condition holds, to the end of its line.
  static Rule lineComment(String prefix, Predicate<Cursor> where) {
    return new Rule(
        prefix.substring(0, 1),
        (cursor, _) -> cursor.looksAt(prefix) && where.test(cursor) && takeLineComment(cursor));
  }

  static boolean takeLineComment(Cursor cursor) {
    int end = cursor.lineEnd(cursor.at());
    boolean windows = end > cursor.at() && cursor.text().charAt(end - 1) == '\r';
    cursor.take(Kind.LINE_COMMENT, end - cursor.at() - (windows ? 1 : 0));
    return true;
  }

  /// A comment that begins a script and names its interpreter.
  static Rule shebang() {
    return lineComment("#!", cursor -> cursor.at() == 0);
  }

  static Rule blockComment(String open, String close) {
    return new Rule(
        open.substring(0, 1),
        (cursor, _) -> {
          if (!cursor.looksAt(open)) {
            return false;
          }
          takeUntil(cursor, Kind.BLOCK_COMMENT, open.length(), close);
          return true;
        });
  }

  /// A comment that holds whole comments of its own kind.
  static Rule nestedComment(String open, String close) {
    return new Rule(
        open.substring(0, 1),
        (cursor, _) -> cursor.looksAt(open) && takeNested(cursor, open, close));
  }

  private static boolean takeNested(Cursor cursor, String open, String close) {
    int start = cursor.at();
    int depth = 0;
    do {
      if (cursor.looksAt(open)) {
        depth++;
        cursor.skip(open.length());
      } else if (cursor.looksAt(close)) {
        depth--;
        cursor.skip(close.length());
      } else {
        cursor.skip(1);
      }
    } while (depth > 0 && !cursor.atEnd());
    cursor.emit(Kind.BLOCK_COMMENT, start);
    return true;
  }

  /// Takes what stands between two delimiters, both included; to the end where the second is
  /// missing.
  static void takeUntil(Cursor cursor, Kind kind, int openLength, String close) {
    int end = cursor.text().indexOf(close, cursor.at() + openLength);
    int stop = end < 0 ? cursor.text().length() : end + close.length();
    cursor.take(kind, stop - cursor.at());
  }

  static Rule quoted(Quote quote) {
    return quoted(quote, _ -> true);
  }

  static Rule quoted(Quote quote, Predicate<Cursor> where) {
    return new Rule(
        quote.open().substring(0, 1), (cursor, lexis) -> open(cursor, quote, where, lexis));
  }

  /// A literal whose holes are read by rules of their own.
  static Rule quoted(Quote quote, Predicate<Cursor> where, Lexis inHoles) {
    return new Rule(
        quote.open().substring(0, 1), (cursor, _) -> open(cursor, quote, where, inHoles));
  }

  private static boolean open(Cursor cursor, Quote quote, Predicate<Cursor> where, Lexis inHoles) {
    if (!cursor.looksAt(quote.open()) || !where.test(cursor)) {
      return false;
    }
    cursor.push(new TextMode(quote, inHoles));
    return true;
  }

  /// A quote that counts only when it is closed on its own line: elsewhere it is an apostrophe.
  static Rule weaklyQuoted(char delimiter) {
    return new Rule(
        String.valueOf(delimiter),
        (cursor, _) -> {
          int end = 1;
          while (!cursor.isBarren() && isInLine(cursor, end) && cursor.peek(end) != delimiter) {
            end++;
          }
          if (cursor.isBarren() || !isInLine(cursor, end)) {
            cursor.barrenUntil(Math.max(cursor.at() + end, cursor.barrenUntil()));
            return false;
          }
          cursor.take(Kind.TEXT, end + 1);
          return true;
        });
  }

  private static boolean isInLine(Cursor cursor, int ahead) {
    return cursor.at() + ahead < cursor.text().length() && cursor.peek(ahead) != '\n';
  }

  /// `'x'` and `'\n'`; a quote that is no such literal (a lifetime, a prime, a symbol) is a symbol.
  static Rule character() {
    return new Rule(
        "'",
        (cursor, _) -> {
          int close = characterEnd(cursor);
          boolean literal = close > 0 && !afterDigit(cursor);
          cursor.take(literal ? Kind.TEXT : Kind.SYMBOL, literal ? close + 1 : 1);
          return true;
        });
  }

  /// How far ahead the quote stands that closes a character literal; 0 where none does.
  private static int characterEnd(Cursor cursor) {
    if (cursor.peek(1) != '\\') {
      int close = Character.isHighSurrogate(cursor.peek(1)) ? 3 : 2;
      return cursor.peek(close) == '\'' && cursor.peek(1) != '\n' ? close : 0;
    }
    for (int i = 3; i < MAX_CHARACTER && cursor.peek(i) != '\n'; i++) {
      if (cursor.peek(i) == '\'') {
        return i;
      }
    }
    return 0;
  }

  /// The quote in `1'000'000` separates digits.
  private static boolean afterDigit(Cursor cursor) {
    return cursor
        .lastCode()
        .filter(t -> t.end() == cursor.at() && t.isWord())
        .filter(t -> Character.isDigit(cursor.text().charAt(t.start())))
        .isPresent();
  }

  /// A backslash and the character that it protects.
  static Rule escape() {
    return new Rule(
        "\\",
        (cursor, _) -> {
          cursor.take(Kind.SYMBOL, 2);
          return true;
        });
  }

  /// A pattern between slashes, where an expression may begin; it ends on its own line.
  static Rule slashedPattern() {
    return slashedPattern(_ -> false);
  }

  /// The same in languages whose statements have conditions in parentheses.
  static Rule slashedPatternOrAfterCondition() {
    return slashedPattern(Cursor::afterCondition);
  }

  private static Rule slashedPattern(Predicate<Cursor> beginsStatement) {
    return new Rule(
        "/",
        (cursor, _) -> {
          boolean divides = endsOperand(cursor) && !beginsStatement.test(cursor);
          if (cursor.isBarren() || divides) {
            return false;
          }
          int length = patternLength(cursor);
          if (length == 0) {
            cursor.barrenUntil(cursor.lineEnd(cursor.at()));
            return false;
          }
          cursor.take(Kind.TEXT, length);
          return true;
        });
  }

  private static int patternLength(Cursor cursor) {
    boolean inClass = false;
    for (int i = 1; ; i++) {
      switch (cursor.peek(i)) {
        case '\0', '\n' -> {
          return 0;
        }
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '/' -> {
          if (!inClass) {
            return i + 1;
          }
        }
        default -> {}
      }
    }
  }

  /// Whether what stands before the cursor is a value, so that an operator must follow.
  static boolean endsOperand(Cursor cursor) {
    return cursor
        .lastCode()
        .filter(t ->
            switch (t.kind()) {
              case WORD -> !BEFORE_EXPRESSION.contains(t.in(cursor.text()));
              case TEXT, TEXT_CLOSE -> true;
              case SYMBOL -> ")]".indexOf(cursor.text().charAt(t.start())) >= 0;
              case TEXT_OPEN, TEXT_PART, LINE_COMMENT, BLOCK_COMMENT -> false;
            })
        .isPresent();
  }

  /// In languages that call without parentheses, `puts /x/` is a call and `a / b` a division.
  static boolean mayOpenLiteral(Cursor cursor) {
    return !endsOperand(cursor)
        || (cursor.afterSpace()
            && !Character.isWhitespace(cursor.peek(1))
            && cursor.lastCode().filter(Token::isWord).isPresent());
  }

  /// The delimiter that closes one: its counterpart for brackets, else itself.
  static char counterpart(char open) {
    return switch (open) {
      case '(' -> ')';
      case '[' -> ']';
      case '{' -> '}';
      case '<' -> '>';
      default -> open;
    };
  }

  /// How far ahead a literal ends that begins so far ahead with its delimiter; brackets nest.
  static int delimitedEnd(Cursor cursor, int from) {
    char open = cursor.peek(from);
    char close = counterpart(open);
    int depth = 0;
    int i = from + 1;
    for (; cursor.at() + i < cursor.text().length(); i++) {
      char c = cursor.peek(i);
      if (c == '\\') {
        i++;
      } else if (c == close && depth-- == 0) {
        return i + 1;
      } else if (c == open) {
        depth++;
      }
    }
    return i;
  }
}
