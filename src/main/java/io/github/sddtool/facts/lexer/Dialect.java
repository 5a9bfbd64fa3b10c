package io.github.sddtool.facts.lexer;

import java.util.Optional;
import java.util.Set;

/// How a language with braces writes its declarations.
///
/// @param types words before the name of a type
/// @param functions words before the name of a function
/// @param values words before the name of a value or an alias
/// @param typed whether functions and fields are written as a type and a name, without a word
/// @param methods whether a bare `name(…) {` in a type is a method
/// @param newlines whether a line break may end a statement
record Dialect(
    Set<String> types,
    Set<String> functions,
    Set<String> values,
    boolean typed,
    boolean methods,
    boolean newlines) {

  private static final Set<String> NONE = Set.of();

  static final Set<String> MODIFIERS =
      Set.of(
          "public",
          "private",
          "protected",
          "internal",
          "static",
          "final",
          "abstract",
          "sealed",
          "open",
          "override",
          "async",
          "export",
          "default",
          "declare",
          "readonly",
          "virtual",
          "inline",
          "extern",
          "pub",
          "crate",
          "unsafe",
          "suspend",
          "lateinit",
          "data",
          "inner",
          "companion",
          "implicit",
          "lazy",
          "transient",
          "volatile",
          "synchronized",
          "native",
          "strictfp",
          "partial",
          "mutating",
          "nonmutating",
          "fileprivate",
          "operator",
          "infix",
          "tailrec",
          "expect",
          "actual",
          "external",
          "accessor",
          "get",
          "set",
          "constexpr",
          "friend",
          "explicit",
          "required",
          "convenience",
          "weak",
          "indirect",
          "annotation",
          "value",
          "base",
          "factory",
          "late",
          "covariant",
          "file",
          "given",
          "typedef");

  /// Words that look like a call before a block, or that begin a statement.
  static final Set<String> STATEMENTS =
      Set.of(
          "if",
          "for",
          "while",
          "switch",
          "catch",
          "return",
          "new",
          "else",
          "do",
          "try",
          "using",
          "lock",
          "throw",
          "await",
          "sizeof",
          "with",
          "guard",
          "repeat",
          "when",
          "match",
          "foreach",
          "case",
          "elseif",
          "loop",
          "select",
          "defer",
          "go",
          "yield",
          "assert",
          "delete",
          "typeof",
          "in",
          "not",
          "and",
          "or",
          "super",
          "this",
          "self",
          "break",
          "continue",
          "goto",
          "import");

  /// The dialect of a language; empty where its structure is not written with braces.
  static Optional<Dialect> of(Language language) {
    return switch (language) {
      case TYPESCRIPT, JAVASCRIPT, HTML ->
          Optional.of(
              new Dialect(
                  Set.of("class", "interface", "enum", "namespace", "module"),
                  Set.of("function"),
                  Set.of("const", "let", "var", "type"),
                  false,
                  true,
                  true));
      case JAVA -> typed("class", "interface", "enum", "record");
      case GROOVY ->
          Optional.of(
              new Dialect(
                  Set.of("class", "interface", "enum", "trait"),
                  Set.of("def"),
                  NONE,
                  true,
                  false,
                  true));
      case CSHARP -> typed("class", "interface", "enum", "record", "struct", "namespace");
      case C, CPP -> typed("class", "struct", "union", "enum", "namespace");
      case DART -> typed("class", "mixin", "enum", "extension");
      case PROTOBUF ->
          Optional.of(
              new Dialect(
                  Set.of("message", "service", "enum"), Set.of("rpc"), NONE, false, false, false));
      case KOTLIN ->
          Optional.of(
              new Dialect(
                  Set.of("class", "interface", "object", "enum"),
                  Set.of("fun", "constructor"),
                  Set.of("val", "var", "typealias"),
                  false,
                  false,
                  true));
      case SCALA ->
          Optional.of(
              new Dialect(
                  Set.of("class", "trait", "object", "enum", "extension"),
                  Set.of("def"),
                  Set.of("val", "var", "type"),
                  false,
                  false,
                  true));
      case SWIFT ->
          Optional.of(
              new Dialect(
                  Set.of("class", "struct", "enum", "protocol", "extension", "actor"),
                  Set.of("func", "init", "deinit", "subscript"),
                  Set.of("let", "var", "typealias", "associatedtype"),
                  false,
                  false,
                  true));
      case GO ->
          Optional.of(
              new Dialect(
                  NONE, Set.of("func"), Set.of("type", "const", "var"), false, false, true));
      case RUST ->
          Optional.of(
              new Dialect(
                  Set.of("struct", "enum", "trait", "impl", "mod", "union"),
                  Set.of("fn"),
                  Set.of("const", "static", "type"),
                  false,
                  false,
                  false));
      case PHP ->
          Optional.of(
              new Dialect(
                  Set.of("class", "interface", "trait", "enum"),
                  Set.of("function"),
                  Set.of("const", "var"),
                  false,
                  false,
                  false));
      case SHELL, POWERSHELL, R, PERL ->
          Optional.of(
              new Dialect(
                  Set.of("class"), Set.of("function", "sub", "filter"), NONE, false, true, true));
      default -> Optional.empty();
    };
  }

  private static Optional<Dialect> typed(String... types) {
    return Optional.of(new Dialect(Set.of(types), NONE, NONE, true, false, false));
  }
}
