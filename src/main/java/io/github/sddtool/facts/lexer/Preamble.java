package io.github.sddtool.facts.lexer;

import java.util.BitSet;
import java.util.Set;

/// Marks the tokens that import or place a file rather than say what it does. They take no part in
/// fingerprints and do not end a file's header.
final class Preamble {
  private static final int MAX_REQUIRE = 60;

  private final Language language;
  private final Code code;
  private final Set<String> words;
  private final BitSet marked = new BitSet();

  private Preamble(Language language, Code code) {
    this.language = language;
    this.code = code;
    this.words = words(language);
  }

  static BitSet of(Language language, Code code) {
    var preamble = new Preamble(language, code);
    preamble.mark();
    return preamble.marked;
  }

  private static Set<String> words(Language language) {
    return switch (language) {
      case TYPESCRIPT, JAVASCRIPT, HTML, SWIFT, HASKELL -> Set.of("import");
      case JAVA, KOTLIN, SCALA, GROOVY, GO -> Set.of("import", "package");
      case PYTHON -> Set.of("import", "from");
      case RUST -> Set.of("use", "mod", "extern");
      case CSHARP -> Set.of("using", "namespace");
      case PHP -> Set.of("use", "namespace", "declare", "require", "require_once", "include_once");
      case DART -> Set.of("import", "part", "library");
      case RUBY -> Set.of("require", "require_relative");
      case PERL -> Set.of("use", "require", "package");
      case ELIXIR -> Set.of("alias", "import", "require", "use");
      case JULIA -> Set.of("using", "import");
      case R -> Set.of("library", "require");
      case SHELL -> Set.of("source", "set", "load");
      case PROTOBUF -> Set.of("syntax", "package", "import", "option");
      default -> Set.of();
    };
  }

  private void mark() {
    for (int i = 0; i < code.size(); i++) {
      boolean tagged = language == Language.HTML && code.is(i - 1, '>');
      boolean starts = tagged || code.isFirstOnLine(i) || code.is(i - 1, ';');
      int end = starts ? end(i) : -1;
      if (end >= 0) {
        marked.set(i, end + 1);
        i = end;
      }
      i = code.is(i, '{') && !holdsImports(i) ? code.jump(i) : i;
    }
  }

  /// Imports stand at the top level, and in some languages in a namespace or module.
  private boolean holdsImports(int brace) {
    return switch (language) {
      case CSHARP, PHP, RUST -> code.isWord(brace - 1) && code.line(brace) < 200;
      default -> false;
    };
  }

  /// The last token of the import that begins at an index; -1 where none does.
  private int end(int i) {
    boolean c = language == Language.C || language == Language.CPP;
    if (c && code.is(i, '#')) {
      boolean places = Set.of("include", "pragma", "ifndef", "import").contains(code.word(i + 1));
      return places ? lineEnd(i) : -1;
    }
    if (language == Language.PHP && !code.isWord(i) && code.beginsWith(i, "<?")) {
      return i;
    }
    if (language == Language.HTML && code.is(i, '<') && code.is(i + 1, "script")) {
      return lineEnd(i);
    }
    if (language == Language.RUST && code.is(i, '#') && code.is(i + 1, '!')) {
      return code.jump(i + 2);
    }
    if (code.isText(i) && isJavaScript()) {
      return code.literal(i).startsWith("use ") ? statementEnd(i) : -1;
    }
    if (words.contains(code.word(i))) {
      return isImport(i) ? statementEnd(i) : -1;
    }
    return isJavaScript() ? requireEnd(i) : -1;
  }

  private boolean isJavaScript() {
    return language == Language.TYPESCRIPT
        || language == Language.JAVASCRIPT
        || language == Language.HTML;
  }

  private boolean isImport(int i) {
    return switch (language) {
      case TYPESCRIPT, JAVASCRIPT, HTML -> !code.isOneOf(i + 1, "(.");
      case CSHARP, PHP ->
          !code.is(i + 1, '(') || code.is(i, "declare") || code.is(statementEnd(i), ';');
      case RUST ->
          code.is(i, "mod") ? code.is(i + 2, ';') : code.is(i, "use") || code.is(i + 1, "crate");
      case PYTHON -> code.isWord(i + 1) || code.is(i + 1, '.');
      default -> !code.isOneOf(i + 1, "=:");
    };
  }

  /// `const x = require('x')`.
  private int requireEnd(int i) {
    if (!Set.of("const", "let", "var").contains(code.word(i))) {
      return -1;
    }
    for (int j = i + 1; j < Math.min(code.size(), i + MAX_REQUIRE); j = code.jump(j) + 1) {
      if (code.is(j, '=')) {
        boolean require = code.is(j + 1, "require") && code.is(j + 2, '(');
        return require ? statementEnd(i) : -1;
      }
    }
    return -1;
  }

  private int lineEnd(int i) {
    int last = i;
    while (last + 1 < code.size() && !code.isFirstOnLine(last + 1)) {
      last++;
    }
    return last;
  }

  private int statementEnd(int i) {
    int last = i;
    for (int j = i; j < code.size(); j = code.jump(j) + 1) {
      boolean joined = code.is(j, "from") || code.isOneOf(j - 1, ",=\\") || code.is(j - 1, "from");
      boolean block = code.is(j, '{') && language == Language.CSHARP;
      if (j > i && ((code.isFirstOnLine(j) && !joined) || block)) {
        break;
      }
      last = code.jump(j);
      if (code.is(j, ';')) {
        break;
      }
    }
    return last;
  }
}
