package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A position in a text that moves forward only, the tokens left behind and the modes still open.
final class Cursor {
  /// Deeper nesting is read as plain text of the mode that stands there.
  private static final int MAX_MODES = 10_000;

  private static final int MAX_TERMINATOR = 80;

  /// Of the characters of ASCII.
  private static final boolean[] WORD_PARTS = wordParts();

  private final String text;
  private final char[] chars;
  private final Tokens tokens;
  private final Deque<Mode> modes = new ArrayDeque<>();
  private final Deque<Heredoc> pending = new ArrayDeque<>();
  private final Map<String, Integer> lastLines = new HashMap<>();
  private final Conditions conditions = new Conditions();
  private int lastCode = -1;
  private int at;
  private int barrenUntil;

  /// A literal whose body begins on the next line and ends at a line that holds its terminator.
  record Heredoc(String terminator, boolean indented) {}

  private Cursor(String text) {
    this.text = text;
    this.chars = text.toCharArray();
    this.tokens = new Tokens(chars.length / 4);
  }

  /// The tokens of a text that begins in a mode.
  static Reading read(String text, Mode first) {
    var cursor = new Cursor(text);
    cursor.modes.push(first);
    while (!cursor.atEnd()) {
      cursor.modes.element().step(cursor);
    }
    return new Reading(cursor.tokens, List.copyOf(cursor.modes));
  }

  /// What was read, and the modes that were still open at the end.
  record Reading(Tokens tokens, List<Mode> open) {}

  String text() {
    return text;
  }

  int at() {
    return at;
  }

  boolean atEnd() {
    return at >= chars.length;
  }

  /// The innermost mode, which reads what comes next.
  @SuppressWarnings("ReferenceEquality") // one mode may be open twice, each in its own place
  boolean isIn(Mode mode) {
    return modes.peek() == mode;
  }

  /// The character so far ahead (or behind, when negative); NUL outside the text.
  char peek(int ahead) {
    int i = at + ahead;
    return i >= 0 && i < chars.length ? chars[i] : '\0';
  }

  boolean looksAt(String what) {
    return text.startsWith(what, at);
  }

  boolean looksAtIgnoringCase(String what) {
    return text.regionMatches(true, at, what, 0, what.length());
  }

  /// Takes a stretch as a text of its own, so that nothing in it runs past its end.
  void takeApart(int length, Mode mode) {
    int start = at;
    Tokens apart = read(text.substring(start, start + length), mode).tokens();
    for (int i = 0; i < apart.size(); i++) {
      moveTo(start + apart.end(i));
      emit(apart.kind(i), start + apart.start(i));
    }
    moveTo(start + length);
  }

  void moveTo(int position) {
    at = Math.min(position, chars.length);
  }

  void skip(int count) {
    moveTo(at + count);
  }

  /// Leaves a token from an earlier position to here.
  void emit(Kind kind, int start) {
    if (at > start) {
      if (!kind.isComment()) {
        lastCode = tokens.size();
        conditions.pass(chars, kind, start, at);
      }
      tokens.add(kind, start, at);
    }
  }

  /// Moves over blanks; stays at a line feed.
  void skipBlanks() {
    int i = at;
    while (i < chars.length
        && (chars[i] == ' ' || (chars[i] != '\n' && Character.isWhitespace(chars[i])))) {
      i++;
    }
    at = i;
  }

  /// Moves over characters that are none of these.
  void skipUntil(char one, char two, char three) {
    int i = at;
    while (i < chars.length && chars[i] != one && chars[i] != two && chars[i] != three) {
      i++;
    }
    at = i;
  }

  /// Where the word ends that may begin here; here where none does.
  int wordEnd() {
    int i = at;
    while (i < chars.length && isWordPart(chars[i])) {
      i++;
    }
    return i;
  }

  void take(Kind kind, int length) {
    int start = at;
    skip(length);
    emit(kind, start);
  }

  /// Where the line ends that holds a position: at its line feed, or at the end of the text.
  int lineEnd(int position) {
    int end = text.indexOf('\n', position);
    return end < 0 ? text.length() : end;
  }

  /// Whether only white space stands before the cursor on its line.
  boolean atLineStart() {
    int i = at - 1;
    while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }

  boolean afterSpace() {
    return at == 0 || Character.isWhitespace(text.charAt(at - 1));
  }

  Optional<Token> lastCode() {
    return lastCode < 0 ? Optional.empty() : Optional.of(tokens.token(lastCode));
  }

  /// Whether the last code closed the condition of a statement, as in `if (…)`.
  boolean afterCondition() {
    return conditions.closed();
  }

  void push(Mode mode) {
    modes.push(mode);
  }

  void pop() {
    modes.pop();
  }

  boolean mayNest() {
    return modes.size() < MAX_MODES;
  }

  /// Up to here a rule that looks ahead for an end on this line has looked in vain; looking again
  /// from every start would be quadratic.
  boolean isBarren() {
    return at < barrenUntil;
  }

  int barrenUntil() {
    return barrenUntil;
  }

  void barrenUntil(int position) {
    barrenUntil = position;
  }

  /// Remembers a body that begins on the next line. False when no later line could end it.
  boolean expect(Heredoc heredoc) {
    if (lastLines.isEmpty()) {
      indexLines();
    }
    if (lastLines.getOrDefault(heredoc.terminator(), -1) <= at) {
      return false;
    }
    pending.add(heredoc);
    return true;
  }

  private void indexLines() {
    lastLines.put("", -1);
    for (int start = 0; start < text.length(); ) {
      int end = lineEnd(start);
      if (end - start <= 4 * MAX_TERMINATOR) {
        lastLines.put(leadingWord(text.substring(start, end).strip()), start);
      }
      start = end + 1;
    }
  }

  private static String leadingWord(String line) {
    int end = 0;
    while (end < line.length() && isWordPart(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end);
  }

  /// Reads the bodies that were announced on the line before the cursor.
  void readHeredocs() {
    while (!pending.isEmpty()) {
      var heredoc = pending.remove();
      int start = at;
      while (!atEnd() && !endsHere(heredoc)) {
        moveTo(lineEnd(at) + 1);
      }
      emit(Kind.TEXT, start);
      if (!atEnd()) {
        moveTo(text.indexOf(heredoc.terminator(), at));
        take(Kind.WORD, heredoc.terminator().length());
      }
    }
  }

  private boolean endsHere(Heredoc heredoc) {
    int i = at;
    while (heredoc.indented() && i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    int end = i + heredoc.terminator().length();
    return text.startsWith(heredoc.terminator(), i)
        && (end >= text.length() || !isWordPart(text.charAt(end)));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isWordPart(char c) {
    return c < WORD_PARTS.length
        ? WORD_PARTS[c]
        : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static boolean[] wordParts() {
    var parts = new boolean[128];
    for (char c = 0; c < parts.length; c++) {
      parts[c] =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return parts;
  }
}
