package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.spec.Fingerprint;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What changes a fingerprint, and what must not.
class FingerprintLawsTest {
  private static final List<String> STATEMENTS =
      List.of(
          "a = b + 1;",
          "return x;",
          "f( 'a  b' , c );",
          "if (a) { b(); }",
          "for (;;) { }",
          "const z = { q: 1 };",
          "throw new E(`t ${u} v`);",
          "x = /r/g;",
          "y--;",
          "g(() => { h(); });");

  @Provide
  Arbitrary<List<String>> bodies() {
    return Arbitraries.of(STATEMENTS).list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 300)
  void commentsIndentationAndLineEndsDoNotCount(
      @ForAll("bodies") List<String> body, @ForAll boolean block) {
    String plain = "function f(a) {\n" + String.join("\n", body) + "\n}\n";
    String comment = block ? "/* c ' */" : "// c \"\r\n";
    String changed =
        "// before\r\nfunction  f( a )\r\n{\r\n"
            + body.stream().collect(Collectors.joining(comment + "\r\n\t  ", "  ", comment))
            + "\r\n}";
    assertThat(first(Language.TYPESCRIPT, changed)).isEqualTo(first(Language.TYPESCRIPT, plain));
  }

  @Test
  void aRenamedFunctionIsTheSameCode() {
    assertThat(first(Language.JAVA, "class A { int f(int x) { return f(x); } }"))
        .isEqualTo(first(Language.JAVA, "class B { int f(int x) { return f(x); } }"));
    assertThat(first(Language.PYTHON, "def f(x):\n  return f(x)"))
        .isEqualTo(first(Language.PYTHON, "def g(x):\n    return g(x)  # c"))
        .isNotEqualTo(first(Language.PYTHON, "def g(x):\n    return h(x)"));
    assertThat(first(Language.TYPESCRIPT, "it('a', () => { b() })"))
        .isEqualTo(first(Language.TYPESCRIPT, "it('c', () => { b() })"));
  }

  @Test
  void literalsAnnotationsAndOperatorsCount() {
    var plain = first(Language.JAVA, "class A { @B int a = 1; String s = \"a b\"; }");
    assertThat(first(Language.JAVA, "class A { @C int a = 1; String s = \"a b\"; }"))
        .isNotEqualTo(plain);
    assertThat(first(Language.JAVA, "class A { @B int a = 2; String s = \"a b\"; }"))
        .isNotEqualTo(plain);
    assertThat(first(Language.JAVA, "class A { @B int a = 1; String s = \"ab\"; }"))
        .isNotEqualTo(plain);
    assertThat(first(Language.JAVA, "class A {\n  @B\n  int a=1;\n  String s\n    = \"a b\";\n}"))
        .isEqualTo(plain);
  }

  @Test
  void wordsAreKeptApart() {
    assertThat(first(Language.TYPESCRIPT, "function f() { return x }"))
        .isNotEqualTo(first(Language.TYPESCRIPT, "function f() { returnx }"));
  }

  @Test
  void wrappingMayAddATrailingComma() {
    assertThat(first(Language.TYPESCRIPT, "function f() { g(a, b) }"))
        .isEqualTo(first(Language.TYPESCRIPT, "function f() {\n  g(\n    a,\n    b,\n  )\n}"));
  }

  @Test
  void theWholeFileLeavesItsImportsOut() {
    assertThat(file("// h\nimport a from 'a'\n\nexport const b = a(1)\n"))
        .isEqualTo(file("// h\nimport { a } from './c'\nimport 'd'\n\nexport const b = a(1)\n"))
        .isNotEqualTo(file("// h\nimport a from 'a'\n\nexport const b = a(2)\n"));
  }

  private static Fingerprint file(String text) {
    var source = SourceScanner.scan(Language.TYPESCRIPT, text);
    Region region = source.regionAt(source.comments().getFirst()).orElseThrow();
    assertThat(region.wholeFile()).isTrue();
    return region.fingerprint();
  }

  private static Fingerprint first(Language language, String text) {
    return SourceScanner.scan(language, text).declarations().getFirst().fingerprint();
  }
}
