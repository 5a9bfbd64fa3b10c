package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.TextMode.Hole;
import io.github.sddtool.facts.lexer.TextMode.Quote;
import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Literals whose closing delimiter depends on how they were opened.
final class RawLiterals {
  private static final int MAX_FENCE = 255;

  /// Words before the body of a function: `AS $$`, `DO $$`, `DO LANGUAGE plpgsql $$`.
  private static final Set<String> BEFORE_BODY = Set.of("as", "do", "plpgsql", "sql");

  private RawLiterals() {}

  /// Rust's `r#"…"#` and its byte and C variants.
  static Rule rust() {
    return new Rule(
        "rbc",
        (cursor, _) -> {
          int r = cursor.peek(0) == 'r' ? 0 : 1;
          if (cursor.peek(r) != 'r' || isInWord(cursor)) {
            return false;
          }
          int fence = run(cursor, r + 1, '#');
          return cursor.peek(r + 1 + fence) == '"'
              && takeFenced(cursor, r + 2 + fence, "\"" + "#".repeat(fence));
        });
  }

  /// Swift's `#"…"#` and `#"""…"""#`.
  static Rule swift() {
    return new Rule(
        "#",
        (cursor, _) -> {
          int fence = run(cursor, 0, '#');
          int quotes = run(cursor, fence, '"');
          if (quotes == 0) {
            return false;
          }
          int delimiter = quotes >= 3 ? 3 : 1;
          String close = "\"".repeat(delimiter) + "#".repeat(fence);
          return takeFenced(cursor, fence + delimiter, close);
        });
  }

  /// C++'s `R"fence(…)fence"`.
  static Rule cpp() {
    return new Rule(
        "R",
        (cursor, _) -> {
          if (cursor.peek(1) != '"' || isInLongWord(cursor)) {
            return false;
          }
          int i = 2;
          while (i < 18 && "()\\ \n\"\0".indexOf(cursor.peek(i)) < 0) {
            i++;
          }
          String fence = cursor.text().substring(cursor.at() + 2, cursor.at() + i);
          return cursor.peek(i) == '(' && takeFenced(cursor, i + 1, ")" + fence + "\"");
        });
  }

  /// R's `r"--(…)--"`.
  static Rule r() {
    return new Rule(
        "rR",
        (cursor, _) -> {
          char quote = cursor.peek(1);
          if ((quote != '"' && quote != '\'') || isInWord(cursor)) {
            return false;
          }
          int fence = run(cursor, 2, '-');
          char open = cursor.peek(2 + fence);
          return "([{".indexOf(open) >= 0
              && takeFenced(cursor, 3 + fence, Rules.counterpart(open) + "-".repeat(fence) + quote);
        });
  }

  /// Lua's `[==[…]==]`, as a text or, after `--`, as a comment.
  static Rule lua(String prefix, Kind kind) {
    return new Rule(
        prefix.isEmpty() ? "[" : prefix.substring(0, 1),
        (cursor, _) -> {
          if (!cursor.looksAt(prefix) || cursor.peek(prefix.length()) != '[') {
            return false;
          }
          int fence = run(cursor, prefix.length() + 1, '=');
          int open = prefix.length() + fence + 2;
          if (cursor.peek(open - 1) != '[') {
            return false;
          }
          Rules.takeUntil(cursor, kind, open, "]" + "=".repeat(fence) + "]");
          return true;
        });
  }

  /// PostgreSQL's `$tag$…$tag$`.
  static Rule dollarQuoted() {
    return new Rule(
        "$",
        (cursor, _) -> {
          Optional<String> tag = dollarTag(cursor);
          return tag.isPresent() && takeFenced(cursor, tag.get().length(), tag.get());
        });
  }

  /// The same, where the body of a function is code. What is quoted in a body is plain text.
  static Rule dollarQuotedWith(Lexis body) {
    return new Rule(
        "$",
        (cursor, _) -> {
          Optional<String> found = dollarTag(cursor);
          if (found.isEmpty()) {
            return false;
          }
          String tag = found.get();
          int end = cursor.text().indexOf(tag, cursor.at() + tag.length());
          if (end < 0 || !isBeforeBody(cursor)) {
            return takeFenced(cursor, tag.length(), tag);
          }
          cursor.take(Kind.TEXT_OPEN, tag.length());
          cursor.takeApart(end - cursor.at(), CodeMode.of(body));
          cursor.take(Kind.TEXT_CLOSE, tag.length());
          return true;
        });
  }

  private static boolean isBeforeBody(Cursor cursor) {
    return cursor
        .lastCode()
        .filter(t -> t.isWord() && t.end() - t.start() < 10)
        .filter(t -> BEFORE_BODY.contains(t.in(cursor.text()).toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private static Optional<String> dollarTag(Cursor cursor) {
    int i = 1;
    while (i < 64 && Cursor.isWordPart(cursor.peek(i))) {
      i++;
    }
    boolean tag = cursor.peek(i) == '$' && !Character.isDigit(cursor.peek(1)) && !isInWord(cursor);
    return tag
        ? Optional.of(cursor.text().substring(cursor.at(), cursor.at() + i + 1))
        : Optional.empty();
  }

  /// C#'s `@"…"`, `$"{…}"`, `$@"…"` and `"""…"""` of any length.
  static Rule csharp() {
    return new Rule(
        "@$\"",
        (cursor, lexis) -> {
          int dollars = 0;
          boolean verbatim = false;
          int i = 0;
          for (; cursor.peek(i) == '@' || cursor.peek(i) == '$'; i++) {
            verbatim |= cursor.peek(i) == '@';
            dollars += cursor.peek(i) == '$' ? 1 : 0;
            if (i > 8) {
              return false;
            }
          }
          int quotes = run(cursor, i, '"');
          if (quotes == 0) {
            return false;
          }
          String open = cursor.text().substring(cursor.at(), cursor.at() + i);
          cursor.push(new TextMode(csharpQuote(open, quotes, verbatim, dollars), lexis));
          return true;
        });
  }

  private static Quote csharpQuote(String prefix, int quotes, boolean verbatim, int dollars) {
    Quote quote;
    if (verbatim) {
      quote = Quote.doubling(prefix + "\"", "\"");
    } else if (quotes >= 3) {
      String fence = "\"".repeat(quotes);
      quote = Quote.raw(prefix + fence, fence);
    } else {
      quote = new Quote(prefix + "\"", "\"", '\\', false, false, List.of());
    }
    return dollars == 0 ? quote : quote.with(new Hole("{".repeat(dollars), '}'));
  }

  private static boolean takeFenced(Cursor cursor, int openLength, String close) {
    Rules.takeUntil(cursor, Kind.TEXT, openLength, close);
    return true;
  }

  private static int run(Cursor cursor, int from, char c) {
    int count = 0;
    while (cursor.peek(from + count) == c && count < MAX_FENCE) {
      count++;
    }
    return count;
  }

  private static boolean isInWord(Cursor cursor) {
    return Cursor.isWordPart(cursor.peek(-1));
  }

  /// `LR"` and `u8R"` are prefixes; an identifier that ends in R is none.
  private static boolean isInLongWord(Cursor cursor) {
    return Cursor.isWordPart(cursor.peek(-1)) && Cursor.isWordPart(cursor.peek(-3));
  }
}
