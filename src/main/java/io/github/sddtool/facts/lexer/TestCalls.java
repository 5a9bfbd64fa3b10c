package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Item.Title;
import io.github.sddtool.facts.lexer.TestTitle.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec engine/markers#REQ-MARK-003
/// Finds tests that are written as calls: `it("does so", …)`, `test "…" do`, `TEST(Suite, Name)`.
final class TestCalls {
  private static final int MAX_CHAIN = 12;
  private static final Set<String> NOT_BEFORE =
      Set.of("function", "def", "fun", "func", "new", "class", "const", "let", "var", "import");

  private static final Set<String> SENTENCE = Set.of("should", "must", "can", "when");
  private static final Set<String> GOOGLE = Set.of("TEST", "TEST_F", "TEST_P", "TYPED_TEST");

  private final Language language;
  private final Code code;
  private final Set<String> suites;
  private final Set<String> cases;
  private final boolean kotest;

  TestCalls(Language language, Code code) {
    this.language = language;
    this.code = code;
    Map<Kind, Set<String>> words = words(language);
    this.suites = words.getOrDefault(Kind.SUITE, Set.of());
    this.cases = words.getOrDefault(Kind.CASE, Set.of());
    this.kotest = language == Language.KOTLIN && extendsSpec();
  }

  private static Map<Kind, Set<String>> words(Language language) {
    return switch (language) {
      case TYPESCRIPT, JAVASCRIPT, HTML, PHP, LUA ->
          words(
              Set.of("describe", "context", "suite", "fdescribe", "xdescribe"),
              Set.of("it", "test", "specify", "bench", "fit", "xit", "xtest"));
      case DART -> words(Set.of("group"), Set.of("test", "testWidgets"));
      case RUBY ->
          words(
              Set.of("describe", "context", "feature", "shared_examples"),
              Set.of("it", "specify", "scenario", "example", "test", "xit", "fit"));
      case ELIXIR -> words(Set.of("describe"), Set.of("test", "property"));
      case SCALA -> words(Set.of("describe", "feature"), Set.of("test", "it", "scenario"));
      case KOTLIN ->
          words(
              Set.of("describe", "context", "given", "Given", "feature", "xdescribe", "xcontext"),
              Set.of(
                  "it",
                  "test",
                  "should",
                  "then",
                  "Then",
                  "scenario",
                  "expect",
                  "xit",
                  "xtest",
                  "xshould"));
      case C, CPP ->
          words(Set.of("SCENARIO"), Set.of("TEST_CASE", "SECTION", "GIVEN", "WHEN", "THEN"));
      case R -> words(Set.of("describe"), Set.of("test_that", "it"));
      case GO -> words(Set.of(), Set.of("Run"));
      case SHELL -> words(Set.of(), Set.of("test"));
      default -> Map.of();
    };
  }

  private static Map<Kind, Set<String>> words(Set<String> suites, Set<String> cases) {
    return Map.of(Kind.SUITE, suites, Kind.CASE, cases);
  }

  /// Whether a class of the file is one of Kotest's: `class A : StringSpec({`.
  private boolean extendsSpec() {
    for (int i = 1; i < code.size(); i++) {
      boolean called = code.isWord(i) && code.is(i + 1, '(') && code.isOneOf(i - 1, ":,.");
      if (called && code.word(i).endsWith("Spec")) {
        return true;
      }
    }
    return false;
  }

  /// The tests whose blocks end with a bracket.
  List<Item> items() {
    var items = new ArrayList<Item>();
    for (int i = 0; i < code.size(); i++) {
      int first = i;
      titleAt(i).map(title -> item(first, title)).ifPresent(items::add);
    }
    return items;
  }

  private Item item(int first, Title title) {
    int last = code.textEnd(title.at());
    int open = title.at() - 1;
    if (code.is(open, '(')) {
      last = code.partner(open);
    }
    int body = last + 1;
    while (body < code.size() && body < last + 4 && (code.is(body, "in") || isTag(body))) {
      body++;
    }
    if (code.is(body, "should") || SENTENCE.contains(code.word(body))) {
      body++;
    }
    last = code.is(body, '{') ? code.partner(body) : last;
    last = code.is(last + 1, ';') ? last + 1 : last;
    return Item.of(title.text(), title.at(), first, last).titled(title);
  }

  private boolean isTag(int i) {
    return (language == Language.SCALA && code.is(i, "taggedAs")) || (kotest && code.is(i, '-'));
  }

  /// The title of the test that begins at a token.
  Optional<Title> titleAt(int i) {
    return switch (language) {
      case SHELL -> bats(i);
      case GO -> goRun(i);
      case C, CPP -> google(i).or(() -> call(i));
      case SCALA -> sentence(i).or(() -> call(i));
      case KOTLIN -> bare(i).or(() -> call(i));
      default -> call(i);
    };
  }

  private Optional<Title> bats(int i) {
    boolean test = code.is(i, '@') && code.is(i + 1, "test") && code.isText(i + 2);
    return test ? title(Kind.CASE, i + 2) : Optional.empty();
  }

  private Optional<Title> goRun(int i) {
    boolean run =
        code.isWord(i)
            && code.is(i + 1, '.')
            && code.is(i + 2, "Run")
            && code.is(i + 3, '(')
            && code.isText(i + 4);
    return run ? title(Kind.CASE, i + 4) : Optional.empty();
  }

  private Optional<Title> google(int i) {
    boolean test =
        GOOGLE.contains(code.word(i))
            && code.is(i + 1, '(')
            && code.isWord(i + 2)
            && code.is(i + 3, ',')
            && code.isWord(i + 4);
    return test
        ? Optional.of(new Title(Kind.CASE, i + 2, code.word(i + 2) + "." + code.word(i + 4)))
        : Optional.empty();
  }

  /// `"A stack" should "pop" in {`, `it should "pop" in {`, `"A stack" when {`, `"pops" in {`.
  private Optional<Title> sentence(int i) {
    boolean subject = code.isText(i) || code.is(i, "it") || code.is(i, "they");
    if (!subject || !code.isFirstOnLine(i)) {
      return Optional.empty();
    }
    int verb = code.isText(i) ? code.textEnd(i) + 1 : i + 1;
    if (SENTENCE.contains(code.word(verb)) && code.isText(verb + 1)) {
      return title(Kind.CASE, verb + 1);
    }
    boolean block = code.isText(i) && code.is(verb + 1, '{');
    if (block && SENTENCE.contains(code.word(verb))) {
      return title(Kind.SUITE, i);
    }
    return block && code.is(verb, "in") ? title(Kind.CASE, i) : Optional.empty();
  }

  /// In Kotest `"pops" {`, and around such tests `"A stack" - {` and `"A stack" should {`.
  private Optional<Title> bare(int i) {
    boolean begins = code.isFirstOnLine(i) || code.isOneOf(i - 1, "{};");
    if (!kotest || !code.isText(i) || !begins) {
      return Optional.empty();
    }
    int after = code.textEnd(i) + 1;
    if (code.is(after, '{')) {
      return title(Kind.CASE, i);
    }
    boolean around = code.is(after, '-') || SENTENCE.contains(code.word(after));
    return around && code.is(after + 1, '{') ? title(Kind.SUITE, i) : Optional.empty();
  }

  private Optional<Title> call(int i) {
    if (!code.isWord(i)
        || !mayTakeTitle(i + 1)
        || code.isOneOf(i - 1, ".$@#:")
        || NOT_BEFORE.contains(code.word(i - 1))) {
      return Optional.empty();
    }
    boolean owned = Set.of("Deno", "RSpec", "t").contains(code.word(i)) && code.is(i + 1, '.');
    int word = owned ? i + 2 : i;
    boolean suite = suites.contains(code.word(word));
    if (!suite && !cases.contains(code.word(word))) {
      return Optional.empty();
    }
    int j = word + 1;
    for (int steps = 0; steps < MAX_CHAIN; steps++) {
      if (code.is(j, '.') && code.isWord(j + 1)) {
        suite |= suites.contains(code.word(j + 1));
        j += 2;
      } else if (code.is(j, '(') && code.is(code.jump(j) + 1, '(') && !code.isText(j + 1)) {
        j = code.jump(j) + 1;
      } else if (code.isText(j) && code.is(code.textEnd(j) + 1, '(') && j > word + 1) {
        j = code.textEnd(j) + 1;
      } else {
        break;
      }
    }
    return argument(suite ? Kind.SUITE : Kind.CASE, j);
  }

  /// Whether a title may follow here; behind most words none can.
  private boolean mayTakeTitle(int i) {
    char c = code.symbol(i);
    return c == '(' || c == '.' || code.isText(i) || (language == Language.RUBY && code.isWord(i));
  }

  private Optional<Title> argument(Kind kind, int j) {
    if (code.is(j, '(') && code.isText(j + 1)) {
      return title(kind, j + 1);
    }
    boolean bare = language == Language.RUBY || language == Language.ELIXIR;
    if (bare && code.isText(j)) {
      return title(kind, j);
    }
    int constant = code.is(j, '(') ? j + 1 : j;
    boolean named =
        language == Language.RUBY
            && code.isWord(constant)
            && !code.isFirstOnLine(constant)
            && Character.isUpperCase(code.word(constant).charAt(0));
    return named ? Optional.of(new Title(kind, constant, code.word(constant))) : Optional.empty();
  }

  private Optional<Title> title(Kind kind, int at) {
    return Optional.of(new Title(kind, at, code.literal(at)));
  }
}
