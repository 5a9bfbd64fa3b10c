package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Cursor.Heredoc;
import io.github.sddtool.facts.lexer.Lexis.Rule;
import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.function.Predicate;

/// Literals that are announced in one line and stand in the lines after it.
final class Heredocs {
  private static final int MAX_TERMINATOR = 80;

  private Heredocs() {}

  /// `<<EOF`, `<<-'EOF'`, `<<~EOF`. Strict languages also shift bits with `<<`, so there the
  /// terminator is quoted or in upper case and follows at once. The terminator may be indented
  /// where the language says so, or where a dash or a tilde does.
  static Rule announced(String operator, boolean strict, boolean indented) {
    return new Rule(
        "<",
        (cursor, _) ->
            cursor.looksAt(operator)
                && cursor.peek(-1) != '<'
                && cursor.peek(operator.length()) != '<'
                && announce(cursor, operator.length(), strict, indented));
  }

  private static boolean announce(Cursor cursor, int operator, boolean strict, boolean lenient) {
    int i = operator;
    boolean marked = cursor.peek(i) == '-' || cursor.peek(i) == '~';
    boolean indented = marked || lenient;
    i += marked ? 1 : 0;
    while (!strict && cursor.peek(i) == ' ' && i < 8) {
      i++;
    }
    char quote = "'\"`".indexOf(cursor.peek(i)) >= 0 ? cursor.peek(i) : '\0';
    i += quote == '\0' ? 0 : 1;
    if (cursor.peek(i) == '\\') {
      i++;
    }
    int start = i;
    Predicate<Character> first =
        strict && quote == '\0' && !marked ? Character::isUpperCase : Heredocs::opensWord;
    if (!first.test(cursor.peek(i))) {
      return false;
    }
    while (Cursor.isWordPart(cursor.peek(i)) && i - start < MAX_TERMINATOR) {
      i++;
    }
    String terminator = cursor.text().substring(cursor.at() + start, cursor.at() + i);
    if (quote != '\0' && cursor.peek(i) != quote) {
      return false;
    }
    if (!cursor.expect(new Heredoc(terminator, indented))) {
      return false;
    }
    cursor.take(Kind.TEXT, i + (quote == '\0' ? 0 : 1));
    return true;
  }

  private static boolean opensWord(char c) {
    return Cursor.isWordPart(c) && !Character.isDigit(c);
  }
}
