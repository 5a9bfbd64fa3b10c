package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.sddtool.source.RepoPath;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What grammars see, and that no text brings them down.
class SyntaxTreeTest {
  private static final List<String> PIECES =
      List.of(
          "class A {",
          "}",
          "{",
          "(",
          ")",
          "[",
          "]",
          "<",
          ">",
          "def f():\n  ",
          "def f\n",
          "end\n",
          "fn f() {",
          "func f() {",
          "function f() {",
          "fun f() =",
          "=> ",
          "\"",
          "'",
          "`",
          "${",
          "#{",
          "\"\"\"",
          "r#\"",
          "R\"x(",
          "<<EOF\n",
          "EOF\n",
          "<<~A",
          "%w[",
          "/*",
          "*/",
          "//",
          "#",
          "#if X\n",
          "#define M(a) {\n",
          "@A",
          "#[a]",
          "[A]",
          "template<",
          "\n",
          "\n    ",
          "\t",
          " ",
          ";",
          ",",
          ":",
          "=",
          "\\",
          "$(",
          "`cmd`",
          "<?php ",
          "?>",
          "<p>",
          "</p>",
          "object A:\n  def f =\n",
          "private ",
          "é",
          "漢字",
          "😀",
          "\uD83D",
          "\uDE00",
          "\0",
          "\uFEFF",
          "1",
          "a",
          "if (a) ",
          "=begin\n",
          "__END__\n",
          "@\"",
          "$\"{",
          "case a of\n",
          "->",
          "::");

  // @spec engine/markers#REQ-MARK-030
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"curly", "others"})
  void seesWhatBracesAndIndentationHide(String file, String source, String region) {
    Language language = Language.of(RepoPath.of(file)).orElseThrow();
    var text = SourceScanner.scan(language, source);
    var comment =
        text.comments().stream().filter(c -> c.text().contains("X")).findFirst().orElseThrow();
    assertThat(text.regionAt(comment).map(r -> r.name() + " " + r.line() + "-" + r.endLine()))
        .contains(region);
  }

  @ParameterizedTest
  @EnumSource(Grammar.class)
  void everyGrammarIsAtHand(Grammar grammar) {
    assertThat(LoadedGrammar.of(grammar)).isPresent();
  }

  @Test
  void offsetsCountWhatEverCharactersStandBefore() {
    String source = "class A { String s = \"漢字 😀 é\"; int b; \uD83D int c; }";
    SyntaxTree tree = SyntaxTree.of(Language.JAVA, source).orElseThrow();
    assertThat(tree.parts().stream().map(p -> source.substring(p.start(), p.end())).toList())
        .contains("String s = \"漢字 😀 é\";", "int b;");
  }

  // @spec engine/markers#REQ-MARK-031
  @Test
  void whatAGrammarCannotReadIsLeftToTheScanners() {
    assertThat(SyntaxTree.of(Language.JAVA, ") ) ) = = =\n".repeat(50))).isEmpty();
    assertThat(SyntaxTree.of(Language.YAML, "a: 1")).isEmpty();
    String tooLong = "class A {}\n".repeat(SyntaxTree.MAX_LENGTH / 10);
    assertThat(SyntaxTree.of(Language.JAVA, tooLong)).isEmpty();
    String withError = "class A {\n  void f() { = = }\n  // X\n  void g() {\n  }\n}";
    var text = SourceScanner.scan(Language.JAVA, withError);
    assertThat(text.regionAt(text.comments().getFirst()).map(Region::endLine)).contains(5);
  }

  @Test
  void aTreeGivesTheFingerprintOfTheSameExtent() {
    String source = "class A {\n  @B\n  int f(int a) {\n    return f(a); // c\n  }\n}\n";
    LineIndex lines = LineIndex.of(source);
    var code = new Code(source, lines, Lexicon.read(Language.JAVA, source));
    var preamble = Preamble.of(Language.JAVA, code);
    List<Item> scanned = Structure.items(Language.JAVA, code, preamble);
    assertThat(TreeItems.find(Language.JAVA, code, new ItemTree(List.of()))).contains(scanned);
  }

  // @spec engine/markers#REQ-MARK-031
  @ParameterizedTest
  @EnumSource(Grammar.class)
  void endlessOrDeepTextEndsInTime(Grammar grammar) {
    Language language = languageOf(grammar);
    Stream.of(
            "",
            "(".repeat(10_000),
            "[".repeat(10_000),
            "{".repeat(3_000) + "}".repeat(3_000),
            "class A {".repeat(500),
            "\"".repeat(1_000),
            "/*".repeat(3_000),
            "<a>".repeat(500),
            "<<A <<B <<C ".repeat(100) + "\n",
            "#{\"".repeat(500),
            "r####\"".repeat(200))
        .forEach(text ->
            Assertions.assertTimeout(
                Duration.ofSeconds(60),
                () -> assertThat(SyntaxTree.of(language, text)).isNotNull()));
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }

  // @spec engine/markers#REQ-MARK-031
  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll Grammar grammar, @ForAll("fragments") String text) {
    SyntaxTree.of(languageOf(grammar), text)
        .ifPresent(tree ->
            assertThat(tree.parts())
                .allSatisfy(part -> {
                  assertThat(part.start()).isBetween(0, part.end());
                  assertThat(part.end()).isLessThanOrEqualTo(text.length());
                }));
  }

  // @spec engine/markers#REQ-MARK-032
  @Test
  void severalThreadsMayReadAtOnce() {
    String source = "class A {\n  void f() {}\n  int g;\n}\n".repeat(50);
    SyntaxTree alone = SyntaxTree.of(Language.JAVA, source).orElseThrow();
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(_ -> SyntaxTree.of(Language.JAVA, source).orElseThrow()))
        .allMatch(alone::equals);
  }

  private static Language languageOf(Grammar grammar) {
    return Stream.of(Language.values())
        .filter(language -> Grammar.of(language).contains(grammar))
        .findFirst()
        .orElseThrow();
  }

  static Stream<Arguments> curly() {
    return Stream.of(
        arguments(
            "a.ts",
            "class A {\n  // X\n  @Dec({ a: 1 })\n  get b(): string {\n    return `${this.c({})}}`\n  }\n}",
            "b 3-6"),
        arguments("a.ts", "q()\n// X\nnamespace N.M {\n  f()\n}", "M 3-5"),
        arguments("a.ts", "q()\n// X\nA.prototype.f = function () {\n  b()\n};\nq()", "f 3-5"),
        arguments(
            "a.tsx", "q()\n// X\nconst C = memo(() => {\n  return <p>{'}'}</p>\n})\nq()", "C 3-5"),
        arguments(
            "a.js",
            "class A {\n  // X\n  #f = async () => {\n    /[}]/.test(b)\n  };\n  c() {}\n}",
            "f 3-5"),
        arguments("A.java", "record A(int c) {\n  // X\n  A {\n    b();\n  }\n}", "A 3-5"),
        arguments(
            "A.java",
            "enum E {\n  // X\n  A(1) {\n    int b() { return 1; }\n  },\n  B(2);\n}",
            "A 3-5"),
        arguments(
            "A.cs",
            "class A {\n  // X\n  public int B => c switch {\n    1 => 2,\n    _ => 3 };\n  int d;\n}",
            "B 3-5"),
        arguments(
            "A.cs", "class Q {}\n// X\npublic record P(int A, string B);\nclass C {}", "P 3-3"),
        arguments(
            "a.go",
            "package a\nvar q = 1\n// X\nfunc (s *Set[K, V]) Add(k K) (ok bool) {\n\treturn\n}\n",
            "Add 4-6"),
        arguments(
            "a.go",
            "package a\ntype S struct {\n\tb int\n\t// X\n\tC string `json:\"}\"`\n}\n",
            "C 5-5"),
        arguments(
            "a.rs",
            "struct Q;\n// X\n#[a(b = \"]\")]\n#[c]\nimpl<T> Into<U> for V<T> {\n  fn f() { r#\"}\"#; }\n}",
            "V 3-7"),
        arguments("a.c", "int q;\n// X\nAPI jint CALL\nf(int a, int b) {\n  return 1;\n}", "f 3-6"),
        arguments(
            "a.c", "int q;\n// X\nEXPORT(int)\nf(int a)\n{\n  return '}';\n}\nint r;", "f 3-7"),
        arguments(
            "a.c",
            "int q;\n// X\n#define MAX(a, b) \\\n  ((a) > (b) ? (a) : (b))\nint r;",
            "MAX 3-4"),
        arguments(
            "a.cpp",
            "int q;\n// X\ntemplate <typename T>\nauto A<T>::f() const -> int {\n  return 1;\n}",
            "f 3-6"),
        arguments(
            "a.kt",
            "val q = 1\n// X\nfun f(a: Int) =\n  when (a) {\n    1 -> \"}\"\n    else -> \"\"\n  }\nval r = 1",
            "f 3-7"),
        arguments(
            "a.swift",
            "class A {\n  // X\n  @Published var b: Int = 1 {\n    didSet { c() }\n  }\n  var d = 1\n}",
            "b 3-5"),
        arguments(
            "a.php",
            "<?php\nclass A {\n  // X\n  #[B(c: ']')]\n  public function __construct(private int $d = 1) {\n  }\n}",
            "__construct 4-6"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        arguments(
            "a.scala",
            "object A:\n  val q = 1\n  // X\n  def f(a: Int): Int =\n    val b = 1\n    b + a\n\n  def g = 1\n",
            "f 4-6"),
        arguments(
            "a.rb",
            "class A\n  # X\n  private def f\n    <<~T\n  end\n    T\n  end\n  def g; end\nend",
            "f 3-7"),
        arguments(
            "a.py",
            "q = 1\n# X\n@a(\"\"\"\ndef g():\n\"\"\")\nasync def f(\n  b,\n):\n  return 1\n",
            "f 3-9"),
        arguments("a.sh", "q=1\n# X\nfunction f {\n  cat <<E\n}\nE\n}\nq=2", "f 3-7"));
  }
}
