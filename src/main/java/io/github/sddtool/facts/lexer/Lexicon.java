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

  private static final Lexis SCRIPT = javaScript(false);
  private static final Lexis SCRIPT_WITH_MARKUP = javaScript(true);
  private static final Lexis STYLE = style(true);
  private static final Map<Language, Lexis> CODE = code();

  private Lexicon() {}

  static List<Token> read(Language language, String text) {
    if (language == Language.JAVASCRIPT) {
      Reading reading = Cursor.read(text, CodeMode.of(SCRIPT_WITH_MARKUP));
      // An element without an end was none: a comparison or a type parameter looked like one.
      boolean misread = reading.open().stream().anyMatch(JsxMode.class::isInstance);
      return misread ? Cursor.read(text, CodeMode.of(SCRIPT)).tokens() : reading.tokens();
    }
    return Cursor.read(text, mode(language)).tokens();
  }

  private static Mode mode(Language language) {
    return switch (language) {
      case HTML -> new MarkupMode(Map.of("<script", SCRIPT, "<style", STYLE));
      case XML -> new MarkupMode(Map.of());
      case PHP -> new MarkupMode(Map.of("<?", lexis(language)));
      default -> CodeMode.of(lexis(language));
    };
  }

  private static Lexis lexis(Language language) {
    return CODE.getOrDefault(language, Lexis.of());
  }

  private static Map<Language, Lexis> code() {
    var lexes = new EnumMap<Language, Lexis>(Language.class);
    compiled(lexes);
    scripted(lexes);
    declared(lexes);
    return lexes;
  }

  private static void compiled(Map<Language, Lexis> to) {
    to.put(Language.TYPESCRIPT, SCRIPT);
    to.put(Language.JAVA, Lexis.of(SLASHES, STARS, TRIPLE, DOUBLE, character()));
    to.put(
        Language.KOTLIN,
        Lexis.of(
            shebang(),
            SLASHES,
            NESTED_STARS,
            quoted(Quote.raw("\"\"\"", "\"\"\"").with(DOLLAR_BRACE)),
            quoted(Quote.line("\"").with(DOLLAR_BRACE)),
            weaklyQuoted('`'),
            character()));
    to.put(Language.SCALA, scala());
    to.put(Language.GO, Lexis.of(SLASHES, STARS, DOUBLE, quoted(Quote.raw("`", "`")), character()));
    to.put(
        Language.RUST,
        Lexis.of(
            SLASHES,
            NESTED_STARS,
            RawLiterals.rust(),
            quoted(Quote.line("\"").acrossLines()),
            character()));
    Lexis c = Lexis.of(CommentRules.continued(), STARS, RawLiterals.cpp(), DOUBLE, character());
    to.put(Language.C, c);
    to.put(Language.CPP, c);
    to.put(Language.PROTOBUF, Lexis.of(SLASHES, STARS, DOUBLE, SINGLE));
    to.put(Language.CSHARP, Lexis.of(SLASHES, STARS, RawLiterals.csharp(), character()));
    Hole swiftHole = new Hole("\\(", ')');
    to.put(
        Language.SWIFT,
        Lexis.of(
            shebang(),
            SLASHES,
            NESTED_STARS,
            RawLiterals.swift(),
            quoted(Quote.block("\"\"\"").with(swiftHole)),
            quoted(Quote.line("\"").with(swiftHole)),
            slashedPattern()));
    to.put(Language.DART, dart());
    to.put(
        Language.HASKELL,
        Lexis.of(
            lineComment("--", CommentRules::isHaskell),
            nestedComment("{-", "-}"),
            DOUBLE,
            prime(),
            character()));
  }

  private static void scripted(Map<Language, Lexis> to) {
    to.put(Language.PYTHON, python());
    to.put(Language.GROOVY, groovy());
    to.put(Language.PHP, php());
    to.put(Language.RUBY, ScriptLexes.ruby());
    to.put(Language.PERL, ScriptLexes.perl());
    to.put(Language.ELIXIR, ScriptLexes.elixir());
    to.put(
        Language.LUA,
        Lexis.of(
            RawLiterals.lua("--", Kind.BLOCK_COMMENT),
            lineComment("--"),
            shebang(),
            RawLiterals.lua("", Kind.TEXT),
            DOUBLE,
            SINGLE));
    to.put(
        Language.JULIA,
        Lexis.of(
            nestedComment("#=", "=#"),
            HASH,
            quoted(Quote.block("\"\"\"").with(DOLLAR_PAREN)),
            quoted(Quote.block("\"").with(DOLLAR_PAREN)),
            quoted(Quote.block("`")),
            prime(),
            character()));
    to.put(
        Language.R,
        Lexis.of(
            HASH,
            RawLiterals.r(),
            quoted(Quote.block("\"")),
            quoted(Quote.block("'")),
            weaklyQuoted('`')));
    to.put(Language.SHELL, ScriptLexes.shell());
    to.put(
        Language.POWERSHELL,
        Lexis.of(
            blockComment("<#", "#>"),
            lineComment("#", ScriptLiterals::beginsShellWord),
            quoted(Quote.raw("@'", "\n'@")),
            quoted(Quote.raw("@\"", "\n\"@")),
            quoted(Quote.doubling("'", "'")),
            quoted(Quote.doubling("\"", "\"").escapedBy('`').with(DOLLAR_PAREN)),
            powershellEscape()));
  }

  private static void declared(Map<Language, Lexis> to) {
    Lexis body = sql(RawLiterals.dollarQuoted());
    to.put(Language.SQL, sql(RawLiterals.dollarQuotedWith(body)));
    to.put(
        Language.YAML,
        Lexis.of(
            lineComment("#", Cursor::afterSpace),
            YamlRules.blockScalar(),
            quoted(Quote.block("\""), YamlRules::beginsScalar),
            quoted(Quote.doubling("'", "'"), YamlRules::beginsScalar)));
    to.put(
        Language.HCL,
        Lexis.of(
            HASH,
            SLASHES,
            STARS,
            Heredocs.announced("<<", false, true),
            quoted(Quote.line("\"").with(DOLLAR_BRACE, new Hole("%{", '}')))));
    Rule rawTriple = quoted(Quote.raw("'''", "'''"));
    Rule rawSingle = quoted(new Quote("'", "'", '\0', false, false, List.of()));
    to.put(Language.TOML, Lexis.of(HASH, TRIPLE, rawTriple, DOUBLE, rawSingle));
    Rule semicolon = lineComment(";", Cursor::atLineStart);
    Rule bang = lineComment("!", Cursor::atLineStart);
    to.put(Language.INI, Lexis.of(FIRST_HASH, semicolon, bang));
    to.put(Language.DOCKERFILE, Lexis.of(FIRST_HASH, Heredocs.announced("<<", false, false)));
    to.put(
        Language.MAKEFILE,
        Lexis.of(
            lineComment("#", ScriptLiterals::beginsShellWord),
            Rules.escape(),
            weaklyQuoted('"'),
            weaklyQuoted('\'')));
    to.put(Language.CSS, style(false));
    to.put(Language.SCSS, STYLE);
    to.put(
        Language.GHERKIN,
        Lexis.of(
            FIRST_HASH, quoted(Quote.raw("\"\"\"", "\"\"\"")), quoted(Quote.raw("```", "```"))));
    to.put(Language.ROBOT, Lexis.of(lineComment("#", Cursor::afterSpace)));
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
