package io.github.sddtool.facts.lexer;

import static io.github.sddtool.facts.lexer.Rules.blockComment;
import static io.github.sddtool.facts.lexer.Rules.character;
import static io.github.sddtool.facts.lexer.Rules.lineComment;
import static io.github.sddtool.facts.lexer.Rules.nestedComment;
import static io.github.sddtool.facts.lexer.Rules.quoted;
import static io.github.sddtool.facts.lexer.Rules.shebang;
import static io.github.sddtool.facts.lexer.Rules.slashedPattern;
import static io.github.sddtool.facts.lexer.Rules.slashedPatternOrAfterCondition;
import static io.github.sddtool.facts.lexer.Rules.weaklyQuoted;

import io.github.sddtool.facts.lexer.Cursor.Reading;
import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.TextMode.Hole;
import io.github.sddtool.facts.lexer.TextMode.Quote;
import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What comments and literals look like in each language. The order of rules is the order in which
/// they are tried, so longer delimiters stand before shorter ones.
final class Lexicon {
  private static final Hole DOLLAR_BRACE = new Hole("${", '}');
  private static final Hole DOLLAR_PAREN = new Hole("$(", ')');

  private static final Rule SLASHES = lineComment("//");
  private static final Rule STARS = blockComment("/*", "*/");
  private static final Rule NESTED_STARS = nestedComment("/*", "*/");
  private static final Rule HASH = lineComment("#");
  private static final Rule FIRST_HASH = lineComment("#", Cursor::atLineStart);
  private static final Rule SINGLE = quoted(Quote.line("'"));
  private static final Rule DOUBLE = quoted(Quote.line("\""));
  private static final Rule TRIPLE = quoted(Quote.block("\"\"\""));
  private static final Rule TRIPLE_SINGLE = quoted(Quote.block("'''"));

  /// Replaced, never changed: readers need no lock, and two that meet a language at once make equal
  /// rules.
  private static volatile Map<Language, Lexis> met = Map.of();

  private Lexicon() {}

  static Tokens read(Language language, String text) {
    if (language == Language.JAVASCRIPT) {
      Reading reading = Cursor.read(text, CodeMode.of(lexis(language)));
      // An element without an end was none: a comparison or a type parameter looked like one.
      boolean misread = reading.open().stream().anyMatch(JsxMode.class::isInstance);
      return misread ? read(Language.TYPESCRIPT, text) : reading.tokens();
    }
    return Cursor.read(text, mode(language)).tokens();
  }

  private static Mode mode(Language language) {
    return switch (language) {
      case HTML ->
          new MarkupMode(
              Map.of("<script", lexis(Language.TYPESCRIPT), "<style", lexis(Language.SCSS)));
      case XML -> new MarkupMode(Map.of());
      case PHP -> new MarkupMode(Map.of("<?", lexis(language)));
      default -> CodeMode.of(lexis(language));
    };
  }

  /// Made when a language is first met: most repositories have a few of them.
  private static Lexis lexis(Language language) {
    Lexis known = met.get(language);
    if (known != null) {
      return known;
    }
    Lexis compiled = compiled(language);
    Map<Language, Lexis> more = new EnumMap<>(Language.class);
    more.putAll(met);
    more.put(language, compiled);
    met = more;
    return compiled;
  }

  private static Lexis compiled(Language language) {
    return switch (language) {
      case TYPESCRIPT -> javaScript(false);
      case JAVASCRIPT -> javaScript(true);
      case JAVA -> Lexis.of(SLASHES, STARS, TRIPLE, DOUBLE, character());
      case KOTLIN ->
          Lexis.of(
              shebang(),
              SLASHES,
              NESTED_STARS,
              quoted(Quote.raw("\"\"\"", "\"\"\"").with(DOLLAR_BRACE)),
              quoted(Quote.line("\"").with(DOLLAR_BRACE)),
              weaklyQuoted('`'),
              character());
      case SCALA -> scala();
      case GO -> Lexis.of(SLASHES, STARS, DOUBLE, quoted(Quote.raw("`", "`")), character());
      case RUST ->
          Lexis.of(
              SLASHES,
              NESTED_STARS,
              RawLiterals.rust(),
              quoted(Quote.line("\"").acrossLines()),
              character());
      case C, CPP ->
          Lexis.of(CommentRules.continued(), STARS, RawLiterals.cpp(), DOUBLE, character());
      case PROTOBUF -> Lexis.of(SLASHES, STARS, DOUBLE, SINGLE);
      case CSHARP -> Lexis.of(SLASHES, STARS, RawLiterals.csharp(), character());
      case SWIFT ->
          Lexis.of(
              shebang(),
              SLASHES,
              NESTED_STARS,
              RawLiterals.swift(),
              quoted(Quote.block("\"\"\"").with(new Hole("\\(", ')'))),
              quoted(Quote.line("\"").with(new Hole("\\(", ')'))),
              slashedPattern());
      case DART -> dart();
      case HASKELL ->
          Lexis.of(
              lineComment("--", CommentRules::isHaskell),
              nestedComment("{-", "-}"),
              DOUBLE,
              prime(),
              character());
      default -> scripted(language);
    };
  }

  private static Lexis scripted(Language language) {
    return switch (language) {
      case PYTHON -> python();
      case GROOVY -> groovy();
      case PHP -> php();
      case RUBY -> ScriptLexes.ruby();
      case PERL -> ScriptLexes.perl();
      case ELIXIR -> ScriptLexes.elixir();
      case LUA ->
          Lexis.of(
              RawLiterals.lua("--", Kind.BLOCK_COMMENT),
              lineComment("--"),
              shebang(),
              RawLiterals.lua("", Kind.TEXT),
              DOUBLE,
              SINGLE);
      case JULIA ->
          Lexis.of(
              nestedComment("#=", "=#"),
              HASH,
              quoted(Quote.block("\"\"\"").with(DOLLAR_PAREN)),
              quoted(Quote.block("\"").with(DOLLAR_PAREN)),
              quoted(Quote.block("`")),
              prime(),
              character());
      case R ->
          Lexis.of(
              HASH,
              RawLiterals.r(),
              quoted(Quote.block("\"")),
              quoted(Quote.block("'")),
              weaklyQuoted('`'));
      case SHELL -> ScriptLexes.shell();
      case POWERSHELL ->
          Lexis.of(
              blockComment("<#", "#>"),
              lineComment("#", ScriptLiterals::beginsShellWord),
              quoted(Quote.raw("@'", "\n'@")),
              quoted(Quote.raw("@\"", "\n\"@")),
              quoted(Quote.doubling("'", "'")),
              quoted(Quote.doubling("\"", "\"").escapedBy('`').with(DOLLAR_PAREN)),
              powershellEscape());
      default -> declared(language);
    };
  }

  private static Lexis declared(Language language) {
    return switch (language) {
      case SQL -> sql(RawLiterals.dollarQuotedWith(sql(RawLiterals.dollarQuoted())));
      case YAML ->
          Lexis.of(
              lineComment("#", Cursor::afterSpace),
              YamlRules.blockScalar(),
              quoted(Quote.block("\""), YamlRules::beginsScalar),
              quoted(Quote.doubling("'", "'"), YamlRules::beginsScalar));
      case HCL ->
          Lexis.of(
              HASH,
              SLASHES,
              STARS,
              Heredocs.announced("<<", false, true),
              quoted(Quote.line("\"").with(DOLLAR_BRACE, new Hole("%{", '}'))));
      case TOML ->
          Lexis.of(
              HASH,
              TRIPLE,
              quoted(Quote.raw("'''", "'''")),
              DOUBLE,
              quoted(new Quote("'", "'", '\0', false, false, List.of())));
      case INI ->
          Lexis.of(
              FIRST_HASH,
              lineComment(";", Cursor::atLineStart),
              lineComment("!", Cursor::atLineStart));
      case DOCKERFILE -> Lexis.of(FIRST_HASH, Heredocs.announced("<<", false, false));
      case MAKEFILE ->
          Lexis.of(
              lineComment("#", ScriptLiterals::beginsShellWord),
              Rules.escape(),
              weaklyQuoted('"'),
              weaklyQuoted('\''));
      case CSS -> style(false);
      case SCSS -> style(true);
      case GHERKIN ->
          Lexis.of(
              FIRST_HASH, quoted(Quote.raw("\"\"\"", "\"\"\"")), quoted(Quote.raw("```", "```")));
      case ROBOT -> Lexis.of(lineComment("#", Cursor::afterSpace));
      default -> Lexis.of();
    };
  }

  private static Lexis sql(Rule dollarQuoted) {
    return Lexis.of(
        lineComment("--"),
        NESTED_STARS,
        quoted(Quote.doubling("'", "'").escapedBy('\\'), Lexicon::afterEscapePrefix),
        quoted(Quote.doubling("'", "'")),
        quoted(Quote.doubling("\"", "\"")),
        weaklyQuoted('`'),
        dollarQuoted);
  }

  private static Lexis javaScript(boolean markup) {
    Rule template = quoted(Quote.block("`").with(DOLLAR_BRACE));
    return markup
        ? Lexis.of(
            shebang(),
            SLASHES,
            STARS,
            SINGLE,
            DOUBLE,
            template,
            slashedPatternOrAfterCondition(),
            JsxMode.element())
        : Lexis.of(
            shebang(), SLASHES, STARS, SINGLE, DOUBLE, template, slashedPatternOrAfterCondition());
  }

  private static Lexis scala() {
    Quote block = Quote.raw("\"\"\"", "\"\"\"");
    return Lexis.of(
        shebang(),
        SLASHES,
        NESTED_STARS,
        quoted(block.with(DOLLAR_BRACE), Lexicon::afterPrefix),
        quoted(block),
        quoted(Quote.line("\"").with(DOLLAR_BRACE), Lexicon::afterPrefix),
        DOUBLE,
        weaklyQuoted('`'),
        character());
  }

  private static Lexis dart() {
    return Lexis.of(
        SLASHES,
        NESTED_STARS,
        quoted(Quote.raw("r\"\"\"", "\"\"\"")),
        quoted(Quote.raw("r'''", "'''")),
        quoted(new Quote("r\"", "\"", '\0', false, false, List.of())),
        quoted(new Quote("r'", "'", '\0', false, false, List.of())),
        quoted(Quote.block("\"\"\"").with(DOLLAR_BRACE)),
        quoted(Quote.block("'''").with(DOLLAR_BRACE)),
        quoted(Quote.line("\"").with(DOLLAR_BRACE)),
        quoted(Quote.line("'").with(DOLLAR_BRACE)));
  }

  private static Lexis groovy() {
    return Lexis.of(
        shebang(),
        SLASHES,
        STARS,
        quoted(Quote.block("\"\"\"").with(DOLLAR_BRACE)),
        TRIPLE_SINGLE,
        quoted(Quote.line("\"").with(DOLLAR_BRACE)),
        SINGLE,
        quoted(Quote.raw("$/", "/$")),
        slashedPatternOrAfterCondition());
  }

  /// The holes of a formatted literal hold no comments: `#` is a format there.
  private static Lexis python() {
    Hole brace = new Hole("{", '}');
    Lexis hole = Lexis.of(weaklyQuoted('"'), weaklyQuoted('\''));
    return Lexis.of(
        HASH,
        quoted(Quote.block("\"\"\"").with(brace), Lexicon::afterFormatPrefix, hole),
        quoted(Quote.block("'''").with(brace), Lexicon::afterFormatPrefix, hole),
        TRIPLE,
        TRIPLE_SINGLE,
        quoted(Quote.line("\"").with(brace), Lexicon::afterFormatPrefix, hole),
        quoted(Quote.line("'").with(brace), Lexicon::afterFormatPrefix, hole),
        DOUBLE,
        SINGLE);
  }

  private static boolean afterFormatPrefix(Cursor cursor) {
    return cursor
        .lastCode()
        .filter(t -> t.isWord() && t.end() == cursor.at() && t.end() - t.start() <= 2)
        .filter(t -> t.in(cursor.text()).toLowerCase(Locale.ROOT).matches("r?[ft]r?"))
        .isPresent();
  }

  private static Lexis php() {
    Hole variable = new Hole("{$", '}');
    return Lexis.of(
        CommentRules.php(),
        STARS,
        Heredocs.announced("<<<", false, true),
        quoted(Quote.block("'")),
        quoted(Quote.block("\"").with(variable)),
        quoted(Quote.block("`")));
  }

  private static Lexis style(boolean lineComments) {
    Rule url =
        new Rule(
            "uU",
            (cursor, _) -> {
              if (!cursor.looksAtIgnoringCase("url(") || "\"'".indexOf(cursor.peek(4)) >= 0) {
                return false;
              }
              Rules.takeUntil(cursor, Kind.TEXT, 4, ")");
              return true;
            });
    return lineComments
        ? Lexis.of(lineComment("//", c -> c.peek(-1) != ':'), STARS, url, DOUBLE, SINGLE)
        : Lexis.of(STARS, url, DOUBLE, SINGLE);
  }

  /// A quote that touches the value before it belongs to a name, or transposes it.
  private static Rule prime() {
    return new Rule(
        "'",
        (cursor, _) -> {
          char before = cursor.peek(-1);
          if (!Cursor.isWordPart(before) && ")]'".indexOf(before) < 0) {
            return false;
          }
          cursor.take(Kind.SYMBOL, 1);
          return true;
        });
  }

  private static Rule powershellEscape() {
    return new Rule(
        "`",
        (cursor, _) -> {
          cursor.take(Kind.SYMBOL, 2);
          return true;
        });
  }

  private static boolean afterPrefix(Cursor cursor) {
    return Character.isLetter(cursor.peek(-1));
  }

  private static boolean afterEscapePrefix(Cursor cursor) {
    boolean prefix = cursor.peek(-1) == 'E' || cursor.peek(-1) == 'e';
    return prefix && !Cursor.isWordPart(cursor.peek(-2));
  }
}
