package io.github.sddtool.facts.lexer;

import static io.github.sddtool.facts.lexer.Rules.lineComment;
import static io.github.sddtool.facts.lexer.Rules.quoted;

import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.TextMode.Hole;
import io.github.sddtool.facts.lexer.TextMode.Quote;

/// The rules of languages whose literals take the most forms.
final class ScriptLexes {
  private static final Hole HASH_BRACE = new Hole("#{", '}');
  private static final Rule HASH = lineComment("#");

  private ScriptLexes() {}

  static Lexis ruby() {
    return Lexis.of(
        ScriptLiterals.documentBlock("=begin", "=end"),
        ScriptLiterals.endOfCode(),
        HASH,
        ScriptLiterals.punctuationVariable(),
        quoted(Quote.block("\"").with(HASH_BRACE)),
        quoted(Quote.block("'")),
        quoted(Quote.block("`").with(HASH_BRACE)),
        ScriptLiterals.rubyPercent(),
        ScriptLiterals.questionCharacter(),
        Heredocs.announced("<<", true, false),
        ScriptLiterals.pattern());
  }

  static Lexis perl() {
    return Lexis.of(
        ScriptLiterals.documentBlock("=", "=cut"),
        ScriptLiterals.endOfCode(),
        ScriptLiterals.punctuationVariable(),
        HASH,
        ScriptLiterals.perlQuote(),
        quoted(Quote.block("\"")),
        quoted(Quote.block("'")),
        quoted(Quote.block("`")),
        Heredocs.announced("<<", true, false),
        ScriptLiterals.pattern());
  }

  static Lexis elixir() {
    return Lexis.of(
        HASH,
        quoted(Quote.block("\"\"\"").with(HASH_BRACE)),
        quoted(Quote.block("'''").with(HASH_BRACE)),
        quoted(Quote.block("\"").with(HASH_BRACE)),
        quoted(Quote.block("'").with(HASH_BRACE)),
        ScriptLiterals.sigil(),
        ScriptLiterals.questionCharacter());
  }

  static Lexis shell() {
    return Lexis.of(
        lineComment("#", ScriptLiterals::beginsShellWord),
        Rules.escape(),
        quoted(Quote.block("$'").closedBy("'")),
        quoted(Quote.block("\"").with(new Hole("$(", ')'), new Hole("`", '`'))),
        quoted(Quote.raw("'", "'")),
        ScriptLiterals.expansion(),
        Heredocs.announced("<<", false, false));
  }
}
