package io.github.sddtool.facts.lexer;

import io.github.sddtool.spec.Fingerprint;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

// @spec engine/drift#REQ-DRIFT-004
/// Takes fingerprints of stretches of code. What does not change the meaning leaves no trace: white
/// space, comments, imports, the name under which the code is known, a comma that only a line break
/// called for. In languages that nest by indentation, a statement that moves to another depth alone
/// leaves no trace either.
final class CodePrint {
  /// Stands where white space kept two words apart, and for white space in literals.
  private static final char GAP = '\u2423';

  private static final String NAME = "\u2205";

  private final Code code;
  private final BitSet imports;
  private final Map<Stretch, Fingerprint> taken = new HashMap<>();

  private record Stretch(int first, int last, int nameAt) {}

  CodePrint(Code code, BitSet imports) {
    this.code = code;
    this.imports = imports;
  }

  /// The fingerprint of the tokens from first to last, the word or literal at `nameAt` set aside.
  /// Taken once: any number of comments may speak of the same code.
  Fingerprint of(int first, int last, int nameAt) {
    return taken.computeIfAbsent(new Stretch(first, last, nameAt), this::take);
  }

  private Fingerprint take(Stretch stretch) {
    int nameAt = stretch.nameAt();
    boolean named = nameAt >= 0 && nameAt < code.size();
    String name = named ? code.source(nameAt) : "";
    var print = new StringBuilder();
    for (int i = stretch.first(); i <= stretch.last(); i++) {
      if (imports.get(i) || isTrailingComma(i)) {
        continue;
      }
      if (code.isWord(i) && code.isWord(i - 1) && !code.touchesPrevious(i)) {
        print.append(GAP);
      }
      boolean isName = i == nameAt || (named && code.is(i, name));
      if (isName) {
        print.append(NAME);
      } else {
        append(print, i);
      }
    }
    return Fingerprint.of(print.toString());
  }

  private boolean isTrailingComma(int i) {
    return code.is(i, ',') && code.isOneOf(i + 1, ")]}") && code.isFirstOnLine(i + 1);
  }

  private void append(StringBuilder print, int token) {
    if (!code.isText(token)) {
      print.append(code.text(), code.start(token), code.end(token));
      return;
    }
    boolean gap = false;
    for (int i = code.start(token); i < code.end(token); i++) {
      char c = code.text().charAt(i);
      boolean space = Character.isWhitespace(c);
      if (!space || !gap) {
        print.append(space ? GAP : c);
      }
      gap = space;
    }
  }
}
