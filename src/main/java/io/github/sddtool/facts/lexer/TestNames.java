package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Item.Title;
import io.github.sddtool.facts.lexer.TestTitle.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Tells which declarations are tests, by their annotations or, where the language goes by names,
/// by their names.
final class TestNames {
  private static final int MAX_HEADER = 400;

  private static final Set<String> CASES =
      Set.of(
          "Test",
          "ParameterizedTest",
          "RepeatedTest",
          "TestFactory",
          "TestTemplate",
          "Property",
          "Example",
          "Fact",
          "Theory",
          "TestMethod",
          "DataTestMethod",
          "TestCase",
          "TestCaseSource",
          "test",
          "rstest");

  /// Annotations of JUnit whose `name` is the title of every run.
  private static final Set<String> NAMED_RUNS = Set.of("ParameterizedTest", "RepeatedTest");

  private static final Set<String> SUITES = Set.of("Nested", "Suite", "TestFixture", "TestClass");
  private static final Set<String> TYPES =
      Set.of("class", "record", "object", "struct", "enum", "interface", "module");

  private final Language language;
  private final Code code;

  TestNames(Language language, Code code) {
    this.language = language;
    this.code = code;
  }

  /// The declaration with its title where it is a test.
  Item mark(Item item) {
    if (item.title().isPresent()) {
      return item;
    }
    Optional<Title> shown = shownName(item);
    boolean type = TYPES.contains(code.word(item.nameAt() - 1));
    if (type) {
      boolean suite = shown.isPresent() || isSuite(item) || annotated(item, SUITES::contains);
      return suite ? titled(item, Kind.SUITE, shown) : item;
    }
    boolean test = shown.isPresent() || isCase(item) || annotated(item, CASES::contains);
    return test ? titled(item, Kind.CASE, shown) : item;
  }

  private static Item titled(Item item, Kind kind, Optional<Title> shown) {
    Title named = new Title(kind, item.nameAt(), item.name());
    return item.titled(shown.map(t -> new Title(kind, t.at(), t.text())).orElse(named));
  }

  private boolean isSuite(Item item) {
    String name = item.name();
    return switch (language) {
      case PYTHON -> name.startsWith("Test");
      case JAVA, KOTLIN, GROOVY, SCALA, CSHARP, PHP, SWIFT, RUBY ->
          name.endsWith("Test")
              || name.endsWith("Tests")
              || name.endsWith("Spec")
              || name.endsWith("TestCase");
      default -> false;
    };
  }

  private boolean isCase(Item item) {
    String name = item.name();
    String keyword = code.word(item.nameAt() - 1);
    return switch (language) {
      case PYTHON, RUBY -> keyword.equals("def") && name.startsWith("test_");
      case GROOVY -> code.isText(item.nameAt());
      case GO ->
          keyword.equals("func")
              && (name.startsWith("Test")
                  || name.startsWith("Benchmark")
                  || name.startsWith("Fuzz")
                  || name.startsWith("Example"));
      case PHP -> keyword.equals("function") && name.startsWith("test");
      case SWIFT -> keyword.equals("func") && name.startsWith("test");
      default -> false;
    };
  }

  /// `@DisplayName("…")`, `[Fact(DisplayName = "…")]`, Swift's `@Test("…")`.
  private Optional<Title> shownName(Item item) {
    int end = Math.min(item.nameAt(), item.first() + MAX_HEADER);
    for (int i = item.first(); i + 2 < end; i++) {
      boolean named = code.is(i, "DisplayName");
      boolean swift =
          language == Language.SWIFT
              && code.is(i - 1, '@')
              && (code.is(i, "Test") || code.is(i, "Suite"));
      if ((named || swift) && code.isOneOf(i + 1, "(=") && code.isText(i + 2)) {
        return shown(i + 2);
      }
    }
    return runName(item.first(), end);
  }

  /// `@ParameterizedTest(name = "…")`.
  private Optional<Title> runName(int first, int end) {
    for (int i = first; i < end; i++) {
      boolean annotation = code.isOneOf(i - 1, "@.") && code.is(i + 1, '(');
      if (annotation && NAMED_RUNS.contains(code.word(i))) {
        int close = Math.min(code.jump(i + 1), end);
        for (int j = i + 2; j < close; j++) {
          if (code.is(j, "name") && code.is(j + 1, '=') && code.isText(j + 2)) {
            return shown(j + 2);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Title> shown(int at) {
    return Optional.of(new Title(Kind.CASE, at, code.literal(at)));
  }

  private boolean annotated(Item item, Predicate<String> names) {
    int end = Math.min(item.nameAt(), item.first() + MAX_HEADER);
    for (int i = item.first(); i < end; i++) {
      if (names.test(code.word(i)) && code.isOneOf(i - 1, "@[,:.")) {
        return true;
      }
    }
    return false;
  }
}
