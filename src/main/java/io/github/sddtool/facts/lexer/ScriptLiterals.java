package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.Set;

/// Literals and comments of Ruby, Perl, Elixir and the shell that no other family writes.
final class ScriptLiterals {
  private static final Set<String> PERL_QUOTES = Set.of("q", "qq", "qw", "qr", "m");
  private static final Set<String> PERL_PAIRS = Set.of("s", "tr", "y");
  private static final int MAX_EXPANSION = 300;

  private ScriptLiterals() {}

  /// Ruby's `=begin … =end` and Perl's `=pod … =cut`, which stand at the beginning of a line.
  static Rule documentBlock(String open, String close) {
    return new Rule(
        "=",
        (cursor, _) -> {
          boolean first = cursor.at() == 0 || cursor.peek(-1) == '\n';
          if (!first || !cursor.looksAt(open) || !Character.isLetter(cursor.peek(1))) {
            return false;
          }
          int end = cursor.text().indexOf("\n" + close, cursor.at());
          int stop = end < 0 ? cursor.text().length() : end + 1 + close.length();
          cursor.take(Kind.BLOCK_COMMENT, stop - cursor.at());
          return true;
        });
  }

  /// `__END__`: what follows is data.
  static Rule endOfCode() {
    return new Rule(
        "_",
        (cursor, _) -> {
          boolean first = cursor.at() == 0 || cursor.peek(-1) == '\n';
          if (!first || !cursor.looksAt("__END__") || !isLineEnd(cursor.peek(7))) {
            return false;
          }
          cursor.take(Kind.TEXT, cursor.text().length() - cursor.at());
          return true;
        });
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == '\0';
  }

  /// Ruby's `%w[…]`, `%q(…)`, `%r{…}`, `%(…)`.
  static Rule rubyPercent() {
    return new Rule(
        "%",
        (cursor, _) -> {
          boolean lettered = "qQwWiIrxs".indexOf(cursor.peek(1)) >= 0;
          int delimiter = lettered ? 2 : 1;
          char open = cursor.peek(delimiter);
          boolean opens =
              lettered
                  ? open > ' ' && open != '=' && !Cursor.isWordPart(open)
                  : "([{<|!".indexOf(open) >= 0;
          if (!opens || !Rules.mayOpenLiteral(cursor)) {
            return false;
          }
          cursor.take(Kind.TEXT, Rules.delimitedEnd(cursor, delimiter));
          return true;
        });
  }

  /// `?"` and `?#`: one character.
  static Rule questionCharacter() {
    return new Rule(
        "?",
        (cursor, _) -> {
          char c = cursor.peek(1);
          boolean literal = c > ' ' && !Rules.endsOperand(cursor);
          literal &= !Cursor.isWordPart(c) && !Cursor.isWordPart(cursor.peek(2));
          if (literal) {
            cursor.take(Kind.TEXT, c == '\\' ? 3 : 2);
          }
          return literal;
        });
  }

  /// A pattern between slashes in a language that calls without parentheses.
  static Rule pattern() {
    Rule slashed = Rules.slashedPattern();
    return new Rule(
        "/",
        (cursor, lexis) -> {
          if (!Rules.endsOperand(cursor)) {
            return slashed.taker().take(cursor, lexis);
          }
          boolean argument = Rules.mayOpenLiteral(cursor) && cursor.peek(1) != '=';
          int end = argument ? endInLine(cursor) : 0;
          if (end > 0) {
            cursor.take(Kind.TEXT, end);
          }
          return end > 0;
        });
  }

  private static int endInLine(Cursor cursor) {
    int i = 1;
    while (!cursor.isBarren() && !isLineEnd(cursor.peek(i))) {
      if (cursor.peek(i) == '/') {
        return i + 1;
      }
      i += cursor.peek(i) == '\\' ? 2 : 1;
    }
    cursor.barrenUntil(Math.max(cursor.barrenUntil(), cursor.at() + i));
    return 0;
  }

  /// Perl's variables that look like the beginning of something else: `$#`, `$'`, `$"`, `` $` ``.
  static Rule punctuationVariable() {
    return new Rule(
        "$",
        (cursor, _) -> {
          if ("#'\"`/".indexOf(cursor.peek(1)) < 0 || cursor.peek(1) == '\0') {
            return false;
          }
          cursor.take(Kind.SYMBOL, 2);
          return true;
        });
  }

  /// Perl's `q(…)`, `qw[…]`, `m{…}`, `s/…/…/` and their kin.
  static Rule perlQuote() {
    return new Rule(
        "qmsty",
        (cursor, _) -> {
          int length = 0;
          while (Cursor.isWordPart(cursor.peek(length)) && length < 3) {
            length++;
          }
          String word = cursor.text().substring(cursor.at(), cursor.at() + length);
          boolean pair = PERL_PAIRS.contains(word);
          if ((!pair && !PERL_QUOTES.contains(word)) || isPartOfName(cursor)) {
            return false;
          }
          if (!isPerlDelimiter(cursor.peek(length))) {
            return false;
          }
          cursor.take(Kind.TEXT, perlEnd(cursor, length, pair));
          return true;
        });
  }

  private static int perlEnd(Cursor cursor, int open, boolean pair) {
    int end = Rules.delimitedEnd(cursor, open);
    if (!pair) {
      return end;
    }
    boolean bracketed = Rules.counterpart(cursor.peek(open)) != cursor.peek(open);
    return Rules.delimitedEnd(cursor, bracketed ? end : end - 1);
  }

  private static boolean isPartOfName(Cursor cursor) {
    char before = cursor.peek(-1);
    return Cursor.isWordPart(before) || (before != '\0' && "$@%&>-:'".indexOf(before) >= 0);
  }

  private static boolean isPerlDelimiter(char c) {
    return c > ' ' && !Cursor.isWordPart(c) && ",;)=".indexOf(c) < 0;
  }

  /// Elixir's `~r/…/`, `~s(…)`, `~S"""…"""`.
  static Rule sigil() {
    return new Rule(
        "~",
        (cursor, _) -> {
          int i = 1;
          while (Character.isLetter(cursor.peek(i)) && i < 20) {
            i++;
          }
          char open = cursor.peek(i);
          if (i == 1 || open == '\0' || "/|\"'([{<".indexOf(open) < 0) {
            return false;
          }
          String triple = String.valueOf(open).repeat(3);
          if (cursor.text().startsWith(triple, cursor.at() + i)) {
            Rules.takeUntil(cursor, Kind.TEXT, i + 3, triple);
          } else {
            cursor.take(Kind.TEXT, Rules.delimitedEnd(cursor, i));
          }
          return true;
        });
  }

  /// The shell's `#`, a comment only where a word would begin.
  static boolean beginsShellWord(Cursor cursor) {
    char before = cursor.peek(-1);
    return cursor.at() == 0 || Character.isWhitespace(before) || ";&|()`".indexOf(before) >= 0;
  }

  /// The shell's `${name#pattern}`, where neither `#` nor a quote means what it means elsewhere.
  static Rule expansion() {
    return new Rule(
        "$",
        (cursor, _) -> {
          if (cursor.peek(1) != '{') {
            return false;
          }
          int depth = 0;
          for (int i = 1; i < MAX_EXPANSION && cursor.peek(i) != '\0'; i++) {
            char c = cursor.peek(i);
            i += c == '\\' ? 1 : 0;
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
              cursor.take(Kind.TEXT, i + 1);
              return true;
            }
          }
          return false;
        });
  }
}
