package io.github.sddtool.analysis.condition;

import io.github.sddtool.fault.WordingProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads conditions:
///
/// ```
/// condition  = term { "AND" term }
/// term       = name [ operator value ]
/// operator   = ">" | ">=" | "<" | "<=" | "==" | "!="
/// value      = number [ unit ] [ ( "for" | "over" ) number unit ] | word
/// ```
final class ConditionReader {
  private static final int LONGEST = 400;

  /// Each alternative begins with another character, so reading is linear.
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*+(?:(?<name>[\\p{L}_][\\p{L}\\p{N}_.:/-]*+)|(?<number>[0-9]++(?:\\.[0-9]++)?+)(?<unit>[%\\p{L}]*+)|(?<sign>[<>=!]=?+)|(?<quoted>\"[^\"]*+\"))");

  private record Token(int column, Kind kind, String text, String unit) {
    boolean is(String word) {
      return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }
  }

  private enum Kind {
    NAME,
    NUMBER,
    SIGN,
    QUOTED
  }

  private final List<Token> tokens;
  private final int end;
  private final Vocabulary vocabulary;
  private int at;

  private ConditionReader(List<Token> tokens, int end, Vocabulary vocabulary) {
    this.tokens = tokens;
    this.end = end;
    this.vocabulary = vocabulary;
  }

  static Condition read(String text, Vocabulary vocabulary) {
    if (text.length() > LONGEST) {
      throw new WordingProblem(
          LONGEST + 1, "the condition is longer than %d characters".formatted(LONGEST));
    }
    var reader = new ConditionReader(tokens(text), text.stripTrailing().length() + 1, vocabulary);
    var terms = new ArrayList<Term>(List.of(reader.term()));
    while (reader.at < reader.tokens.size()) {
      Token joint = reader.next("AND");
      if (!joint.is("and")) {
        throw new WordingProblem(
            joint.column(),
            "'%s' was not expected; a term ends here, and the next one begins with AND"
                .formatted(joint.text()));
      }
      terms.add(reader.term());
    }
    return new Condition(text.strip(), terms);
  }

  private static List<Token> tokens(String text) {
    var tokens = new ArrayList<Token>();
    Matcher matcher = WORD.matcher(text);
    int from = 0;
    int end = text.stripTrailing().length();
    while (from < end) {
      if (!matcher.region(from, end).lookingAt()) {
        int column =
            from + 1 + text.substring(from).length() - text.substring(from).stripLeading().length();
        throw new WordingProblem(
            column,
            "'%s' was not expected; a condition is like: score_drop > 15%%"
                .formatted(text.substring(column - 1, text.offsetByCodePoints(column - 1, 1))));
      }
      tokens.add(token(matcher));
      from = matcher.end();
    }
    return tokens;
  }

  private static Token token(Matcher matcher) {
    for (Kind kind : Kind.values()) {
      String group = kind.name().toLowerCase(Locale.ROOT);
      int start = matcher.start(group);
      if (start >= 0) {
        String text = matcher.group(group);
        String unit = kind == Kind.NUMBER ? matcher.group("unit") : "";
        return new Token(start + 1, kind, text, unit);
      }
    }
    throw new IllegalStateException("a word is of some kind");
  }

  private Term term() {
    Token name = next("a name");
    if (name.kind() != Kind.NAME) {
      throw expected(name, "a name");
    }
    Vocabulary.Kind kind = vocabulary.kind(name.text()).orElseThrow(() -> unknown(name));
    return switch (kind) {
      case FLAG -> new Term.Flag(name.text());
      case WORD -> named(name);
      case COUNT, SCORE, DROP, MEASURE -> compare(name, kind);
    };
  }

  private WordingProblem unknown(Token name) {
    String meant =
        vocabulary
            .nearest(name.text())
            .map(near -> "; did you mean %s?".formatted(near))
            .orElse("");
    return new WordingProblem(
        name.column(),
        "'%s' is unknown%s Known: %s"
            .formatted(name.text(), meant.isEmpty() ? "." : meant, vocabulary.names()));
  }

  private Term named(Token name) {
    Term.Operator operator = operator(name);
    if (operator != Term.Operator.EQUAL && operator != Term.Operator.OTHER) {
      throw new WordingProblem(
          tokens.get(at - 1).column(),
          "%s is a word, which is compared with == or !=, not %s"
              .formatted(name.text(), operator.sign()));
    }
    Token word = next("a word");
    return switch (word.kind()) {
      case NAME, NUMBER ->
          new Term.Named(name.text(), operator == Term.Operator.EQUAL, word.text() + word.unit());
      case QUOTED ->
          new Term.Named(
              name.text(),
              operator == Term.Operator.EQUAL,
              word.text().substring(1, word.text().length() - 1));
      case SIGN -> throw expected(word, "a word");
    };
  }

  private Term compare(Token name, Vocabulary.Kind kind) {
    Term.Operator operator = operator(name);
    Token number = next("a number");
    if (number.kind() != Kind.NUMBER) {
      throw expected(number, "a number such as " + example(kind));
    }
    Quantity limit = quantity(number);
    if (!fits(kind, limit.unit())) {
      throw new WordingProblem(
          number.column(),
          "'%s' is no unit of %s, which is given like %s"
              .formatted(number.unit(), name.text(), example(kind)));
    }
    return new Term.Compare(name.text(), kind, operator, limit, span(name, kind));
  }

  private static Quantity quantity(Token number) {
    return Quantity.read(number.text(), number.unit())
        .orElseThrow(() ->
            new WordingProblem(
                number.column() + number.text().length(),
                "'%s' is no unit; allowed: none, %s"
                    .formatted(number.unit(), String.join(", ", Quantity.UNITS))));
  }

  private static boolean fits(Vocabulary.Kind kind, Quantity.Unit unit) {
    return switch (kind) {
      case FLAG, WORD -> false;
      case COUNT -> unit == Quantity.Unit.PLAIN;
      case SCORE, DROP -> unit == Quantity.Unit.PLAIN || unit == Quantity.Unit.PERCENT;
      case MEASURE -> true;
    };
  }

  private static String example(Vocabulary.Kind kind) {
    return switch (kind) {
      case FLAG, WORD, COUNT -> "5";
      case SCORE -> "60";
      case DROP -> "5 (points) or 15% (of what it was)";
      case MEASURE -> "5%, 2s, 512MiB or 100";
    };
  }

  private Optional<Term.Span> span(Token name, Vocabulary.Kind kind) {
    if (at == tokens.size() || tokens.get(at).is("and")) {
      return Optional.empty();
    }
    Token how = tokens.get(at++);
    if (!how.is("for") && !how.is("over")) {
      throw expected(how, "AND, 'for 5m', 'over 7d' or the end");
    }
    if (kind == Vocabulary.Kind.COUNT || (kind == Vocabulary.Kind.SCORE && how.is("over"))) {
      throw new WordingProblem(
          how.column(), "'%s' says nothing of %s".formatted(how.text(), name.text()));
    }
    Token length = next("a span of time");
    Duration span =
        Optional.of(length)
            .filter(token -> token.kind() == Kind.NUMBER)
            .map(ConditionReader::quantity)
            .flatMap(Quantity::span)
            .orElseThrow(() -> expected(length, "a span of time from 1s to 366d, such as 5m"));
    return Optional.of(new Term.Span(how.is("for") ? Term.Looking.FOR : Term.Looking.OVER, span));
  }

  private Term.Operator operator(Token name) {
    String signs =
        String.join(", ", Arrays.stream(Term.Operator.values()).map(Term.Operator::sign).toList());
    if (at == tokens.size()) {
      throw new WordingProblem(
          end, "%s is compared with something: %s and a value".formatted(name.text(), signs));
    }
    Token sign = tokens.get(at++);
    return Arrays.stream(Term.Operator.values())
        .filter(one -> one.sign().equals(sign.text()))
        .findFirst()
        .orElseThrow(() -> expected(sign, "one of " + signs));
  }

  private Token next(String wanted) {
    if (at == tokens.size()) {
      throw new WordingProblem(end, "the condition ends where %s is expected".formatted(wanted));
    }
    return tokens.get(at++);
  }

  private static WordingProblem expected(Token token, String wanted) {
    return new WordingProblem(
        token.column(),
        "'%s' was not expected; here stands %s".formatted(token.text() + token.unit(), wanted));
  }
}
