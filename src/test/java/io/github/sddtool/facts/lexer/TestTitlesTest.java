package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestTitlesTest {
  // @spec engine/markers#REQ-MARK-003
  /// Titles in the order of their tests, suites marked with a star.
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"calls", "names"})
  void findsTitles(String file, String source, String titles) {
    Language language = Language.of(RepoPath.of(file)).orElseThrow();
    List<String> found =
        SourceScanner.scan(language, source).tests().stream()
            .map(t -> (t.kind() == TestTitle.Kind.SUITE ? "*" : "") + t.text())
            .toList();
    assertThat(found).isEqualTo(titles.isEmpty() ? List.of() : List.of(titles.split(",", -1)));
  }

  @Test
  void aTitleStandsInTheBlockOfItsTestAndOfItsSuite() {
    String source = "describe('a', () => {\n  it(\n    'b',\n    () => {\n    })\n})\n";
    assertThat(SourceScanner.scan(Language.TYPESCRIPT, source).tests())
        .containsExactly(
            new TestTitle(TestTitle.Kind.SUITE, 1, 10, 6, "a"),
            new TestTitle(TestTitle.Kind.CASE, 3, 5, 5, "b"));
  }

  @Test
  void theRegionOfATitleIsTheBlockOfItsTest() {
    var text =
        SourceScanner.scan(
            Language.JAVA, "class A {\n  @Test\n  @DisplayName(\"b\")\n  void c() {\n  }\n}");
    Region region = text.regionAt(text.tests().getFirst()).orElseThrow();
    assertThat(region.name()).isEqualTo("c");
    assertThat(region.line()).isEqualTo(2);
    assertThat(region.endLine()).isEqualTo(5);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        arguments(
            "a.ts",
            "describe('a', () => { context(\"b\", () => { it(`c ${d}`, f) }) })",
            "*a,*b,c ${d}"),
        arguments(
            "a.ts",
            "it.only('a', f); test.skip('b'); it.concurrent.each([1])('c', f); bench('d', f)",
            "a,b,c,d"),
        arguments(
            "a.js",
            "it.each`\n a | b\n`('c', f)\ntest.describe('d', f); t.test('e', f); Deno.test(\"f\", f)",
            "c,*d,e,f"),
        arguments(
            "a.ts",
            "await('a'); submit('b'); re.test('c'); function it('d') {} // it('e')\nx = \"it('f')\"",
            ""),
        arguments("a.ts", "it('it\\'s', f); it('a' + b, f); it(name, f)", "it\\'s,a"),
        arguments(
            "a.rb",
            "RSpec.describe User, 'x' do\n  it 'a' do\n  end\n  specify(\"b\") { }\nend",
            "*User,a,b"),
        arguments("a.ex", "describe \"a\" do\n  test \"b\", %{c: c} do\n  end\nend", "*a,b"),
        arguments(
            "a.php",
            "<?php describe('a', function () { it('b', fn() => 1); test('c'); });",
            "*a,b,c"),
        arguments(
            "a.scala",
            "test(\"a\") { }\n\"b\" should \"c\" in { }\nit should \"d\" in { }",
            "a,c,d"),
        arguments(
            "a.kt",
            "class S : StringSpec({ \"REQ-001 works\" { } })\nval x = \"b\"\nf(\"c\") { }",
            "REQ-001 works"),
        arguments("a.kt", "class S : FunSpec({\n context(\"a\") {\n test(\"b\") { } } })", "*a,b"),
        arguments(
            "a.kt",
            "class S : DescribeSpec() { init { describe(\"a\") { it(\"b\") { } } } }",
            "*a,b"),
        arguments("a.kt", "class S : ShouldSpec({ should(\"a\") { } })", "a"),
        arguments(
            "a.kt",
            "class S : FreeSpec({\n \"a\" - {\n  \"b ${c}\" { }\n }\n})\nclass T : WordSpec({ \"d\" should { \"e\" { } } })",
            "*a,b ${c},*d,e"),
        arguments("a.kt", "fun page() { \"div\" { } }", ""),
        arguments("a.kt", "describe(\"a\") { it(\"b\") { } }\ntest(\"c\") { }", "*a,b,c"),
        arguments(
            "a.cpp",
            "TEST(A, B) { }\nTEST_F(C, D) { }\nTEST_CASE(\"e\") { SECTION(\"f\") { } }",
            "A.B,C.D,e,f"),
        arguments(
            "a.go",
            "func TestA(t *testing.T) {\n t.Run(\"b\", func(t *testing.T) { })\n}",
            "TestA,b"),
        arguments("a.bats", "@test \"a b\" {\n  run x\n}", "a b"),
        arguments("a.dart", "group('a', () { test('b', () { }); });", "*a,b"),
        arguments(
            "a.feature",
            "@t\nFeature: a\n  Background:\n  Scenario: b\n  Scenario Outline: c",
            "*a,b,c"),
        arguments(
            "a.robot",
            "*** Keywords ***\nK\n    Log    x\n*** Test Cases ***\nA b\n    Log    x",
            "A b"));
  }

  static Stream<Arguments> names() {
    return Stream.of(
        arguments(
            "a.py",
            "class TestA:\n  def test_b(self): pass\n  def helper(self): pass\nasync def test_c(): pass",
            "*TestA,test_b,test_c"),
        arguments(
            "A.java",
            "@DisplayName(\"s\") class ATest {\n @Test void a() {}\n @ParameterizedTest @DisplayName(\"b\") void c() {}\n void d() {} }",
            "*s,a,b"),
        arguments(
            "A.java",
            "class A { @ParameterizedTest(name = \"REQ-002 {0}\") void u(int i) {}\n @DisplayName(\"b\") @ParameterizedTest(name = \"{0}\") void c() {}\n @RepeatedTest(value = 2, name = \"d\") void e() {}\n @ParameterizedTest @CsvSource(name = \"f\") void g() {} }",
            "REQ-002 {0},b,d,g"),
        arguments("A.java", "class A { @Nested class B { @RepeatedTest(2) void c() {} } }", "*B,c"),
        arguments("A.kt", "class AbTest {\n @Test\n fun `does x`() { }\n}", "*AbTest,does x"),
        arguments(
            "A.groovy",
            "class ASpec extends Specification {\n def \"does x\"() {\n }\n}",
            "*ASpec,does x"),
        arguments("a.rs", "#[test]\nfn a() {}\n#[tokio::test]\nasync fn b() {}\nfn c() {}", "a,b"),
        arguments(
            "A.cs",
            "class ATests { [Fact] public void B() { }\n [Fact(DisplayName = \"c\")] public void D() { }\n [Theory, InlineData(1)] public void E(int x) { } }",
            "*ATests,B,c,E"),
        arguments(
            "A.php",
            "<?php class ATest { function testB() { }\n #[Test] public function c(): void { }\n function d() { } }",
            "*ATest,testB,c"),
        arguments(
            "a.swift",
            "class ATests: XCTestCase { func testB() { } func c() { } }\n@Test(\"d\") func e() { }",
            "*ATests,testB,d"));
  }
}
